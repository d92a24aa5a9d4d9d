"""People whom an article tells of without a name: "a neighbour said", "the woman left".

They take pronouns from those who are named, so they must be remembered, under a mark that is no
name. Offices ("the senator") are left out: they are mostly held by someone who is named.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipelines.extract import prominence
from pipelines.extract.lines import Line

_MARK = "?"
_EITHER = (
    "woman|man|boy|girl|teenager|mother|father|wife|husband|daughter|son|sister|brother|employee"
    "|worker|resident|student|driver|customer|caller|narrator|voter|farmer|protester|protestor"
    "|suspect|victim|neighbor|neighbour|patient|tourist|witness|passenger|retiree"
)
_NEW = (
    "friend|colleague|partner|official|spokesman|spokeswoman|spokesperson|lawyer|attorney|aide"
    "|adviser|advisor|reporter|journalist|teacher|doctor|nurse|officer|supporter|source|member"
    "|professor|judge|executive|strategist|operative|lawmaker|analyst"
)
_STRANGER = re.compile(
    rf"\b(?:(?:[Tt]he|[Tt]his|[Tt]hat)\s+(?:[\w-]+\s+){{0,3}}?(?:{_EITHER})"
    rf"|(?:[Aa]n?|[Oo]ne|[Aa]nother)\s+(?:[\w-]+\s+){{0,3}}?(?:{_EITHER}|{_NEW}))\b"
)
_NOT_NEW = re.compile(r"(?:[,(—–]|\b(?:is|was|be|been|as|became|like|of))\s*$")


def find(line: Line) -> Iterator[tuple[int, int]]:
    """Where someone without a name may be told of."""
    for match in _STRANGER.finditer(line.text):
        yield match.span()


def is_one(line: Line, start: int, end: int) -> bool:
    """Whether someone is told of here, as a subject, and not a name explained."""
    if not _STRANGER.fullmatch(line.text, start, end):
        return False
    if _NOT_NEW.search(line.text, max(0, start - 12), start):
        return False
    return prominence.of_name(line, start, end) >= prominence.OPENS


def name(words: str) -> str:
    """What a stranger is remembered by."""
    return _MARK + words.split()[-1].lower()


def noun(remembered: str) -> str:
    """The noun of a stranger, or nothing for one who has a name."""
    return remembered[1:] if remembered.startswith(_MARK) else ""
