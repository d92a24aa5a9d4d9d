"""The dateline that opens a report ("MOSCOW, January 24. /TASS/."): its place, agency and date.

Which day the date means, and which paragraph may hold a dateline, is decided elsewhere.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipelines.normalize.agencies import agency
from pipelines.normalize.calendar_words import DATE
from pipelines.normalize.places import is_place, is_printed_as_place, usual_case

_LONGEST = 120
_AGENCY = re.compile(r"\((?P<paren>[^()]{2,40})\)|/(?P<slash>[^/\s][^/]{1,29})/")
_AFTER_PAREN = re.compile(r"\s*(?:--|[—–―‒|-])\s*|[.:]\s*(?:[—–―-]\s*)?")
_AFTER_SLASH = re.compile(r"\.?\s*(?:(?:--|[—–―‒|-])\s*)?")
_MARK = re.compile(r"\s(?:--|[—–―‒|-])\s+|\s?[—―]\s?|(?P<colon>:)\s")
_DAY_IN_OTHER_WORDS = r"[0-3]?[0-9]\.? [^\W\d_]{3,12}\.?"
_DATE_AT_END = re.compile(
    rf"(?:^|[\s,.])(?:(?P<date>{DATE})|(?P<other>{_DAY_IN_OTHER_WORDS}))$", re.IGNORECASE
)
_PLACE_AND_DATE = re.compile(
    rf"(?P<place>[^.:;()]{{2,60}}?)[,.] ?(?P<date>{DATE})(?:\.\s+|\.?$)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Dateline:
    """What a dateline says; `length` is how many characters of the paragraph it takes.

    A plain one has neither date nor agency, only a place and a dash.
    """

    place: str | None
    date: str | None
    agency: str | None
    length: int

    @property
    def is_plain(self) -> bool:
        return self.date is None and self.agency is None


def read_dateline(paragraph: str) -> Dateline | None:
    """The dateline a paragraph opens with, or None."""
    head = paragraph[:_LONGEST]
    found = _with_agency(head) or _with_mark(head) or _with_date(head, paragraph)
    if found is None or _goes_on_in_lower_case(paragraph[found.length :]):
        return None
    return found


def _with_agency(head: str) -> Dateline | None:
    match = _AGENCY.search(head)
    name = agency(match["paren"] or match["slash"]) if match else None
    if match is None or name is None:
        return None
    place, date = _place_and_date(head[: match.start()])
    after = (_AFTER_PAREN if match["paren"] else _AFTER_SLASH).match(head, match.end())
    is_whole = match.end() == len(head)
    if (place and not is_place(place)) or not (after or is_whole):
        return None
    return Dateline(_named(place), date, name, after.end() if after else len(head))


def _with_mark(head: str) -> Dateline | None:
    match = _MARK.search(head)
    if match is None:
        return None
    place, date = _place_and_date(head[: match.start()])
    if not is_printed_as_place(place, is_sure=date is not None, before_colon=bool(match["colon"])):
        return None
    is_tight = not match.group()[0].isspace() and match["colon"] is None
    if is_tight and date is None and len(place) < len("PARIS"):
        return None
    return Dateline(_named(place), date, None, match.end())


def _with_date(head: str, paragraph: str) -> Dateline | None:
    match = _PLACE_AND_DATE.match(head)
    if match is None:
        return None
    place = match["place"].strip()
    stands_alone = match.end() == len(paragraph)
    if not is_place(place) or not (stands_alone or is_printed_as_place(place, is_sure=True)):
        return None
    return Dateline(_named(place), match["date"], None, match.end())


def _place_and_date(before: str) -> tuple[str, str | None]:
    """What stands before the mark or agency, parted into place and date.

    A date in the words of another language is taken off the place, but not read.
    """
    stripped = before.rstrip(" ,.;")
    match = _DATE_AT_END.search(stripped)
    if match is None:
        return before.strip(" ,"), None
    return stripped[: match.start()].strip(" ,"), match["date"]


def _named(place: str) -> str | None:
    """The place as a name: "MOSCOW." before a date has a full stop, "N.Y." an abbreviation."""
    last = place.rpartition(" ")[2]
    if last.isupper() and last.endswith(".") and last.count(".") == 1 and len(last) > len("ST."):
        place = place[:-1]
    return usual_case(place) if place else None


def _goes_on_in_lower_case(rest: str) -> bool:
    first = next((character for character in rest[:8] if character.isalnum()), "")
    return first.islower()
