"""Which words are pronouns, what they agree with, and what an article's pronouns say of gender.

Whom a pronoun means is decided elsewhere.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from pipelines.extract.genders import Gender
from pipelines.extract.lines import Line

SINGULAR: dict[str, Gender] = {
    "he": "male", "him": "male", "his": "male", "himself": "male",
    "she": "female", "her": "female", "hers": "female", "herself": "female",
}  # fmt: skip
NEUTER = frozenset({"it", "its", "itself"})
RELATIVE = frozenset({"who", "whom", "which", "that", "whose"})
OPEN = frozenset(
    """i we you they them their me us my our your one ones someone somebody anyone everyone
    everybody nobody others another some many most few several both all none those these this
    here there what whoever""".split()
)
"""Pronouns that no name in the article answers for."""

SUBJECT = re.compile(r"\b(?:he|she)\b", re.IGNORECASE)
_ANY = re.compile(r"\b(?:he|him|his|himself|she|her|hers|herself)\b", re.IGNORECASE)
_CLEAR = 3


def evidence(
    line: Line, stands: Iterable[tuple[int, int, str]], tally: dict[str, Counter[Gender]]
) -> None:
    """Counts the pronouns that follow a person's name before another person's comes in.

    `stands` are the persons named in the line outside quotation marks, in order.
    """
    places = list(stands)
    for number, (_, end, name) in enumerate(places):
        stop = places[number + 1][0] if number + 1 < len(places) else len(line.text)
        if number and line.sentence(places[number - 1][0]) == line.sentence(end):
            continue
        match = _ANY.search(line.text, end, min(stop, end + 200))
        near = match and line.sentence(match.start()) - line.sentence(end) <= 1
        if match and near and not line.quoted(match.start()):
            tally.setdefault(name, Counter())[SINGULAR[match.group().lower()]] += 1


def clear(counts: Counter[Gender]) -> Gender | None:
    """The gender that most of the pronouns have, where they agree well enough."""
    (first, most), *rest = counts.most_common()
    return first if most >= _CLEAR * sum(count for _, count in rest) else None
