"""An extraction in the form that benchmarks of quotation attribution use. No reading or writing."""

from __future__ import annotations

from typing import TypedDict

from pipelines.extract.records import Extraction, Quote, Span


class BenchmarkQuote(TypedDict):
    """One quote; offsets into the document's text, end exclusive."""

    content_spans: list[list[int]]
    cue_spans: list[list[int]]
    speaker_spans: list[list[int]]
    speaker_canonical: str | None
    kind: str


class BenchmarkDocument(TypedDict):
    """One document with all its quotes."""

    doc_id: str
    quotes: list[BenchmarkQuote]


def to_benchmark(doc_id: str, extraction: Extraction) -> BenchmarkDocument:
    """The extraction as one document, ready for `json.dumps`."""
    return {"doc_id": doc_id, "quotes": [_quote(quote) for quote in extraction.quotes]}


def _quote(quote: Quote) -> BenchmarkQuote:
    return {
        "content_spans": [list(span) for span in quote.spans],
        "cue_spans": _one(quote.cue),
        "speaker_spans": _one(quote.speaker) + _one(quote.speaker_relative),
        "speaker_canonical": quote.speaker_name,
        "kind": quote.kind,
    }


def _one(span: Span | None) -> list[list[int]]:
    return [] if span is None else [list(span)]
