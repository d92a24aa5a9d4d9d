"""Entities over twenty annotated articles: how well namings of the same fall together."""

from __future__ import annotations

from pathlib import Path

from tests.accuracy.namings import Score, b_cubed, found, marked

FLOOR = 0.95


def test_the_set_is_large_enough() -> None:
    articles = marked()

    assert len(articles) == 20
    assert sum(len(article.who) for article in articles) >= 200


def test_namings_of_the_same_fall_together(tmp_path: Path) -> None:
    articles = marked()
    gold = {place: who for article in articles for place, who in article.who.items()}

    score = b_cubed(gold, found(articles, tmp_path))

    assert score.precision >= FLOOR, score
    assert score.recall >= FLOOR, score


def test_b_cubed_of_what_is_known() -> None:
    gold = {("a", n, n + 1): who for n, who in enumerate("xxxy")}
    split = {**gold, ("a", 2, 3): "z"}
    together = dict.fromkeys(gold, "x")

    assert b_cubed(gold, gold) == Score(1, 1)
    assert b_cubed(gold, split) == Score(1, (2 / 3 + 2 / 3 + 1 / 3 + 1) / 4)
    assert b_cubed(gold, together) == Score((3 * 3 / 4 + 1 / 4) / 4, 1)
    assert b_cubed(gold, {}) == Score(0, 0)
