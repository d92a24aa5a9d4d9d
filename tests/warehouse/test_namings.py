"""Entities over annotated articles: how well namings of the same fall together."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.accuracy.namings import HELD_OUT, TUNED, Score, b_cubed, found, marked

FLOORS = {TUNED: Score(0.98, 0.96), HELD_OUT: Score(0.95, 0.86)}
"""What each set reaches at least; docs/accuracy.md has the figures."""


@pytest.mark.parametrize(
    ("path", "articles", "namings"), [(TUNED, 20, 200), (HELD_OUT, 13, 160)], ids=["tuned", "held"]
)
def test_a_set_is_large_enough(path: Path, articles: int, namings: int) -> None:
    found_articles = marked(path)

    assert len(found_articles) == articles
    assert sum(len(article.who) for article in found_articles) >= namings


@pytest.mark.parametrize("path", FLOORS, ids=lambda path: path.stem)
def test_namings_of_the_same_fall_together(path: Path, tmp_path: Path) -> None:
    articles = marked(path)
    gold = {place: who for article in articles for place, who in article.who.items()}

    score = b_cubed(gold, found(articles, tmp_path))

    assert score.precision >= FLOORS[path].precision, score
    assert score.recall >= FLOORS[path].recall, score


def test_b_cubed_of_what_is_known() -> None:
    gold = {("a", n, n + 1): who for n, who in enumerate("xxxy")}
    split = {**gold, ("a", 2, 3): "z"}
    together = dict.fromkeys(gold, "x")

    assert b_cubed(gold, gold) == Score(1, 1)
    assert b_cubed(gold, split) == Score(1, (2 / 3 + 2 / 3 + 1 / 3 + 1) / 4)
    assert b_cubed(gold, together) == Score((3 * 3 / 4 + 1 / 4) / 4, 1)
    assert b_cubed(gold, {}) == Score(0, 0)
