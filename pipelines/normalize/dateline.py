"""The dateline that opens a report ("MOSCOW, January 24. /TASS/."): its place, agency and date.

Which day the date means, and which paragraph may hold a dateline, is decided elsewhere.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from pipelines.normalize.agencies import agency, known_agency
from pipelines.normalize.calendar_words import DATE
from pipelines.normalize.places import (
    is_in_capitals,
    is_label,
    is_place,
    is_well_known,
    usual_case,
)

_LONGEST = 120
_AGENCY = re.compile(r"\((?P<paren>[^()]{2,40})\)|/(?P<slash>[^/\s][^/]{1,29})/")
_AFTER_PAREN = re.compile(r"\s*(?:--|[—–―‒|_-])\s*|[.:]\s*(?:[—–―-]\s*)?")
_AFTER_SLASH = re.compile(r"\.?\s*(?:(?:--|[—–―‒|-])\s*)?")
_AGENCY_AFTER_MARK = re.compile(r"(?P<name>[^\W\d][\w /-]{1,20})\.\s+")
_MARK = re.compile(r"\s(?:--|[—–―‒|-])(?:\s+|$)|\s?[—―]\s?|(?P<colon>:)\s")
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


# Remembered because the head asks up to three times about one of its first paragraphs.
@lru_cache(maxsize=8)
def read_dateline(paragraph: str) -> Dateline | None:
    """The dateline a paragraph opens with, or None."""
    head = paragraph[:_LONGEST]
    found = _with_agency(head) or _with_mark(head, paragraph) or _with_date(head, paragraph)
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
    if place and not is_place(place):
        return None
    # "(CNN)The ministers" and "OSLO (AP) The ministers" do without a mark.
    if after is None and place and not _looks_like_place(place):
        return None
    end = after.end() if after else match.end() + (head[match.end() :][:1] == " ")
    return Dateline(_named(place), date, name, end)


def _with_mark(head: str, paragraph: str) -> Dateline | None:
    match = _MARK.search(head)
    if match is None:
        return None
    before = head[: match.start()]
    if known_agency(before) and before[0].isupper() and not match["colon"]:
        return Dateline(None, None, known_agency(before), match.end())
    place, date = _place_and_date(before)
    if not is_place(place):
        return None
    is_sure = _looks_like_place(place) if date else _is_plain(place, match, paragraph)
    if not is_sure:
        return None
    after = _AGENCY_AFTER_MARK.match(head, match.end())
    name = known_agency(after["name"]) if after else None
    return Dateline(_named(place), date, name, after.end() if after and name else match.end())


def _looks_like_place(place: str) -> bool:
    return is_in_capitals(place) or is_well_known(place)


def _is_plain(place: str, mark: re.Match[str], paragraph: str) -> bool:
    """Whether a place and a mark alone are a dateline, and not the beginning of a headline.

    Before a colon stands a speaker as often as a place.
    """
    if mark["colon"]:
        return is_in_capitals(place) and is_well_known(place)
    if is_in_capitals(place):
        is_tight = not mark.group()[0].isspace()
        return not is_label(place) and not (is_tight and len(place) < len("PARIS"))
    return is_well_known(place) and paragraph.rstrip("\"”’'").endswith((".", "!", "?"))


def _with_date(head: str, paragraph: str) -> Dateline | None:
    match = _PLACE_AND_DATE.match(head)
    if match is None:
        return None
    place = match["place"].strip()
    stands_alone = match.end() == len(paragraph)
    if not is_place(place) or not (stands_alone or _looks_like_place(place)):
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
