"""What normalize and extract find, as rows of their tables. Nothing is found here."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pipelines.extract.records import Extraction
    from pipelines.normalize.article import NormalizedArticle

Row = dict[str, Any]


def article_row(document: Row, article: NormalizedArticle, version: str) -> Row:
    """The row of `articles` that a raw document becomes."""
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


def quote_rows(article: Row, found: Extraction) -> list[Row]:
    """The rows of `quotes` that were found in an article: what was said, not what is only held."""
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


def mention_rows(article: Row, found: Extraction) -> list[Row]:
    """The rows of `mentions` that were found in an article."""
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
