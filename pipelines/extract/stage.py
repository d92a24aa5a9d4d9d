"""Who was named where, and how prominently: the memory in which a pronoun finds its antecedent.

Holds standings in reading order and scores those before a place. What a pronoun is, and what a
name is, is decided elsewhere.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Callable, Iterable
from dataclasses import dataclass

_LOOK_BACK = 60
_FARTHEST = 8
_SAME_SENTENCE = 1.2
_PER_SENTENCE = 1.0
_NEW_PARAGRAPH = 0.1
_FREQUENCY = 0.15


@dataclass(frozen=True, slots=True)
class Standing:
    """A name, or a word that was found to mean it, at a place; weight is its prominence there."""

    offset: int
    line: int
    sentence: int
    name: str
    weight: float


class Stage:
    """Standings in reading order."""

    def __init__(self) -> None:
        self._standings: list[Standing] = []

    def enter(self, standing: Standing) -> None:
        """Adds a standing; they come in order of offset."""
        self._standings.append(standing)

    def ranked(
        self, place: Standing, fits: Callable[[Standing], bool], also: Iterable[Standing] = ()
    ) -> list[tuple[float, str]]:
        """Those named before a place who fit, best first; `place` has no name of its own.

        `also` are standings known only now; they take the place of those at their offsets.
        """
        end = bisect_left(self._standings, place.offset, key=lambda s: s.offset)
        known = {standing.offset: standing for standing in also}
        near = {s.offset: s for s in self._standings[max(0, end - _LOOK_BACK) : end]}
        scores: dict[str, float] = {}
        counts: dict[str, int] = {}
        for standing in (near | known).values():
            if place.sentence - standing.sentence > _FARTHEST or not fits(standing):
                continue
            counts[standing.name] = counts.get(standing.name, 0) + 1
            score = standing.weight + _nearness(standing, place)
            scores[standing.name] = max(score, scores.get(standing.name, -math.inf))
        for name in scores:
            scores[name] += _FREQUENCY * math.log2(counts[name])
        return sorted(((score, name) for name, score in scores.items()), reverse=True)


def _nearness(standing: Standing, place: Standing) -> float:
    apart = place.sentence - standing.sentence
    if apart == 0:
        return _SAME_SENTENCE
    return -_PER_SENTENCE * apart - (_NEW_PARAGRAPH if place.line != standing.line else 0.0)
