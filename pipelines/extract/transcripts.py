"""Turns of a transcript or interview: lines that open with a speaker's label and a colon.

Belongs here: `SMITH: …`, `Q: …`, also where each turn stands in quotation marks. Not here: a name
and a colon before a quotation in running text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.extract.records import Span

_LABEL = re.compile(
    r"\s*(?:(?:[\"“]|``|'')\s*)?(\[?(?:[A-Z][\w.’'-]*)"
    r"(?: (?:[A-Z][\w.’'-]*|\([^)\n]{1,30}\)|de|van|von)){0,4}\]?)"
    r"\s?:\s+(?=\S)"
)
_NO_SPEAKER = frozenset(
    "note update updated correction source sources photo photos video related read more watch "
    "editor's transcript location date time tickets cost rating where when who what why how "
    "address phone email web website contact caption getty reuters summary background headline "
    "subject re ps p.s bottom line verdict winner loser fact claim ruling sidebar breaking "
    "exclusive analysis opinion poll polls abstract keywords also up next today tomorrow "
    "yesterday monday tuesday wednesday thursday friday saturday sunday january february march "
    "april may june july august september october november december".split()
)
_LONGEST_TURN = 8


@dataclass(frozen=True, slots=True)
class Turn:
    """What one speaker says before the next is labelled: line numbers and where words begin."""

    label: Span
    colon: Span
    lines: tuple[int, ...]
    start: int


def find_turns(body: str, lines: Sequence[tuple[int, int]]) -> list[Turn]:
    """The turns of the body; `lines` are the bounds of its paragraphs."""
    labels = {number: match for number, line in enumerate(lines) if (match := _match(body, line))}
    counts = Counter(match.group(1).lower() for match in labels.values())
    loud = sum(match.group(1).isupper() for match in labels.values())
    kept = {
        number: match
        for number, match in labels.items()
        if _is_turn(match.group(1), counts, len(labels), loud)
    }
    order = sorted(kept)
    return [
        Turn(
            Span(*kept[number].span(1)),
            Span(kept[number].end(1), kept[number].end(1) + 1),
            tuple(_goes_on(body, lines, number, order[place + 1 : place + 2])),
            kept[number].end(),
        )
        for place, number in enumerate(order)
    ]


def _match(body: str, line: tuple[int, int]) -> re.Match[str] | None:
    match = _LABEL.match(body, *line)
    if match is None or match.group(1).lower().strip("[]") in _NO_SPEAKER:
        return None
    return match if any(char.isalpha() for char in body[match.end() : line[1]]) else None


def _is_turn(label: str, counts: Counter[str], turns: int, loud: int) -> bool:
    """Two speakers who alternate, or labels in capitals, make a transcript; one line does not."""
    if turns < 2:
        return False
    return counts[label.lower()] > 1 or (label.isupper() and loud > 1)


def _goes_on(
    body: str, lines: Sequence[tuple[int, int]], number: int, following: Sequence[int]
) -> list[int]:
    """The lines of a turn: up to the next label where that is near, else while marks reopen."""
    last = following[0] if following and following[0] - number <= _LONGEST_TURN else None
    turn = [number]
    for at in range(number + 1, last if last is not None else len(lines)):
        text = body[slice(*lines[at])].lstrip()
        if text[:1] in "([":
            continue
        if last is None and not (text[:1] in '"“' and body[lines[number][0]] in '"“'):
            break
        turn.append(at)
    return turn
