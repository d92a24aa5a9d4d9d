"""Whom "who" or "which" goes on to tell of: the name, or the description, that stands before it.

Only what stands in the same paragraph right before the word counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from pipelines.extract import descriptions
from pipelines.extract.lines import Line
from pipelines.extract.profiles import Profile
from pipelines.extract.records import Mention

_DIRECTLY = re.compile(r"[\s)]*")
_SET_OFF = re.compile(r"[\s)]*[,—–]\s*")
_ASIDE = re.compile(r",\s(?:\d|of\s|a\s|an\s|the\s|[a-z])[^;:\"“”]{0,90}[,)—–]\s")
_DESCRIBED = re.compile(r"\b([Tt]he\s+[\w’'-]+(?:\s+[\w’'-]+){0,5}),?\s*$")
_OF = re.compile(r"\b(?:of|near|from|in|at|for|with|by|to|on)\s+(?:the\s+)?$")
_LONGEST = 80
_MAY_BE_WHO = frozenset({"PERSON", "ORG", "NORP"})


def whom(
    line: Line, offset: int, before: Sequence[Mention], profiles: Iterable[Profile]
) -> str | None:
    """The name for a relative pronoun at an offset of a line; `before` are the nearest first.

    A place or an organization may stand between, in the apposition of a person's name.
    """
    people = [m for m in before if m.label == "PERSON"]
    others = [m for m in before if m.label != "PERSON" and _may_be(line, offset, m)]
    for mention in people:
        end = mention.span.end - line.start
        for way in (_DIRECTLY, _SET_OFF, _ASIDE):
            if way.fullmatch(line.text, end, offset):
                return mention.name
    for mention in others:
        if _stands_before(line, offset, mention):
            return mention.name
    described = _DESCRIBED.search(line.text, max(0, offset - _LONGEST), offset)
    found = descriptions.whom(described.group(1), profiles) if described else None
    return found.name if found else None


def _may_be(line: Line, offset: int, mention: Mention) -> bool:
    personal = line.text[offset : offset + 3].lower() == "who"
    return not personal or mention.label in _MAY_BE_WHO


def _stands_before(line: Line, offset: int, mention: Mention) -> bool:
    """Without a comma, a name after a preposition only belongs to the noun that is meant."""
    start, end = mention.span.start - line.start, mention.span.end - line.start
    if _SET_OFF.fullmatch(line.text, end, offset):
        return True
    belongs = _OF.search(line.text, max(0, start - 16), start)
    return not belongs and bool(_DIRECTLY.fullmatch(line.text, end, offset))
