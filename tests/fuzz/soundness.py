"""What holds of whatever is read, cleaned and searched for quotes, whatever goes in.

Each function does the work once and asserts what every result must have. What goes in is chosen
by the tests and by the fuzzer.
"""

from __future__ import annotations

import tempfile
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from pipelines.extract.extractor import Extractor
from pipelines.extract.records import Extraction, Quote
from pipelines.ingest.reader import read
from pipelines.ingest.records import RawDocument, ReadLimits, Rejection, SourceFile
from pipelines.ingest.storage import local_version
from pipelines.normalize.article import DocumentMetadata, NormalizedArticle, normalize
from pipelines.orchestration.found_rows import mention_rows, quote_rows
from pipelines.settings import Settings

LIMITS = ReadLimits(max_file_bytes=10**8, max_document_bytes=10**6)


def read_soundly(name: str, data: bytes) -> None:
    """Read a file of that name: documents that can be stored and reasons, and at least one."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, name)
        path.write_bytes(data)
        status = path.stat()
        times = local_version(str(path), status)
        file = SourceFile(name, folder, str(path), status.st_size, *times)
        items = list(read(file, LIMITS))
    assert items, "every file gives a document or a reason"
    for item in items:
        if isinstance(item, Rejection):
            assert item.rule != "reader_failed", item
            assert not item.retry, item
        _assert_storable(item)
    identities = [item.document_id for item in items if isinstance(item, RawDocument)]
    assert len(identities) == len(set(identities))


def _assert_storable(item: RawDocument | Rejection) -> None:
    if isinstance(item, Rejection):
        f"{item.reason}{item.sample}{item.record_locator}".encode()
        return
    item.text.encode()
    assert item.text.strip()
    assert "\r" not in item.text
    assert not any(ord(character) < 9 for character in item.text)
    f"{item.title}{item.publisher}{item.url}{item.published}{item.authors}".encode()


def clean_soundly(raw: str, metadata: DocumentMetadata | None = None) -> NormalizedArticle:
    """Clean a document: its spans lead back into the raw text, and nothing known is blank."""
    article = normalize(raw, metadata or DocumentMetadata())
    end = 0
    for span in article.raw_spans:
        assert end <= span.start < span.end <= len(article.body)
        assert article.body[span.start : span.end] == raw[span.raw_start : span.raw_end]
        assert not article.body[end : span.start].strip()
        end = span.end
    assert not article.body[end:].strip()
    for known in (article.title, article.dateline_text, article.published_evidence):
        assert known is None or known.strip()
    return article


@cache
def extractor() -> Extractor:
    """The extractor with the model that is set."""
    return Extractor(Settings().spacy_model)


def extract_soundly(body: str) -> Extraction:
    """Search a body for quotes: every place is inside it, and rows made of them have one key."""
    found = extractor().extract(body)
    for quote in found.quotes:
        _assert_sound(quote, body)
    assert list(found.quotes) == sorted(found.quotes, key=lambda quote: quote.spans)
    for mention in found.mentions:
        assert 0 <= mention.span.start < mention.span.end <= len(body)
        assert mention.name.strip()
    article = {"article_id": "a", "batch_id": "b", "body": body}
    for rows, key in (
        (quote_rows(article, found), "quote_id"),
        (mention_rows(article, found), "mention_id"),
    ):
        _assert_rows(rows, key)
    return found


def _assert_rows(rows: list[dict[str, Any]], key: str) -> None:
    assert len({row[key] for row in rows}) == len(rows)
    assert all(row["text"].strip() for row in rows)


def _assert_sound(quote: Quote, body: str) -> None:
    assert quote.spans
    assert all(0 <= span.start < span.end <= len(body) for span in quote.spans)
    assert all(one.end <= other.start for one, other in pairwise(quote.spans))
    for span in quote.spans:
        assert any(char.isalnum() for char in body[span.start : span.end])
    for place in (quote.cue, quote.speaker, quote.speaker_relative):
        assert place is None or 0 <= place.start < place.end <= len(body)
    if quote.speaker is not None:
        speaker = quote.speaker
        assert not any(
            span.start < speaker.end and speaker.start < span.end for span in quote.spans
        )
    assert 0.0 <= quote.confidence <= 1.0
    assert quote.kind in ("direct", "mixed", "indirect")
    assert quote.paragraph >= 0
