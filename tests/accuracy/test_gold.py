"""The annotated articles themselves: what articles.jsonl promises to whoever measures against it.

How they are annotated. Offsets are code points of the seed file. Direct speech leaves its outer
quotation marks out; a mixed quote is the whole clause that was said, with the marks inside it;
indirect speech has none. Pieces of one utterance around its cue are one quote. A speaker is the
whole noun phrase, but not what is possessed by it ("Tillerson" in "Tillerson's statements").
`optional` marks what careful readers may see differently: finding it is neither asked nor wrong.
Headline, dateline and site chrome are not annotated; the standfirst is.
"""

from __future__ import annotations

import json
import re
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any

import pytest

_HERE = Path(__file__).resolve().parent
_SEEDS = _HERE.parents[1] / "seeds"
_DOUBLE_MARK = re.compile(r"[\"“”]")

Document = dict[str, Any]
Quote = dict[str, Any]


def _documents() -> list[Document]:
    lines = (_HERE / "articles.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def _quotes() -> list[Any]:
    return [
        pytest.param(document, quote, id=f"{document['doc_id'][:3]}-{number}")
        for document in _documents()
        for number, quote in enumerate(document["quotes"])
    ]


def _printed(document: Document, span: list[int]) -> str:
    start, end = span
    text: str = document["text"]
    return text[start:end]


def test_each_seed_is_annotated_once() -> None:
    annotated = [document["doc_id"] for document in _documents()]
    assert annotated == sorted(path.name for path in _SEEDS.iterdir() if path.suffix == ".txt")


@pytest.mark.parametrize("document", _documents(), ids=lambda document: document["doc_id"][:3])
class TestDocument:
    def test_its_text_is_the_seed(self, document: Document) -> None:
        raw = (_SEEDS / document["doc_id"]).read_bytes()
        assert document["text"] == raw.decode("utf-8")

    def test_its_head_stands_in_the_text(self, document: Document) -> None:
        for field in ("title", "subtitle", "dateline_text"):
            assert document[field] is None or document["text"].count(document[field]) == 1
        assert document["dateline_text"].startswith(document["dateline_place"].upper())
        assert document["published_on"] is None

    def test_quotes_are_in_reading_order_and_never_cross(self, document: Document) -> None:
        quotes = document["quotes"]
        for quote, following in pairwise(quotes):
            assert quote["content_spans"][0] < following["content_spans"][0]
        for one, other in combinations(quotes, 2):
            (start, end), (inner_start, inner_end) = _hull(one), _hull(other)
            is_nested = start <= inner_start and inner_end <= end
            assert end <= inner_start or (is_nested and one["kind"] == other["kind"] == "indirect")

    def test_mentions_are_whole_words_outside_head_and_each_other(self, document: Document) -> None:
        head = [document["dateline_text"], *filter(None, [document["title"]])]
        taken = [_span_of(document, words) for words in head]
        for entity in document["entities"]:
            assert entity["mentions"]
            taken += entity["mentions"]
            for start, end in entity["mentions"]:
                around = document["text"][max(0, start - 1) : end + 1]
                assert re.search(rf"(?<!\w){re.escape(document['text'][start:end])}(?!\w)", around)
                assert not re.search(r"['’]s?$", document["text"][start:end])
        assert all(span[1] <= following[0] for span, following in pairwise(sorted(taken)))

    def test_entities_are_named_once(self, document: Document) -> None:
        names = [entity["name"] for entity in document["entities"]]
        assert len(names) == len(set(names))
        types = {entity["entity_type"] for entity in document["entities"]}
        assert types <= {"PERSON", "ORG", "GPE", "LOC", "FAC", "NORP"}


def _hull(quote: Quote) -> tuple[int, int]:
    return quote["content_spans"][0][0], quote["content_spans"][-1][1]


def _span_of(document: Document, words: str) -> list[int]:
    start = document["text"].index(words)
    return [start, start + len(words)]


@pytest.mark.parametrize(("document", "quote"), _quotes())
class TestQuote:
    def test_its_spans_are_trimmed_ordered_and_apart(
        self, document: Document, quote: Quote
    ) -> None:
        spans = quote["content_spans"] + quote["cue_spans"] + quote["speaker_spans"]
        for span in spans:
            printed = _printed(document, span)
            assert printed
            assert printed == printed.strip()
        ordered = sorted(spans)
        assert all(span[1] <= following[0] for span, following in pairwise(ordered))
        assert quote["content_spans"] == sorted(quote["content_spans"])

    def test_its_kind_is_what_its_marks_show(self, document: Document, quote: Quote) -> None:
        for start, end in quote["content_spans"]:
            marks = _DOUBLE_MARK.findall(document["text"][start:end])
            if quote["kind"] == "direct":
                assert not marks
                assert document["text"][start - 1] == document["text"][end] == '"'
            elif quote["kind"] == "mixed":
                assert marks
                assert len(marks) % 2 == 0
            else:
                assert quote["kind"] == "indirect"
                assert not marks

    def test_speaker_and_cue_stand_in_its_paragraph(self, document: Document, quote: Quote) -> None:
        if not quote.get("optional"):
            assert len(quote["cue_spans"]) == len(quote["speaker_spans"]) == 1
        first = _hull(quote)[0]
        for start, _ in quote["cue_spans"] + quote["speaker_spans"]:
            assert "\n" not in document["text"][min(start, first) : max(start, first)]

    def test_its_speaker_is_an_entity_of_the_document(
        self, document: Document, quote: Quote
    ) -> None:
        names = {entity["name"] for entity in document["entities"]}
        assert quote["speaker_canonical"] is None or quote["speaker_canonical"] in names
