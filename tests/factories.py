"""Small valid batches of every lake table, consistent with each other, for tests to bend.

Each factory returns rows as dictionaries; `table_of` makes them a batch. Document n of one factory
is document n of the others. What is wrong with a row is for each test to say.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from typing import Any

import pyarrow as pa

from pipelines.contracts.catalog import LAKE
from pipelines.contracts.ledger import QUARANTINE
from pipelines.contracts.model import Table
from pipelines.contracts.render import arrow_schema

Row = dict[str, Any]

BATCH_ID = "20260112-00000001"
NOW = datetime(2026, 1, 12, 9, 30, tzinfo=UTC)
WORDS = "We hope for the best, but we are ready for anything"
SPEAKER = "Dmitry Peskov"


def identifier(*parts: object) -> str:
    """A hash as identities are."""
    return hashlib.sha256("\x1f".join(map(str, parts)).encode()).hexdigest()[:32]


def source_uri(number: int) -> str:
    return f"seeds/article-{number}.txt"


def document_id(number: int) -> str:
    return identifier(source_uri(number))


def body(number: int) -> str:
    """Text of document `number`; its accents make bytes and characters differ."""
    return (
        f"MOSCOW, January 12. /TASS/. The café talks went into round {number}.\n\n"
        f'"{WORDS}," {SPEAKER} said in Zürich on Tuesday.'
    )


def source_files(count: int = 3) -> list[Row]:
    return [
        {
            "batch_id": BATCH_ID,
            "source_uri": source_uri(number),
            "status": "read",
            "size_bytes": len(body(number).encode()),
            "version": f"mtime-{number}",
            "document_count": 1,
            "seen_at": NOW,
        }
        for number in range(count)
    ]


def raw_documents(count: int = 3) -> list[Row]:
    return [
        {
            "document_id": document_id(number),
            "batch_id": BATCH_ID,
            "operation": "upsert",
            "source_uri": source_uri(number),
            "record_locator": None,
            "source_format": "text",
            "encoding": "utf-8",
            "repairs": [],
            "content_sha256": hashlib.sha256(body(number).encode()).hexdigest(),
            "text": body(number),
            "url": None,
            "publisher": None,
            "title": None,
            "subtitle": None,
            "authors": [],
            "published": None,
            "ingested_at": NOW,
        }
        for number in range(count)
    ]


def articles(count: int = 3) -> list[Row]:
    return [
        {
            "article_id": document_id(number),
            "batch_id": BATCH_ID,
            "source_uri": source_uri(number),
            "record_locator": None,
            "source_format": "text",
            "url": None,
            "publisher": "TASS",
            "title": f"Talks, round {number}",
            "subtitle": None,
            "authors": ["A. Writer"],
            "dateline_place": "MOSCOW",
            "dateline_text": "MOSCOW, January 12. /TASS/.",
            "published_on": date(2026, 1, 12),
            "published_precision": "day",
            "published_evidence": "January 12",
            "language": "en",
            "body": body(number),
            "raw_spans": [
                {"start": 0, "end": len(body(number)), "raw_start": 0, "raw_end": len(body(number))}
            ],
            "word_count": len(body(number).split()),
            "content_sha256": hashlib.sha256(body(number).encode()).hexdigest(),
            "ingested_at": NOW,
            "normalizer_version": "1",
        }
        for number in range(count)
    ]


def quotes(count: int = 3) -> list[Row]:
    """One direct quotation an article."""
    return [_quote(number) for number in range(count)]


def _quote(number: int) -> Row:
    start, cue, speaker = (body(number).index(words) for words in (WORDS, "said", SPEAKER))
    return {
        "quote_id": identifier(number, start),
        "article_id": document_id(number),
        "batch_id": BATCH_ID,
        "ordinal": 1,
        "kind": "direct",
        "text": WORDS,
        "spans": [{"start": start, "end": start + len(WORDS)}],
        "cue": "said",
        "cue_start": cue,
        "cue_end": cue + len("said"),
        "speaker_text": SPEAKER,
        "speaker_start": speaker,
        "speaker_end": speaker + len(SPEAKER),
        "speaker_name": SPEAKER,
        "paragraph": 1,
        "confidence": 0.9,
    }


def mentions(count: int = 3) -> list[Row]:
    """One person named an article."""
    return [_mention(number) for number in range(count)]


def _mention(number: int) -> Row:
    start = body(number).index(SPEAKER)
    return {
        "mention_id": identifier(number, start, "mention"),
        "article_id": document_id(number),
        "batch_id": BATCH_ID,
        "text": SPEAKER,
        "start": start,
        "end": start + len(SPEAKER),
        "name": SPEAKER,
        "title": None,
        "entity_type": "PERSON",
    }


_FACTORIES = {
    "source_files": source_files,
    "raw_documents": raw_documents,
    "articles": articles,
    "quotes": quotes,
    "mentions": mentions,
}


def rows_of(table: str, count: int = 3) -> list[Row]:
    """Good rows of the lake table of that name."""
    return _FACTORIES[table](count)


def table_of(table: Table, rows: Iterable[Mapping[str, Any]]) -> pa.Table:
    """Rows as a batch with the contract's schema; nulls are let in, wherever they stand."""
    schema = pa.schema(pa.field(field.name, field.type) for field in arrow_schema(table))
    return pa.Table.from_pylist([dict(row) for row in rows], schema)


def batch(table: str, count: int = 3) -> pa.Table:
    """A good batch of the lake table of that name."""
    return table_of(LAKE[table], rows_of(table, count))


def parent_batch(table: str, count: int = 3) -> pa.Table | None:
    """The good batch that the rows of `batch(table)` belong to; None where they belong to none."""
    parent = LAKE[table].parent
    return None if parent is None else batch(parent.table, count)


def rejected(count: int = 0, stage: str = "ingest", table: str = "raw_documents") -> pa.Table:
    """Entries a stage made itself, for documents it could not read; numbered from 1000."""
    return table_of(
        QUARANTINE,
        [
            {
                "stage": stage,
                "table_name": table,
                "batch_id": BATCH_ID,
                "source_uri": source_uri(number),
                "document_id": document_id(number),
                "row_key": document_id(number),
                "rule": "readable",
                "reason": "the file cannot be read",
                "sample": None,
                "quarantined_at": NOW,
            }
            for number in range(1000, 1000 + count)
        ],
    )
