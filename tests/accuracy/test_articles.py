"""The three shipped articles come out as a careful reader annotated them.

The annotations (`articles.jsonl`) have offsets into the raw files; what is compared went the whole
way through normalize and extract, and back to the raw file by the article's raw spans.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from pipelines.extract.extractor import Extractor
from pipelines.normalize.article import DocumentMetadata, NormalizedArticle, normalize
from pipelines.settings import Settings

GOLD = Path(__file__).parent / "articles.jsonl"
WORD = re.compile(r"\w+")
SAME = 0.8
"""Share of words, of those in either, that two readings of one quote have in common."""


@dataclass(frozen=True)
class Said:
    """A quote by the words it covers in the raw file and by who said it."""

    words: frozenset[int]
    text: str
    speaker: str | None
    kind: str
    pieces: int
    optional: bool = False

    def same(self, other: Said) -> bool:
        return len(self.words & other.words) >= SAME * len(self.words | other.words)


@cache
def documents() -> dict[str, dict[str, Any]]:
    lines = GOLD.read_text(encoding="utf-8").splitlines()
    return {document["doc_id"]: document for document in map(json.loads, lines)}


@cache
def article(doc_id: str) -> NormalizedArticle:
    nothing = DocumentMetadata(None, None, None, None, (), None)
    return normalize(documents()[doc_id]["text"], nothing)


@cache
def found(doc_id: str) -> list[Said]:
    made = article(doc_id)
    raw = documents()[doc_id]["text"]
    extractor = Extractor(Settings().spacy_model)
    return [
        _said(
            raw,
            [piece for span in quote.spans for piece in _in_raw(made, span)],
            quote.speaker_name,
            quote.kind,
            len(quote.spans),
        )
        for quote in extractor.extract(made.body).quotes
        if not quote.attitude
    ]


@cache
def expected(doc_id: str) -> list[Said]:
    document = documents()[doc_id]
    return [
        _said(
            document["text"],
            [tuple(span) for span in quote["content_spans"]],
            quote["speaker_canonical"],
            quote["kind"],
            len(quote["content_spans"]),
            quote.get("optional", False),
        )
        for quote in document["quotes"]
    ]


def _said(
    raw: str,
    spans: list[tuple[int, int]],
    speaker: str | None,
    kind: str,
    pieces: int,
    optional: bool = False,
) -> Said:
    words = frozenset(
        match.start() for start, end in spans for match in WORD.finditer(raw, start, end)
    )
    text = " ++ ".join(raw[start:end] for start, end in spans)
    return Said(words, text, speaker, kind, pieces, optional)


def _in_raw(made: NormalizedArticle, span: tuple[int, int]) -> list[tuple[int, int]]:
    pieces = []
    for raw in made.raw_spans:
        start, end = max(span[0], raw.start), min(span[1], raw.end)
        if start < end:
            pieces.append((start - raw.start + raw.raw_start, end - raw.start + raw.raw_start))
    return pieces


@pytest.mark.parametrize("doc_id", sorted(documents()))
def test_every_quotation_is_found_with_its_speaker(doc_id: str) -> None:
    wrong = []
    for quote in expected(doc_id):
        if quote.optional:
            continue
        match = next((each for each in found(doc_id) if each.same(quote)), None)
        if match is None:
            wrong.append(f"missed: {quote.text}")
        elif match.speaker != quote.speaker:
            wrong.append(f"{match.speaker} instead of {quote.speaker}: {quote.text}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("doc_id", sorted(documents()))
def test_nothing_is_a_quote_that_is_none(doc_id: str) -> None:
    invented = [
        f"{quote.speaker}: {quote.text}"
        for quote in found(doc_id)
        if not any(quote.same(each) for each in expected(doc_id))
    ]
    assert not invented, "\n".join(invented)


@pytest.mark.parametrize("doc_id", sorted(documents()))
def test_the_pieces_of_one_utterance_are_one_quote(doc_id: str) -> None:
    for quote in expected(doc_id):
        if quote.pieces > 1:
            [match] = [each for each in found(doc_id) if each.words & quote.words]
            assert match.same(quote)


@pytest.mark.parametrize("doc_id", sorted(documents()))
def test_the_head_of_the_article_is_read(doc_id: str) -> None:
    made, document = article(doc_id), documents()[doc_id]
    for name in ("title", "subtitle", "publisher", "dateline_place", "dateline_text"):
        assert getattr(made, name) == document[name], name
    assert made.published_on is None
