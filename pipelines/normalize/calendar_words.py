"""Dates as English newspapers print them, into numbers; what a date dates is for `dates`."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
# From the first newspapers to a year that no article can be from yet.
FIRST_YEAR, LAST_YEAR = 1605, 2099
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    r"|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b\.?"
)
WEEKDAY = r"(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs?)?|Fri|Sat(?:ur)?|Sun)(?:day)?\b\.?"
YEAR = r"(?:1[6-9]|[2-9][0-9])[0-9]{2}"
_DAY = r"[0-3]?[0-9]"
# Without groups, so that other patterns can hold it.
DATE = (
    rf"(?:{WEEKDAY},? )?(?:{MONTH} {_DAY}(?:st|nd|rd|th)?\b(?:,? {YEAR}\b)?"
    rf"|{_DAY}(?:st|nd|rd|th)? {MONTH}(?:,? {YEAR}\b)?"
    rf"|{YEAR}-[01][0-9]-[0-3][0-9]\b|{_DAY}\.[01]?[0-9]\.{YEAR}\b)"
)
_NAMED = re.compile(
    rf"(?:{WEEKDAY},? )?(?:(?P<month>{MONTH})(?: (?P<day>{_DAY})(?:st|nd|rd|th)?)?"
    rf"|(?P<day2>{_DAY})(?:st|nd|rd|th)? (?P<month2>{MONTH}))(?:,? (?P<year>{YEAR}))?",
    re.IGNORECASE,
)
_ISO = re.compile(r"(?P<year>[0-9]{4})-?(?P<month>[0-9]{2})(?:-?(?P<day>[0-9]{2}))?(?![0-9-])")
_DOTTED = re.compile(rf"(?P<day>{_DAY})\.(?P<month>[01]?[0-9])\.(?P<year>{YEAR})")


class PrintedDate(NamedTuple):
    """What is printed of a date; it need not be a day that exists."""

    year: int | None
    month: int
    day: int | None


def read(text: str) -> PrintedDate | None:
    """The date a text begins with, or None where it does not begin with one."""
    text = " ".join(text[:80].split())
    for pattern in (_ISO, _DOTTED):
        if match := pattern.match(text):
            day = match["day"]
            return PrintedDate(int(match["year"]), int(match["month"]), int(day) if day else None)
    if match := _NAMED.match(text):
        day = match["day"] or match["day2"]
        month = _month_number(match["month"] or match["month2"])
        year = int(match["year"]) if match["year"] else None
        return PrintedDate(year, month, int(day) if day else None)
    return None


def _month_number(printed: str) -> int:
    start = printed[:3].title()
    return next(number for number, name in enumerate(MONTHS, 1) if name.startswith(start))


def existing(year: int, month: int, day: int) -> date | None:
    """That day, or None where the calendar has no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None
