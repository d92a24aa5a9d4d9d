"""`onrecord extract`: the quotes of one file as JSON, without a warehouse."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pipelines.console.failure import WRONG_USAGE, CommandError
from pipelines.extract.benchmark import to_benchmark
from pipelines.extract.extractor import Extractor
from pipelines.extract.records import Extraction, Span
from pipelines.ingest.discovery import discover
from pipelines.ingest.reader import read
from pipelines.ingest.records import RawDocument, Rejection, SourceFile
from pipelines.normalize.article import DocumentMetadata, NormalizedArticle, normalize
from pipelines.orchestration.reading import field_names, read_limits
from pipelines.settings import Settings


def extract_file(settings: Settings, file: str) -> None:
    """Print one JSON object a document of `file` (`-`: the text on standard input)."""
    extractor = Extractor(settings.spacy_model)
    for document in _documents(settings, file):
        metadata = DocumentMetadata(
            url=document.url,
            publisher=document.publisher,
            title=document.title,
            subtitle=document.subtitle,
            authors=document.authors,
            published=document.published,
        )
        article = normalize(document.text, metadata)
        found = extractor.extract(article.body)
        print(json.dumps(_rendered(document, article, found), ensure_ascii=False, indent=2))


def extract_jsonl(settings: Settings, file: str) -> None:
    """Print, for each line `{"doc_id", "text"}` of `file`, a line with its quotes.

    Offsets are into exactly the text given.
    """
    extractor = Extractor(settings.spacy_model)
    for number, line in enumerate(_lines(file), start=1):
        if line.strip():
            doc_id, text = _document_of(line, number)
            print(json.dumps(to_benchmark(doc_id, extractor.extract(text)), ensure_ascii=False))


def _documents(settings: Settings, file: str) -> Iterator[RawDocument]:
    if file == "-":
        yield _from_stdin()
        return
    if not Path(file).is_file():
        raise CommandError(f"{file} is not a file. Name a file, or - for standard input")
    limits, fields = read_limits(settings), field_names(settings)
    for found in discover((file,), Path.cwd()):
        for item in read(found, limits, fields) if isinstance(found, SourceFile) else (found,):
            if isinstance(item, Rejection):
                raise CommandError(f"{file} cannot be read: {item.reason} ({item.rule})")
            yield item


def _from_stdin() -> RawDocument:
    try:
        text = sys.stdin.buffer.read().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise CommandError(f"standard input is not UTF-8: {error}") from error
    if not text.strip():
        raise CommandError("standard input is empty")
    return RawDocument(
        document_id="",
        source_uri="-",
        record_locator=None,
        source_format="text",
        encoding="utf-8",
        repairs=(),
        content_sha256="",
        text=text,
        url=None,
        publisher=None,
        title=None,
        subtitle=None,
        authors=(),
        published=None,
    )


def _lines(file: str) -> Iterator[str]:
    if file == "-":
        yield from sys.stdin
        return
    try:
        with Path(file).open(encoding="utf-8") as lines:
            yield from lines
    except (OSError, UnicodeDecodeError) as error:
        raise CommandError(f"{file} cannot be read: {error}") from error


def _document_of(line: str, number: int) -> tuple[str, str]:
    try:
        document = json.loads(line)
        doc_id, text = document["doc_id"], document["text"]
    except (ValueError, KeyError, TypeError) as error:
        raise CommandError(
            f'line {number} is not a document: it takes {{"doc_id": …, "text": …}} ({error!r})',
            WRONG_USAGE,
        ) from error
    if not isinstance(text, str):
        raise CommandError(f"line {number}: text is not a string", WRONG_USAGE)
    return str(doc_id), text


def _rendered(
    document: RawDocument, article: NormalizedArticle, found: Extraction
) -> dict[str, Any]:
    body = article.body
    return {
        "source_uri": document.source_uri,
        "record_locator": document.record_locator,
        "title": article.title,
        "subtitle": article.subtitle,
        "publisher": article.publisher,
        "dateline_place": article.dateline_place,
        "dateline_text": article.dateline_text,
        "published_on": str(article.published_on) if article.published_on else None,
        "published_evidence": article.published_evidence,
        "language": article.language,
        "body": body,
        "quotes": [
            {
                "kind": quote.kind,
                "text": " ".join(_text(body, span) or "" for span in quote.spans),
                "spans": [list(span) for span in quote.spans],
                "cue": _text(body, quote.cue),
                "speaker_text": _text(body, quote.speaker),
                "speaker_span": list(quote.speaker) if quote.speaker else None,
                "speaker_name": quote.speaker_name,
                "confidence": quote.confidence,
            }
            for quote in found.quotes
            if not quote.attitude
        ],
        "mentions": [
            {
                "text": _text(body, mention.span),
                "span": list(mention.span),
                "name": mention.name,
                "title": mention.title,
                "entity_type": mention.label,
            }
            for mention in found.mentions
        ],
    }


def _text(body: str, span: Span | None) -> str | None:
    return body[span.start : span.end] if span else None
