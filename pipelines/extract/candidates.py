"""A stretch of text that may be a name, and how stretches from several sources become one list.

Where candidates come from is in model_entities.py, patterns.py and repeats.py; what they name is
decided in entities.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pipelines.extract.lines import Line


@dataclass(frozen=True, slots=True)
class Candidate:
    """A stretch of a paragraph that may be a name; `label` is the type it seems to have alone.

    `sure` is false where the surroundings are in capitals, so that the model sees names in vain.
    """

    line: int
    start: int
    end: int
    text: str
    label: str | None
    sure: bool = True


def candidate(at: int, line: Line, start: int, end: int, label: str | None) -> Candidate:
    """The candidate between two offsets of a line, which is paragraph number `at`."""
    text = line.text[start:end]
    return Candidate(at, start, end, text, label, sure=not line.titled)


def merge(*sources: Iterable[Candidate]) -> list[Candidate]:
    """All candidates in order; of two that overlap, the one of the earlier source stays."""
    kept: list[Candidate] = []
    for source in sources:
        kept = sorted([*kept, *_free(kept, source)], key=lambda c: c.start)
    return kept


def _free(kept: list[Candidate], source: Iterable[Candidate]) -> Iterator[Candidate]:
    taken = [(c.start, c.end) for c in kept]
    end, at = 0, 0
    for new in sorted(source, key=lambda c: (c.start, -c.end)):
        while at < len(taken) and taken[at][1] <= new.start:
            at += 1
        if new.start >= end and (at == len(taken) or taken[at][0] >= new.end):
            end = new.end
            yield new
