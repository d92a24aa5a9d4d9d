"""Rows of the ingest tables: what was read, refused or missed, as the contracts have it.

Form only; what becomes a row is decided in `ingesting`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from pipelines.ingest.records import RawDocument, Rejection, SourceFile

Row = dict[str, object]


def upsert_row(document: RawDocument) -> Row:
    """A document that is new or changed."""
    return {
        "document_id": document.document_id,
        "operation": "upsert",
        "source_uri": document.source_uri,
        "record_locator": document.record_locator,
        "source_format": document.source_format,
        "encoding": document.encoding,
        "repairs": list(document.repairs),
        "content_sha256": document.content_sha256,
        "text": document.text,
        "url": document.url,
        "publisher": document.publisher,
        "title": document.title,
        "subtitle": document.subtitle,
        "authors": list(document.authors),
        "published": document.published,
    }


def deletions(uri: str, document_ids: Iterable[str]) -> Iterator[Row]:
    """A row for each document that is no longer in the file."""
    for document_id in sorted(document_ids):
        yield {
            "document_id": document_id,
            "operation": "delete",
            "source_uri": uri,
            "source_format": "gone",
            "repairs": [],
            "content_sha256": None,
            "authors": [],
        }


def file_row(file: SourceFile, status: str, version: str, documents: int) -> Row:
    """A file that was opened, or was to be."""
    return row_of_file(file.uri, status, file.size, version, documents)


def row_of_file(uri: str, status: str, size: int, version: str, documents: int) -> Row:
    """A file, whether it is there or not."""
    return {
        "source_uri": uri,
        "status": status,
        "size_bytes": size,
        "version": version,
        "document_count": documents,
    }


def rejected_row(rejection: Rejection, batch_id: str, now: datetime) -> Row:
    """A refusal for the quarantine."""
    return {
        "stage": "ingest",
        "table_name": "raw_documents",
        "batch_id": batch_id,
        "source_uri": rejection.source_uri,
        "document_id": rejection.document_id,
        "row_key": rejection.record_locator,
        "rule": rejection.rule,
        "reason": rejection.reason,
        "sample": rejection.sample[:500] if rejection.sample else None,
        "quarantined_at": now,
    }
