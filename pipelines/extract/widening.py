"""Names of people that the model cut short, made whole again: initials, first names, particles.

Only the edges of a candidate are looked at; whether it is a person after all is decided elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from pipelines.extract import genders, places, roles
from pipelines.extract.candidates import Candidate
from pipelines.extract.lines import Line

_INITIALS = re.compile(r"(?:^|(?<=[\s\"“‘(]))(?:[A-Z]\.[ \u00a0]?){1,3}$")
_WORD_BEFORE = re.compile(r"(?:^|(?<=[\s\"“‘(]))([A-Z][^\W\d_]+(?:-[A-Z][^\W\d_]+)?) $")
_LONGEST_BEFORE = 60
_PARTICLE = re.compile(r" (?:de|del|della|der|den|di|da|dos|du|la|le|van|von|bin|ibn|al|el|ter)$")
_WORD_AFTER = re.compile(r" [A-Z][\w’-]*\w")
_COMMON = roles.words(
    """
    will may can mark grant hope faith grace joy art bill rob chase pat sue drew april june august
    summer don guy dawn frank jack miles rich ray rose ruby trump van so an my see sunny sun
    """
)
"""First names that are words, and so may open a sentence before a name."""


def widen(line: Line, found: Iterable[Candidate]) -> list[Candidate]:
    """The candidates with people's names whole; what lies inside one of those is left out."""
    found = list(found)
    whole = [_whole(line, c) if c.label == "PERSON" else c for c in found]
    grown = [c for c, before in zip(whole, found, strict=True) if c != before]
    return [c for c in whole if not any(_inside(c, other) for other in grown)]


def _whole(line: Line, candidate: Candidate) -> Candidate:
    start, end = candidate.start, candidate.end
    start = _first_name(line, _initials(line, start))
    if _PARTICLE.search(line.text[start:end]) and (after := _WORD_AFTER.match(line.text, end)):
        end = after.end()
    if (start, end) == (candidate.start, candidate.end):
        return candidate
    return replace(candidate, start=start, end=end, text=line.text[start:end])


def _initials(line: Line, start: int) -> int:
    before = _INITIALS.search(line.text, max(0, start - _LONGEST_BEFORE), start)
    return start if before is None or places.known(before.group().strip()) else before.start()


def _first_name(line: Line, start: int) -> int:
    before = _WORD_BEFORE.search(line.text, max(0, start - _LONGEST_BEFORE), start)
    if before is None:
        return start
    word = before[1]
    if word.lower() in _COMMON or places.known(word) or roles.is_role(word):
        return start
    return before.start(1) if genders.of_first_name(word) else start


def _inside(candidate: Candidate, other: Candidate) -> bool:
    return (
        candidate is not other
        and other.start <= candidate.start
        and candidate.end <= other.end
        and (candidate.start, candidate.end) != (other.start, other.end)
    )
