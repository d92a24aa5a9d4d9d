"""Which words are pronouns, what they agree with, and what an article's pronouns say of gender.

Whom a pronoun means is decided elsewhere.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from pipelines.extract.genders import Gender
from pipelines.extract.lines import Line
from pipelines.extract.records import Mention
from pipelines.extract.verbs import VERBS

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
_VERB = re.compile(r"\s([a-z]+)(?=[.,;]|$|\s(?:in|on|at|during|to|of|last|this|after|before)\b)")
_DOES_TO = re.compile(r"\s(?!that\b|as\b)[a-z]+\s(?:(?:with|to|at|for|the|former|then)\s)*")
_CLOSE = 40
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


def adds(line: Line, start: int, end: int) -> bool:
    """Whether a pronoun only says who spoke, after a clause that was said: "It is late, he said".

    Whoever is named in that clause is spoken about.
    """
    verb = _VERB.match(line.text, end)
    known = VERBS.get(verb.group(1)) if verb else None
    after_clause = line.text[max(0, start - 2) : start].strip() == ","
    return after_clause and known is not None and known.speech


def object_of(line: Line, end: int, here: Iterable[Mention]) -> str | None:
    """Whom a pronoun does something to, and so is not: "she asked Smith"."""
    for mention in here:
        start = mention.span.start - line.start
        if end < start < end + _CLOSE and _DOES_TO.fullmatch(line.text, end, start):
            return mention.name
    return None


def clear(counts: Counter[Gender]) -> Gender | None:
    """The gender that most of the pronouns have, where they agree well enough."""
    (first, most), *rest = counts.most_common()
    return first if most >= _CLEAR * sum(count for _, count in rest) else None
