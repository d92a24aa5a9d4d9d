"""The curated articles: their copies, their counts, their batch."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from tests.warehouse.bench import Row, run


def article(name: str, body: str, **columns: object) -> Row:
    return {"article_id": name, "source_uri": f"{name}.txt", "body": body, **columns}


def copies(*articles: Row) -> list[tuple[str, str | None]]:
    """Each article with the original it is a copy of."""
    return run(
        "articles",
        "article_id",
        "duplicate_of",
        stg_articles=articles,
        article_copies=copied(articles),
    )


def copied(articles: Sequence[Row]) -> list[Row]:
    """The rows of article_copies."""
    sketches = run("article_sketches", stg_articles=articles)
    return run("article_copies", stg_articles=articles, article_sketches=sketches)


def story(*, changed: int = 0, cut: int = 0) -> str:
    """Two hundred words; of them some spread evenly are others, and some at the end are gone."""
    words = [f"word{n * 37 % 101}x{n}" for n in range(200)]
    for n in range(changed):
        words[n * 200 // changed] = f"other{n}"
    return " ".join(words[: 200 - cut])


def test_a_copy_points_to_the_earliest_dated_article_with_its_words() -> None:
    rows = copies(
        *[
            article("a", "The same wörds, twice."),
            article("b", "the same words -- TWICE", published_on=date(2020, 1, 2)),
            article("c", "The same words; twice!", published_on=date(2020, 1, 3)),
            article("d", "The same words thrice."),
        ],
    )

    assert rows == [("a", "b"), ("b", None), ("c", "b"), ("d", None)]


def test_among_undated_copies_the_source_decides_and_not_the_arrival() -> None:
    rows = copies(
        *[
            article("x", "Same.", source_uri="b.txt", batch_id="1"),
            article("y", "Same.", source_uri="a.jsonl", record_locator="2", batch_id="2"),
            article("z", "Same.", source_uri="a.jsonl", record_locator="1", batch_id="2"),
        ],
    )

    assert rows == [("x", "z"), ("y", "z"), ("z", None)]


def test_bodies_without_words_are_no_copies() -> None:
    rows = copies(article("a", "***"), article("b", "---"))

    assert rows == [("a", None), ("b", None)]


def test_words_of_any_script_count() -> None:
    rows = copies(article("a", "Россия готова"), article("b", "Россия не готова"))

    assert rows == [("a", None), ("b", None)]


def test_a_copy_with_a_few_other_words_or_the_end_cut_off_is_one() -> None:
    rows = copies(
        article("a", story()),
        article("b", story(changed=4)),
        article("c", story(cut=30)),
        article("d", story(changed=4).upper()),
    )

    assert rows == [("a", None), ("b", "a"), ("c", "a"), ("d", "a")]


def test_half_of_an_article_and_a_rewritten_one_are_no_copies() -> None:
    rows = copies(
        article("a", story()), article("b", story(cut=100)), article("c", story(changed=40))
    )

    assert rows == [("a", None), ("b", None), ("c", None)]


def test_short_texts_are_copies_word_for_word_only() -> None:
    text = "The bank left its rate at five percent on Monday, as all had expected it to do"

    rows = copies(article("a", text), article("b", text.replace("five", "six")))

    assert rows == [("a", None), ("b", None)]


def test_a_copy_says_how_like_its_original_it_is() -> None:
    rows = copied([article("a", story()), article("b", story())])

    assert rows == [{"article_id": "b", "original_id": "a", "likeness": 1.0}]


def test_quotes_are_counted_and_the_extractor_is_named() -> None:
    rows = run(
        "articles",
        "article_id",
        "quote_count",
        "extractor_version",
        stg_articles=[article("a", "One.", batch_id="1"), article("b", "Two.", batch_id="1")],
        stg_quotes=[
            {"quote_id": "1", "article_id": "a"},
            {"quote_id": "2", "article_id": "a"},
        ],
        stg_batches=[{"batch_id": "1", "extractor_version": "7"}],
    )

    assert rows == [("a", 2, "7"), ("b", 0, "7")]


def test_batches_and_quarantine_are_handed_on() -> None:
    assert run("batches", "batch_id", stg_batches=[{"batch_id": "2"}, {"batch_id": "1"}]) == [
        "1",
        "2",
    ]
    assert run("quarantine", "rule", stg_quarantine=[{"rule": "text_present"}]) == ["text_present"]
