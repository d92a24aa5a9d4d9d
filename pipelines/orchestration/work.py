"""What normalize and extract do to one batch, in whatever process: rows in, candidates out.

Everything here can be pickled, and imports what is heavy only when it is needed.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from pipelines.lake.parquet import Footer
from pipelines.lake.store import Lake, quarantine_rows, rows_of
from pipelines.settings import Settings

if TYPE_CHECKING:
    from pipelines.extract.extractor import Extractor
    from pipelines.extract.records import Extraction
    from pipelines.normalize.article import NormalizedArticle

Row = dict[str, Any]

ENGLISH = "en"

NOT_THE_DOCUMENTS_FAULT = (ImportError, MemoryError, OSError)
"""Errors that would befall every document alike: they fail the run, and refuse nothing."""


@dataclass(frozen=True, slots=True)
class BatchWork:
    """The candidates made from one batch, and the documents that failed, by table."""

    batch_id: str
    candidates: tuple[Footer, ...]
    rejected: Mapping[str, pa.Table]
    seconds: float


def normalizer_version(settings: Settings) -> str:
    """Version of what normalize makes."""
    from pipelines.normalize.article import NORMALIZER_VERSION

    return NORMALIZER_VERSION


def extractor_version(settings: Settings) -> str:
    """Version of what extract makes, with the model it parses with."""
    from pipelines.extract.version import EXTRACTOR_VERSION

    return f"{EXTRACTOR_VERSION}+{settings.spacy_model}"


def normalize_batch(settings: Settings, batch_id: str) -> BatchWork:
    """Make `articles` of the new and changed documents of a batch."""
    from pipelines.normalize.article import DocumentMetadata, normalize

    version = normalizer_version(settings)
    began, now = time.perf_counter(), datetime.now(UTC)
    articles: list[Row] = []
    failed: list[Row] = []
    for document in Lake(settings).read("raw_documents", batch_id).to_pylist():
        if document["operation"] != "upsert":
            continue
        metadata = DocumentMetadata(
            url=document["url"],
            publisher=document["publisher"],
            title=document["title"],
            subtitle=document["subtitle"],
            authors=tuple(document["authors"]),
            published=document["published"],
        )
        try:
            article = normalize(document["text"], metadata)
        except NOT_THE_DOCUMENTS_FAULT:
            raise
        except Exception as error:
            failed.append(_failure("normalize", "articles", document, error, now))
            continue
        articles.append(_article_row(document, article, version))
    return _finish(
        settings,
        batch_id,
        "raw_documents",
        version,
        {"articles": articles},
        failed,
        began,
    )


def extract_batch(settings: Settings, batch_id: str) -> BatchWork:
    """Make `quotes` and `mentions` of the English articles of a batch."""
    began, now = time.perf_counter(), datetime.now(UTC)
    quotes: list[Row] = []
    mentions: list[Row] = []
    failed: list[Row] = []
    english = [
        article
        for article in Lake(settings).read("articles", batch_id).to_pylist()
        if article["language"] == ENGLISH
    ]
    for article in english:
        try:
            found = _extractor(settings.spacy_model).extract(article["body"])
        except NOT_THE_DOCUMENTS_FAULT:
            raise
        except Exception as error:
            failed.append(_failure("extract", "quotes", article, error, now))
            continue
        quotes.extend(_quote_rows(article, found))
        mentions.extend(_mention_rows(article, found))
    made = {"quotes": quotes, "mentions": mentions}
    return _finish(settings, batch_id, "articles", extractor_version(settings), made, failed, began)


@cache
def _extractor(model: str) -> Extractor:
    from pipelines.extract.extractor import Extractor

    return Extractor(model)


def _finish(
    settings: Settings,
    batch_id: str,
    reads: str,
    version: str,
    made: Mapping[str, list[Row]],
    failed: list[Row],
    began: float,
) -> BatchWork:
    lake, now = Lake(settings), datetime.now(UTC)
    source = lake.footer(reads, batch_id)
    if source is None:
        raise FileNotFoundError(lake.accepted_path(reads, batch_id))
    footers = tuple(
        lake.write_candidate(
            table,
            batch_id,
            rows_of(table, rows),
            version=version,
            made_from=source.fingerprint,
            at=now,
        )
        for table, rows in made.items()
    )
    rejected = {
        table: quarantine_rows([row for row in failed if row["table_name"] == table])
        for table in made
    }
    return BatchWork(batch_id, footers, rejected, time.perf_counter() - began)


def _failure(stage: str, table: str, row: Row, error: Exception, now: datetime) -> Row:
    return {
        "stage": stage,
        "table_name": table,
        "batch_id": row["batch_id"],
        "source_uri": row["source_uri"],
        "document_id": row.get("document_id") or row.get("article_id"),
        "row_key": None,
        "rule": f"{stage}_failed",
        "reason": f"{type(error).__name__}: {error}"[:500],
        "sample": (row.get("text") or row.get("body") or "")[:500],
        "quarantined_at": now,
    }


def _article_row(document: Row, article: NormalizedArticle, version: str) -> Row:
    carried = (
        "batch_id",
        "source_uri",
        "record_locator",
        "source_format",
        "url",
        "content_sha256",
        "ingested_at",
    )
    return {
        "article_id": document["document_id"],
        **{name: document[name] for name in carried},
        "publisher": article.publisher,
        "title": article.title,
        "subtitle": article.subtitle,
        "authors": list(article.authors),
        "dateline_place": article.dateline_place,
        "dateline_text": article.dateline_text,
        "published_on": article.published_on,
        "published_precision": article.published_precision,
        "published_evidence": article.published_evidence,
        "language": article.language,
        "body": article.body,
        "raw_spans": [
            {"start": s.start, "end": s.end, "raw_start": s.raw_start, "raw_end": s.raw_end}
            for s in article.raw_spans
        ],
        "word_count": article.word_count,
        "normalizer_version": version,
    }


def _quote_rows(article: Row, found: Extraction) -> list[Row]:
    """What was said; what is merely held is no quote."""
    body: str = article["body"]
    rows = []
    said = [quote for quote in found.quotes if not quote.attitude]
    for ordinal, quote in enumerate(said, start=1):
        pieces = ",".join(f"{span.start}-{span.end}" for span in quote.spans)
        cue, speaker = quote.cue, quote.speaker
        rows.append(
            {
                "quote_id": _identity(article["article_id"], "quote", pieces),
                "article_id": article["article_id"],
                "batch_id": article["batch_id"],
                "ordinal": ordinal,
                "kind": quote.kind,
                "text": " ".join(body[span.start : span.end] for span in quote.spans),
                "spans": [{"start": span.start, "end": span.end} for span in quote.spans],
                "cue": body[cue.start : cue.end] if cue else None,
                "cue_start": cue.start if cue else None,
                "cue_end": cue.end if cue else None,
                "speaker_text": body[speaker.start : speaker.end] if speaker else None,
                "speaker_start": speaker.start if speaker else None,
                "speaker_end": speaker.end if speaker else None,
                "speaker_name": quote.speaker_name,
                "paragraph": quote.paragraph,
                "confidence": quote.confidence,
            }
        )
    return rows


def _mention_rows(article: Row, found: Extraction) -> list[Row]:
    body: str = article["body"]
    return [
        {
            "mention_id": _identity(
                article["article_id"], "mention", f"{mention.span.start}-{mention.span.end}"
            ),
            "article_id": article["article_id"],
            "batch_id": article["batch_id"],
            "text": body[mention.span.start : mention.span.end],
            "start": mention.span.start,
            "end": mention.span.end,
            "name": mention.name,
            "title": mention.title,
            "entity_type": mention.label,
        }
        for mention in found.mentions
    ]


def _identity(article_id: str, what: str, where: str) -> str:
    return hashlib.sha256(f"{article_id}\n{what}\n{where}".encode()).hexdigest()[:32]
