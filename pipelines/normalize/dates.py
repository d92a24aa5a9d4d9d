"""When an article was published, and what says so.

Metadata goes before a date in the web address, that before the dateline, that before a line of
its own that is nothing but a date. Today's date plays no part, so a run next year reads the same
text the same way.
"""

from __future__ import annotations

import importlib
import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, Literal

from pipelines.normalize.calendar_words import (
    DATE,
    FIRST_YEAR,
    LAST_YEAR,
    PrintedDate,
    existing,
    read,
)
from pipelines.normalize.years import narrow_year

Precision = Literal["day", "month", "year"]
_LONGEST = 120
_TIME = (
    r"(?:[\s,]*(?:T|at)?\s*\d{1,2}[:.h]\d{2}(?:[:.]\d{2})?(?: ?[ap]\.?m\.?)?"
    r"(?:\s?\(?(?:GMT|UTC|Z|[A-Z]{2,4}T|[A-Z]{2,5})?(?:\s?[+-]\d{1,2}:?(?:\d{2})?)?\)?)?)"
)
_DATE_LINE = re.compile(
    rf"(?P<label>(?:first |last )?(?:published|posted|updated|modified|edited|created|date)"
    rf"(?: time)?(?: on| at)?\s?:?\s+)?{_TIME}?[,\s]*(?P<date>{DATE}){_TIME}?"
    r"(?P<later>[\s,/|•·(–—-]+(?:last )?(?:updated|modified|upd\.?)\b.{0,60})?[.\s]*",
    re.IGNORECASE,
)
_OF_A_CHANGE = re.compile("updated|modified|edited", re.IGNORECASE)
_IN_URL = re.compile(
    r"/(?P<year>(?:19|20)\d\d)[/-](?P<month>[01]?\d)[/-](?P<day>[0-3]?\d)(?=[/-]|$)"
)
_NUMERIC = re.compile(r"(?P<first>\d{1,2})[/-](?P<second>\d{1,2})[/-](?P<year>\d{4})(?!\d)")
_HAS_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")
_YEAR_ALONE = re.compile(r"\d{4}")


@dataclass(frozen=True, slots=True)
class Publication:
    """A date of publication as far as it is settled, with what was read to settle it."""

    on: date | None
    precision: Precision | None
    evidence: str | None


@dataclass(frozen=True, slots=True)
class DateLine:
    """A line of its own that is a date; `published` is None where it dates a later change."""

    published: str | None
    is_labelled: bool


UNKNOWN = Publication(None, None, None)


def read_date_line(paragraph: str) -> DateLine | None:
    """A line that holds nothing but a date ("Published: May 7, 2015, 9:34 AM"), or None."""
    match = _DATE_LINE.fullmatch(paragraph) if len(paragraph) <= _LONGEST else None
    if match is None:
        return None
    label = match["label"] or ""
    is_change = _OF_A_CHANGE.search(label) is not None
    return DateLine(None if is_change else match["date"], is_labelled=bool(label))


def publication(
    *,
    given: str | None,
    url: str | None,
    dateline: str | None,
    line: str | None,
    lead: str,
    body: str,
) -> Publication:
    """The date by the best witness that settles it.

    Where none does, what the first of them says is kept as evidence. `lead` is the paragraph of
    the dateline, whose weekday is that of the dateline.
    """
    found = [
        _given(given) if given else UNKNOWN,
        _in_url(url) if url else UNKNOWN,
        _printed(dateline, "dateline", lead, body) if dateline else UNKNOWN,
        _printed(line, "date line", lead, body) if line else UNKNOWN,
    ]
    settled = next((candidate for candidate in found if candidate.on is not None), None)
    if settled is not None:
        return settled
    if dateline:
        found.pop()
    evidence = [candidate.evidence for candidate in found if candidate.evidence is not None]
    return Publication(None, None, "; ".join(evidence) or None)


def _given(text: str) -> Publication:
    """A date as a source's metadata writes it, in the time zone it is written in."""
    shown = " ".join(text[:_LONGEST].split())
    source = f'metadata "{shown}"'
    if _YEAR_ALONE.fullmatch(shown):
        return _year(int(shown), source)
    if match := _NUMERIC.match(shown):
        return _numeric(match, source)
    printed = read(shown)
    if printed is not None and printed.year is not None:
        return _settled(printed, source)
    return _in_other_words(shown, source)


def _numeric(match: re.Match[str], source: str) -> Publication:
    """12/01/2017 is two days at once: where both readings exist, only the year is known."""
    first, second, year = (int(match[name]) for name in ("first", "second", "year"))
    readings = {existing(year, first, second), existing(year, second, first)} - {None}
    if len(readings) > 1:
        return _year(year, f"{source} (order of day and month unknown)")
    month, day = (first, second) if existing(year, first, second) else (second, first)
    return _settled(PrintedDate(year, month, day), source)


def _in_other_words(shown: str, source: str) -> Publication:
    """What dateparser makes of it. Without a year it would fill in today's, so it is not asked."""
    if not _HAS_YEAR.search(shown):
        return Publication(None, None, f"{source}: not a date")
    try:
        data = _parser().get_date_data(shown)
    except (ValueError, OverflowError, RecursionError):
        return Publication(None, None, f"{source}: not a date")
    found = data.date_obj if data else None
    if found is None or str(found.year) not in shown:
        return Publication(None, None, f"{source}: not a date")
    day = found.day if data.period in ("day", "time") else None
    if data.period == "year":
        return _year(found.year, source)
    return _settled(PrintedDate(found.year, found.month, day), source)


@cache
def _parser() -> Any:
    return importlib.import_module("dateparser.date").DateDataParser(
        settings={
            "PARSERS": ["absolute-time"],
            "REQUIRE_PARTS": ["year"],
            "PREFER_DAY_OF_MONTH": "first",
            "PREFER_MONTH_OF_YEAR": "first",
        }
    )


def _in_url(url: str) -> Publication:
    match = _IN_URL.search(url[:2000])
    if match is None:
        return UNKNOWN
    printed = PrintedDate(int(match["year"]), int(match["month"]), int(match["day"]))
    found = _settled(printed, f'web address "{match.group()}"')
    return found if found.on is not None else UNKNOWN


def _printed(text: str, kind: str, lead: str, body: str) -> Publication:
    printed = read(text)
    if printed is None:
        return UNKNOWN
    source = f'{kind} "{text}"'
    if printed.year is not None:
        return _settled(printed, source)
    if printed.day is None or existing(2000, printed.month, printed.day) is None:
        return Publication(None, None, f"{source}: no such date")
    narrowed = narrow_year(printed.month, printed.day, lead, body)
    evidence = f"{source}; {narrowed.evidence}"
    if narrowed.year is None:
        return Publication(None, None, evidence)
    return _settled(printed._replace(year=narrowed.year), evidence)


def _year(year: int, source: str) -> Publication:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return Publication(None, None, f"{source}: not a year of newspapers")
    return Publication(date(year, 1, 1), "year", source)


def _settled(printed: PrintedDate, source: str) -> Publication:
    year = printed.year or 0
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return Publication(None, None, f"{source}: not a year of newspapers")
    found = existing(year, printed.month, printed.day or 1)
    if found is None:
        return Publication(None, None, f"{source}: no such date")
    return Publication(found, "day" if printed.day else "month", source)
