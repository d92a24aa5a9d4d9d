"""Which year a date printed without one means, as far as the article's own words settle it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipelines.normalize.calendar_words import (
    DATE,
    FIRST_YEAR,
    LAST_YEAR,
    WEEKDAYS,
    YEAR,
    existing,
    read,
)

_SHOWN = 3
_LONGEST_LEAD, _LONGEST_BODY = 2_000, 100_000
# The weekday of the report is that of its verb of saying; "will meet on Friday" is another day.
_SAID_ON = re.compile(
    r"\b(?:said|told|announced|reported|stated|declared|noted|confirmed|wrote|warned|denied)\b"
    rf"(?P<between>[^.!?\n]{{0,60}}?)\b(?P<words>on (?P<day>{'|'.join(WEEKDAYS)}))\b"
)
_OTHER_WEEK = re.compile(r"\b(?:last|next|previous|coming|would|will|that)\b")
_PAST_YEAR = re.compile(rf"\b(?:in|since|during|after|from) (?P<year>{YEAR})\b(?![.,]?\d)")
_COMING_YEAR = re.compile(
    rf"\b(?:upcoming|forthcoming) (?P<year>{YEAR})\b(?![.,]?\d)"
    rf"|\b(?:will|(?:is|are) (?:due|scheduled) to)\b[^.!?\n]{{0,60}}?"
    rf" in (?P<later>{YEAR})\b(?![.,]?\d)"
)
_THIS_YEAR = re.compile(rf"\b(?:this year,? \(?(?P<year>{YEAR})\b|(?P<before>{YEAR}), this year\b)")
_AHEAD = re.compile(
    r"\b(?:will|shall|(?:would|could|may|might|should)(?! have\b)|going|due|scheduled"
    r"|plan\w*|expect\w*|target\w*|aim\w*|by|until|upcoming|forthcoming|next|ahead|forecast\w*|project\w*)\b|['’]ll\b",
    re.IGNORECASE,
)
_REMEMBERED = re.compile(r"\b(?:ago|anniversary|since|after|born|back|years?)\b", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?]\s|\n")
_DATE = re.compile(DATE)


@dataclass(frozen=True, slots=True)
class Narrowed:
    """The year where exactly one is left, and the words that left it or several."""

    year: int | None
    evidence: str


@dataclass(frozen=True, slots=True)
class _Bounds:
    """The earliest and the latest year that words allow, and those words."""

    first: int
    last: int
    words: tuple[str, ...]


def narrow_year(month: int, day: int, lead: str, body: str) -> Narrowed:
    """What the words leave of the years. `lead` is the paragraph whose weekday is that date's."""
    body = body[:_LONGEST_BODY]
    weekday = _weekday(lead[:_LONGEST_LEAD])
    printed = _year_of_same_date(month, day, weekday, body)
    if printed is not None:
        return printed
    bounds = _bounds(body)
    words = ([weekday[0]] if weekday else []) + list(bounds.words)
    left = [
        year
        for year in range(bounds.first, bounds.last + 1)
        if (found := existing(year, month, day))
        and (weekday is None or found.weekday() == weekday[1])
    ]
    return _narrowed(left, words, bounds)


def _narrowed(left: list[int], words: list[str], bounds: _Bounds) -> Narrowed:
    if not words:
        return Narrowed(None, "no year is printed")
    said = " and ".join(f'"{word}"' for word in words)
    leave = "leaves" if len(words) == 1 else "leave"
    if len(left) == 1:
        return Narrowed(left[0], f"{said} {leave} only {left[0]}")
    if not left:
        return Narrowed(None, f"no year is printed, and none fits {said}")
    if bounds.first == FIRST_YEAR:
        return Narrowed(None, f"no year is printed, and {said} {leave} many")
    shown = ", ".join(str(year) for year in left[:_SHOWN])
    more = " and later" if len(left) > _SHOWN else ""
    return Narrowed(None, f"no year is printed; {said} {leave} {shown}{more}")


def _weekday(lead: str) -> tuple[str, int] | None:
    """The weekday of the report as printed, and its number."""
    for match in _SAID_ON.finditer(lead):
        if not _OTHER_WEEK.search(match["between"]):
            return match["words"], WEEKDAYS.index(match["day"])
    return None


def _year_of_same_date(
    month: int, day: int, weekday: tuple[str, int] | None, body: str
) -> Narrowed | None:
    """The year of the same day where the article prints it once more in full."""
    years: dict[int, str] = {}
    for match in _DATE.finditer(body):
        printed = read(match.group())
        if printed is None or printed.year is None or printed[1:] != (month, day):
            continue
        found = existing(printed.year, month, day)
        fits = found is not None and (weekday is None or found.weekday() == weekday[1])
        if fits and not _REMEMBERED.search(_sentence_before(body, match.start())):
            years.setdefault(printed.year, match.group())
    if len(years) != 1:
        return None
    year, words = years.popitem()
    return Narrowed(year, f'"{words}" in the text gives the year')


def _bounds(body: str) -> _Bounds:
    if match := _THIS_YEAR.search(body):
        year = int(match["year"] or match["before"])
        return _Bounds(year, year, (match.group(),))
    past = [
        (int(match["year"]), match.group())
        for match in _PAST_YEAR.finditer(body)
        if not _AHEAD.search(_sentence_before(body, match.start()))
    ]
    coming = [
        (int(match["year"] or match["later"]), match.group())
        for match in _COMING_YEAR.finditer(body)
    ]
    first = max(past, default=None)
    last = min(coming, default=None)
    return _Bounds(
        first=max(FIRST_YEAR, first[0]) if first else FIRST_YEAR,
        last=min(LAST_YEAR, last[0]) if last else LAST_YEAR,
        words=tuple(words for _, words in filter(None, (first, last))),
    )


def _sentence_before(body: str, position: int) -> str:
    """What stands before a position in its sentence, as far as a sentence goes."""
    window = body[max(0, position - 300) : position]
    return _SENTENCE_END.split(window)[-1]
