"""What stands now, of all that the lake has ever held."""

from __future__ import annotations

from tests.warehouse.bench import run
from tests.warehouse.lake_fixture import Lake


def raw(document: str, batch: str, operation: str = "upsert") -> dict[str, str]:
    return {
        "document_id": document,
        "batch_id": batch,
        "operation": operation,
        "source_uri": f"{document}.txt",
    }


def refusal(
    document: str | None, batch: str, *, stage: str = "ingest", uri: str | None = None, **more: str
) -> dict[str, str | None]:
    return {
        "document_id": document,
        "batch_id": batch,
        "stage": stage,
        "source_uri": uri or (f"{document}.txt" if document else None),
        "rule": "text_present",
        **more,
    }


def reading(uri: str, batch: str) -> dict[str, str]:
    return {"source_uri": uri, "batch_id": batch}


def test_the_newest_batch_decides_about_a_document() -> None:
    rows = run(
        "stg_documents",
        "document_id",
        "batch_id",
        "state",
        raw_documents=[
            raw("changed", "1"),
            raw("changed", "2"),
            raw("gone", "1"),
            raw("gone", "2", "delete"),
            raw("back", "1", "delete"),
            raw("back", "2"),
            raw("broken", "1"),
            raw("twice", "1"),
        ],
        quarantine=[
            refusal("broken", "2"),
            refusal("broken", "2", rule="not_binary"),
            refusal("twice", "1", rule="key_unique"),
            refusal("changed", "2", stage="normalize"),
            refusal(None, "2"),
        ],
    )

    assert rows == [
        ("back", "2", "present"),
        ("broken", "2", "refused"),
        ("changed", "2", "present"),
        ("gone", "2", "gone"),
        ("twice", "1", "present"),
    ]


def document(name: str, batch: str, state: str) -> dict[str, str]:
    return {"document_id": name, "batch_id": batch, "state": state}


def test_an_article_stands_only_in_the_newest_version_of_its_document() -> None:
    rows = run(
        "stg_articles",
        "article_id",
        "batch_id",
        "body",
        articles=[
            {"article_id": "a", "batch_id": "1", "body": "old"},
            {"article_id": "a", "batch_id": "2", "body": "new"},
            {"article_id": "refused while cleaned", "batch_id": "1", "body": "old"},
            {"article_id": "gone", "batch_id": "2", "body": "odd"},
        ],
        stg_documents=[
            document("a", "2", "present"),
            document("refused while cleaned", "2", "present"),
            document("gone", "2", "gone"),
        ],
    )

    assert rows == [("a", "2", "new")]


def test_quotes_come_with_the_version_of_their_article() -> None:
    rows = run(
        "stg_quotes",
        "quote_id",
        quotes=[
            {"quote_id": "second", "article_id": "a", "batch_id": "2", "ordinal": 2},
            {"quote_id": "first", "article_id": "a", "batch_id": "2", "ordinal": 1},
            {"quote_id": "old", "article_id": "a", "batch_id": "1", "ordinal": 1},
            {"quote_id": "orphan", "article_id": "b", "batch_id": "2", "ordinal": 1},
        ],
        stg_documents=[document("a", "2", "present"), document("b", "2", "gone")],
    )

    assert rows == ["first", "second"]


def test_mentions_come_with_the_version_of_their_article() -> None:
    rows = run(
        "stg_mentions",
        "mention_id",
        mentions=[
            {"mention_id": "new", "article_id": "a", "batch_id": "2", "start": 5},
            {"mention_id": "old", "article_id": "a", "batch_id": "1", "start": 1},
            {"mention_id": "orphan", "article_id": "b", "batch_id": "2", "start": 1},
        ],
        stg_documents=[document("a", "2", "present"), document("b", "2", "gone")],
    )

    assert rows == ["new"]


def test_batches_are_carried_over_in_order() -> None:
    assert run("stg_batches", "batch_id", batches=[{"batch_id": "2"}, {"batch_id": "1"}]) == [
        "1",
        "2",
    ]


def test_a_refused_document_is_shown_until_it_has_a_newer_version() -> None:
    rows = run(
        "stg_quarantine",
        "document_id",
        "stage",
        "batch_id",
        quarantine=[
            refusal("still", "1"),
            refusal("repaired", "1"),
            refusal("refused again", "1"),
            refusal("refused again", "2"),
            refusal("bad article", "1", stage="normalize"),
        ],
        stg_documents=[
            {"document_id": "still", "batch_id": "1", "state": "refused"},
            {"document_id": "repaired", "batch_id": "2", "state": "present"},
            {"document_id": "refused again", "batch_id": "2", "state": "refused"},
            {"document_id": "bad article", "batch_id": "1", "state": "present"},
        ],
        # The container of the bad article was read again; the article's document had not changed.
        source_files=[reading("bad article.txt", "1"), reading("bad article.txt", "2")],
    )

    assert rows == [
        ("bad article", "normalize", "1"),
        ("still", "ingest", "1"),
        ("refused again", "ingest", "2"),
    ]


def test_a_refused_record_is_shown_until_its_file_is_read_again() -> None:
    rows = run(
        "stg_quarantine",
        "row_key",
        "batch_id",
        quarantine=[
            refusal(None, "2", uri="big.jsonl", row_key="line 7 of the first reading"),
            refusal(None, "4", uri="big.jsonl", row_key="line 7"),
            refusal(None, "5", uri="big.jsonl", row_key="line 9000"),
        ],
        # The second reading filled batches 4 and 5, and was complete with 5.
        source_files=[reading("big.jsonl", "3"), reading("big.jsonl", "5")],
    )

    assert rows == [("line 7", "4"), ("line 9000", "5")]


def test_a_refused_file_is_shown_until_it_is_read_or_gone() -> None:
    rows = run(
        "stg_quarantine",
        "source_uri",
        "batch_id",
        quarantine=[
            refusal(None, "1", uri="readable now.txt"),
            refusal(None, "1", uri="unreadable.txt"),
            refusal(None, "1", uri="out of reach.txt"),
            refusal(None, "2", uri="out of reach.txt"),
            refusal(None, "1"),
        ],
        source_files=[
            reading("readable now.txt", "1"),
            reading("readable now.txt", "2"),
            reading("unreadable.txt", "1"),
        ],
    )

    assert rows == [
        ("unreadable.txt", "1"),
        (None, "1"),
        ("out of reach.txt", "2"),
    ]


def test_the_test_lake_writes_what_staging_reads(lake: Lake) -> None:
    """The rows of these tests are typed by hand; this one comes through Parquet and views."""
    lake.article("a.txt", "Some words.")
    views = lake.views_sql()

    assert views.count("CREATE VIEW lake.") == 7
