"""A lake small enough to write in a test: documents, quotes and names in, views out.

Rows are written as Parquet and seen through views, as the pipeline's own lake is. Only what a test
speaks of has to be given; offsets are found by looking for the words in the body.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from pipelines.contracts.render import arrow_schema
from pipelines.curate.model import LAKE

NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
VERSIONS = {"reader_version": "1", "normalizer_version": "1", "extractor_version": "1"}


def hex_id(*parts: object) -> str:
    """A stable identity for test rows."""
    return hashlib.sha256("\0".join(map(str, parts)).encode()).hexdigest()[:32]


def batch_id(number: int) -> str:
    return f"{number:08d}-0badcafe"


@dataclass(frozen=True)
class Said:
    """A quote to be found in a body: its pieces, and its speaker."""

    pieces: tuple[str, ...]
    speaker: str | None = None
    name: str | None = None
    kind: str = "direct"


def said(
    *pieces: str, by: str | None = None, name: str | None = None, kind: str = "direct"
) -> Said:
    """A quote of `pieces` by the speaker printed as `by`, whose full name is `name` or `by`."""
    return Said(pieces, by, name if name is not None else by, kind)


@dataclass(frozen=True)
class Named:
    """A mention to be found in a body."""

    text: str
    name: str
    entity_type: str
    title: str | None = None


def named(text: str, entity_type: str = "PERSON", *, name: str = "", title: str = "") -> Named:
    return Named(text, name or text, entity_type, title or None)


@dataclass
class Lake:
    """Rows per lake table, in the order they came."""

    folder: Path
    rows: dict[str, list[dict[str, Any]]] = field(
        default_factory=lambda: {name: [] for name in LAKE}
    )

    def article(
        self,
        uri: str,
        body: str,
        *,
        batch: int = 1,
        quotes: Sequence[Said] = (),
        mentions: Sequence[Named] = (),
        locator: str | None = None,
        read: bool = True,
        **columns: Any,
    ) -> str:
        """A version of a document that passes every gate; the article's identity."""
        article_id = hex_id(uri, locator)
        self.document(uri, body, batch=batch, locator=locator, read=read)
        self._article(article_id, uri, body, batch, {"record_locator": locator, **columns})
        for ordinal, quote in enumerate(quotes, start=1):
            self._quote(article_id, body, batch, ordinal, quote)
        seen: dict[str, int] = {}
        for mention in mentions:
            seen[mention.text] = body.index(mention.text, seen.get(mention.text, -1) + 1)
            self._mention(article_id, seen[mention.text], batch, mention)
        return article_id

    def document(
        self, uri: str, text: str, *, batch: int, locator: str | None = None, read: bool = True
    ) -> None:
        """A version of a document that passed ingest; nothing is said of what came after."""
        self.add(
            "raw_documents",
            document_id=hex_id(uri, locator),
            batch_id=batch_id(batch),
            operation="upsert",
            source_uri=uri,
            record_locator=locator,
            source_format="text",
            repairs=[],
            content_sha256=hashlib.sha256(text.encode()).hexdigest(),
            text=text,
            authors=[],
            ingested_at=NOW,
        )
        self._batch(batch)
        if read:
            self.source(uri, batch=batch)

    def remove(self, uri: str, *, batch: int, locator: str | None = None) -> None:
        """The document is gone, and with it (unless it is one of several) its file."""
        self.add(
            "raw_documents",
            document_id=hex_id(uri, locator),
            batch_id=batch_id(batch),
            operation="delete",
            source_uri=uri,
            record_locator=locator,
            source_format="text",
            repairs=[],
            authors=[],
            ingested_at=NOW,
        )
        self._batch(batch)
        self.source(uri, batch=batch, status="removed" if locator is None else "read")

    def source(self, uri: str, *, batch: int, status: str = "read") -> None:
        """The file was read to its end, could not be read, or was gone."""
        if not self._has("source_files", source_uri=uri, batch_id=batch_id(batch)):
            self.add(
                "source_files",
                batch_id=batch_id(batch),
                source_uri=uri,
                status=status,
                size_bytes=1,
                version="1",
                document_count=0 if status == "removed" else 1,
                seen_at=NOW,
            )
        self._batch(batch)

    def refuse(
        self,
        uri: str | None,
        *,
        batch: int,
        stage: str = "ingest",
        rule: str = "text_present",
        locator: str | None = None,
        document: bool = True,
        read: bool = True,
    ) -> None:
        """A row in quarantine."""
        self.add(
            "quarantine",
            stage=stage,
            table_name="raw_documents",
            batch_id=batch_id(batch),
            source_uri=uri,
            document_id=hex_id(uri, locator) if document and uri else None,
            row_key=None,
            rule=rule,
            reason="it is broken",
            sample=None,
            quarantined_at=NOW,
        )
        self._batch(batch)
        if uri and read:
            self.source(uri, batch=batch, status="read" if document else "quarantined")

    def add(self, table: str, **columns: Any) -> None:
        """A row as it is; columns that are not given are null."""
        self.rows[table].append(
            {name: columns.pop(name, None) for name in LAKE[table].column_names}
        )
        assert not columns, f"{table} has no column {sorted(columns)}"

    def views_sql(self) -> str:
        """Write the rows as Parquet and return the script that makes them visible."""
        self.folder.mkdir(parents=True, exist_ok=True)
        statements = ["ATTACH ':memory:' AS lake (READ_WRITE)"]
        for name, table in LAKE.items():
            path = self.folder / f"{name}.parquet"
            pq.write_table(pa.Table.from_pylist(self.rows[name], arrow_schema(table)), path)
            statements.append(f"CREATE VIEW lake.{name} AS SELECT * FROM read_parquet('{path}')")
        return ";\n".join(statements)

    def _article(
        self, article_id: str, uri: str, body: str, batch: int, columns: Mapping[str, Any]
    ) -> None:
        self.add(
            "articles",
            **{
                "article_id": article_id,
                "batch_id": batch_id(batch),
                "source_uri": uri,
                "source_format": "text",
                "authors": [],
                "language": "en",
                "body": body,
                "raw_spans": [{"start": 0, "end": len(body), "raw_start": 0, "raw_end": len(body)}],
                "word_count": len(body.split()),
                "content_sha256": hashlib.sha256(body.encode()).hexdigest(),
                "ingested_at": NOW,
                "normalizer_version": "1",
                **columns,
            },
        )

    def _quote(self, article_id: str, body: str, batch: int, ordinal: int, quote: Said) -> None:
        spans: list[dict[str, int]] = []
        for piece in quote.pieces:
            start = body.index(piece, spans[-1]["end"] if spans else 0)
            spans.append({"start": start, "end": start + len(piece)})
        speaker_start = body.index(quote.speaker) if quote.speaker else None
        self.add(
            "quotes",
            quote_id=hex_id(article_id, spans),
            article_id=article_id,
            batch_id=batch_id(batch),
            ordinal=ordinal,
            kind=quote.kind,
            text=" ".join(quote.pieces),
            spans=spans,
            speaker_text=quote.speaker,
            speaker_start=speaker_start,
            speaker_end=speaker_start + len(quote.speaker)
            if quote.speaker and speaker_start is not None
            else None,
            speaker_name=quote.name,
            paragraph=body[: spans[0]["start"]].count("\n\n"),
            confidence=0.9,
        )

    def _mention(self, article_id: str, start: int, batch: int, mention: Named) -> None:
        self.add(
            "mentions",
            mention_id=hex_id(article_id, start, mention.text),
            article_id=article_id,
            batch_id=batch_id(batch),
            text=mention.text,
            start=start,
            end=start + len(mention.text),
            name=mention.name,
            title=mention.title,
            entity_type=mention.entity_type,
        )

    def _batch(self, number: int) -> None:
        if not self._has("batches", batch_id=batch_id(number)):
            self.add(
                "batches",
                batch_id=batch_id(number),
                ingested_at=NOW,
                source_uris=[],
                upserted=1,
                deleted=0,
                article_count=1,
                quote_count=0,
                mention_count=0,
                **VERSIONS,
            )

    def _has(self, table: str, **columns: Any) -> bool:
        return any(
            all(row[name] == value for name, value in columns.items()) for row in self.rows[table]
        )


def published(on: str, precision: str = "day") -> dict[str, Any]:
    """The three columns of a settled date."""
    return {
        "published_on": date.fromisoformat(on),
        "published_precision": precision,
        "published_evidence": on,
    }
