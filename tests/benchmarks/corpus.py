"""Writes news-like articles with headlines, datelines, quotes and names, the same for a seed.

Their sentences are in `words`; how long anything takes is measured elsewhere.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks import words

PARAGRAPHS = 11
"""In an article: some four hundred words, as news agencies write."""

_PER_FOLDER = 1000


def write(folder: Path, count: int, *, seed: int = 1, paragraphs: int = PARAGRAPHS) -> int:
    """Write so many articles, one a file, and return how many words they have."""
    total = 0
    for number, text in enumerate(articles(count, seed=seed, paragraphs=paragraphs)):
        path = folder / f"{number // _PER_FOLDER:03d}" / f"{seed}-{number:06d}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        total += len(text.split())
    return total


def articles(count: int, *, seed: int = 1, paragraphs: int = PARAGRAPHS) -> Iterator[str]:
    """Articles, the first of them the same however many there are."""
    for number in range(count):
        yield _Writer(random.Random(f"{seed}/{number}")).article(paragraphs)


class _Writer:
    """One article: a few people, a topic, and chance."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self._people = [
            (chance.choice(words.FIRST), chance.choice(words.LAST), chance.choice(words.TITLES))
            for _ in range(3)
        ]

    def article(self, paragraphs: int) -> str:
        headline = self._fill(self._chance.choice(words.HEADLINES))
        dateline = (
            f"{self._one(words.PLACES).upper()}, {self._one(words.MONTHS)} "
            f"{self._chance.randint(1, 28)}, {self._chance.randint(2015, 2025)}"
        )
        first = f"{dateline} - {self._sentence()} {self._sentence()}"
        rest = [self._paragraph(number) for number in range(paragraphs - 1)]
        return "\n\n".join([headline[0].upper() + headline[1:], first, *rest]) + "\n"

    def _paragraph(self, number: int) -> str:
        kinds = (self._direct, self._direct, self._told, self._indirect, self._split, self._plain)
        return f"{kinds[number % len(kinds)]()} {self._sentence()}"

    def _direct(self) -> str:
        return f'"{self._said()}," {self._speaker()} said.'

    def _told(self) -> str:
        speaker, said = self._speaker(), self._said()
        return f'{speaker} told reporters in {self._one(words.PLACES)}: "{said}. {self._said()}."'

    def _indirect(self) -> str:
        report = self._fill(self._chance.choice(words.REPORTED))
        return f"{self._speaker()} said on {self._one(words.DAYS)} that {report}."

    def _split(self) -> str:
        _, last, _ = self._chance.choice(self._people)
        cue = self._one(words.CUES)
        return f'"{self._said()}," {last} {cue}. "{self._said()}."'

    def _plain(self) -> str:
        return f"{self._sentence()} {self._sentence()}"

    def _speaker(self) -> str:
        first, last, title = self._chance.choice(self._people)
        return self._chance.choice((f"{title} {first} {last}", f"{first} {last}", last))

    def _said(self) -> str:
        return self._fill(self._chance.choice(words.SAID))

    def _sentence(self) -> str:
        text = self._fill(self._chance.choice(words.NARRATIVE))
        return text[0].upper() + text[1:]

    def _fill(self, template: str) -> str:
        return template.format(
            topic=self._one(words.TOPICS),
            country=self._one(words.COUNTRIES),
            place=self._one(words.PLACES),
            organization=self._one(words.ORGANIZATIONS),
            month=self._one(words.MONTHS),
            day=self._one(words.DAYS),
            number=self._chance.randint(3, 60),
            last=self._chance.choice(self._people)[1],
        )

    def _one(self, choices: tuple[str, ...] | list[str]) -> str:
        return self._chance.choice(choices)
