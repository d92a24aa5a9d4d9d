"""The curated articles: their copies, their counts, their batch."""

from __future__ import annotations

from datetime import date

from tests.warehouse.bench import Row, run


def article(name: str, body: str, **columns: object) -> Row:
    return {"article_id": name, "source_uri": f"{name}.txt", "body": body, **columns}


def test_a_copy_points_to_the_earliest_dated_article_with_its_words() -> None:
    rows = run(
        "articles",
        "article_id",
        "duplicate_of",
        stg_articles=[
            article("a", "The same wörds, twice."),
            article("b", "the same words -- TWICE", published_on=date(2020, 1, 2)),
            article("c", "The same words; twice!", published_on=date(2020, 1, 3)),
            article("d", "The same words thrice."),
        ],
    )

    assert rows == [("a", "b"), ("b", None), ("c", "b"), ("d", None)]


def test_among_undated_copies_the_source_decides_and_not_the_arrival() -> None:
    rows = run(
        "articles",
        "article_id",
        "duplicate_of",
        stg_articles=[
            article("x", "Same.", source_uri="b.txt", batch_id="1"),
            article("y", "Same.", source_uri="a.jsonl", record_locator="2", batch_id="2"),
            article("z", "Same.", source_uri="a.jsonl", record_locator="1", batch_id="2"),
        ],
    )

    assert rows == [("x", "z"), ("y", "z"), ("z", None)]


def test_bodies_without_words_are_no_copies() -> None:
    rows = run(
        "articles",
        "duplicate_of",
        stg_articles=[article("a", "***"), article("b", "---")],
    )

    assert rows == [None, None]


def test_words_of_any_script_count() -> None:
    rows = run(
        "articles",
        "duplicate_of",
        stg_articles=[article("a", "Россия готова"), article("b", "Россия не готова")],
    )

    assert rows == [None, None]


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
