"""The three shipped articles through normalize, against what a careful reader found in them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from pipelines.normalize.article import DocumentMetadata, NormalizedArticle, normalize

_ROOT = Path(__file__).parents[3]
_GOLD = [
    json.loads(line)
    for line in (_ROOT / "tests/accuracy/articles.jsonl").read_text(encoding="utf-8").splitlines()
]
_FIRST_AND_LAST = {
    "000": ('Russia hopes the next U.S. president will "cure"', '"our very close partner."'),
    "003": ("Russia expects that Moscow and Washington", 'crossed," Peskov stressed.'),
    "004": ("There should be much more mutual respect", 'as he has them," Peskov said.'),
}
_EVIDENCE = {
    "000": None,
    "003": 'dateline "January 24"; no year is printed; '
    '"on Sunday" and "in 2014" leave 2016, 2021, 2027 and later',
    "004": 'dateline "January 12"; no year is printed',
}
_CHROME = ("IE 11", "optimal experience", "newsLiveon", "All news", "Source:", "/TASS/", "MOSCOW")


def _article(document: dict[str, Any]) -> NormalizedArticle:
    return normalize(document["text"], DocumentMetadata())


@pytest.mark.parametrize("document", _GOLD, ids=lambda document: document["doc_id"][:3])
class TestShippedArticle:
    def test_head(self, document: dict[str, Any]) -> None:
        article = _article(document)
        for field in ("title", "subtitle", "publisher", "dateline_place", "dateline_text"):
            assert getattr(article, field) == document[field], field
        assert article.authors == ()
        assert article.language == "en"

    def test_date_is_left_open_with_its_evidence(self, document: dict[str, Any]) -> None:
        article = _article(document)
        assert article.published_on is None
        assert article.published_precision is None
        assert article.published_evidence == _EVIDENCE[document["doc_id"][:3]]

    def test_body_is_the_text_without_chrome(self, document: dict[str, Any]) -> None:
        body = _article(document).body
        first, last = _FIRST_AND_LAST[document["doc_id"][:3]]
        assert body.startswith(first)
        assert body.endswith(last)
        assert not [words for words in _CHROME if words in body]

    def test_nothing_annotated_is_lost(self, document: dict[str, Any]) -> None:
        article = _article(document)
        kept = {raw for span in article.raw_spans for raw in range(span.raw_start, span.raw_end)}
        for quote in document["quotes"]:
            for start, end in quote["content_spans"] + quote["speaker_spans"]:
                assert kept.issuperset(range(start, end))
        for entity in document["entities"]:
            for start, end in entity["mentions"]:
                assert kept.issuperset(range(start, end))


def test_sub_headings_are_paragraphs_of_their_own() -> None:
    paragraphs = [_article(document).body.split("\n\n") for document in _GOLD]
    assert "Flexibility in relations" in paragraphs[1]
    assert "On mutual respect between Russia and US" in paragraphs[2]
    assert "On alleged hacker attacks" in paragraphs[2]
    assert [len(found) for found in paragraphs] == [20, 11, 18]


def test_documentation_shows_the_evidence() -> None:
    page = (_ROOT / "docs/dates.md").read_text(encoding="utf-8")
    assert [words for words in _EVIDENCE.values() if words and f"`{words}`" not in page] == []


def test_words_of_the_articles_are_counted() -> None:
    assert [_article(document).word_count for document in _GOLD] == [597, 425, 436]
