"""Headlines that name a speaker beside a colon: `Smith: …` and `…: Smith`.

Belongs here: telling a speaker from a topic or a label. Not here: colons in running text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.extract.records import Span

_COLON = re.compile(r":\s+(?=\S)")
_WORD = re.compile(r"[\w.’'-]+")
_SMALL = frozenset("of the to on in at for and de van von la di el a".split())
_SOURCES = frozenset(
    "poll polls survey study report reports police officials newspaper court judge sources "
    "source experts expert minister ministry spokesman spokeswoman lawyer lawyers aide aides "
    "union prosecutors campaign camp chief analyst analysts un nato fbi cia kremlin pentagon "
    "witness witnesses family mayor governor senator king queen pope scientists researchers "
    "doctors agency group".split()
)
_NOT_SPEAKERS = frozenset(
    "latest update exclusive opinion analysis review watch video photos editorial breaking live "
    "notice email briefing newsletter explainer timeline guide nerdcast podcast preview recap "
    "column report's fact-check q&a".split()
)
_LONGEST_NAME = 7
_LINES = 4


@dataclass(frozen=True, slots=True)
class Headline:
    """What a headline says someone said; all offsets into the body."""

    line: int
    content: Span
    colon: Span
    speaker: Span


def find_headlines(body: str, lines: Sequence[tuple[int, int]]) -> list[Headline]:
    """Headlines among the first lines that report a named speaker."""
    found = (_headline(body, number, *line) for number, line in enumerate(lines[:_LINES]))
    return [headline for headline in found if headline is not None]


def _headline(body: str, number: int, start: int, end: int) -> Headline | None:
    text = body[start:end].rstrip()
    colons = list(_COLON.finditer(text))
    if len(colons) != 1 or len(text) > 160 or any(mark in text for mark in '“"'):
        return None
    colon = colons[0]
    left, right = text[: colon.start()], text[colon.end() :]
    if not _is_headline(text):
        return None
    mark = Span(start + colon.start(), start + colon.start() + 1)
    first = start + len(left) - len(left.lstrip())
    rest = Span(start + colon.end(), start + len(text.rstrip(".; ")))
    before = Span(first, mark.start)
    if len(_WORD.findall(right)) >= 3 and _is_speaker(body, left, start, end):
        return Headline(number, rest, mark, before)
    if len(_WORD.findall(left)) >= 4 and _is_speaker(body, right.rstrip(".; "), start, end):
        return Headline(number, before, mark, rest)
    return None


def _is_headline(text: str) -> bool:
    """A short line of title capitals, or one without a full stop."""
    words = [word for word in _WORD.findall(text) if len(word) > 3]
    capital = sum(word[0].isupper() for word in words)
    return bool(words) and (text[-1] not in ".!?" or capital >= 0.6 * len(words))


def _is_speaker(body: str, label: str, start: int, end: int) -> bool:
    """Whether the label is a name that the article goes on to use, or a kind of source."""
    words = _WORD.findall(label)
    if not words or len(words) > _LONGEST_NAME:
        return False
    if any(not (word[0].isupper() or word in _SMALL or word[0].isdigit()) for word in words):
        return False
    last = words[-1].rstrip(".")
    if any(word.lower() in _NOT_SPEAKERS for word in words):
        return False
    if last.lower() in _SOURCES:
        return True
    elsewhere = body[end : end + 6000]
    return len(last) > 2 and len(re.findall(rf"\b{re.escape(last)}\b", elsewhere)) >= 2
