"""Whatever the text, extraction gives sound spans and raises nothing."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from pipelines.extract.extractor import EXTRACTOR_VERSION, Extractor
from pipelines.extract.records import Extraction
from pipelines.settings import Settings

WORDS = st.sampled_from(
    [
        "Smith", "said", "that", "the", "bank", "“", "”", '"', "'", "’", ",", ".", "—", "\n",
        "according", "to", "she", "told", "him", ":", "Q", "who", "will", "not", "\0", "\u2028",
        "claim", "and", "added", "(", ")", "''", "``", "Dr.", "…", "é", "𝔄", "?", "\u00a0",
    ]
)  # fmt: skip
NEWSLIKE = st.lists(WORDS, max_size=60).map(" ".join)


@cache
def extractor() -> Extractor:
    return Extractor(Settings().spacy_model)


def assert_sound(body: str, found: Extraction) -> None:
    for quote in found.quotes:
        assert quote.spans
        end = 0
        for span in quote.spans:
            assert end <= span.start < span.end <= len(body)
            assert any(char.isalnum() for char in body[span.start : span.end])
            end = span.end
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
    assert list(found.quotes) == sorted(found.quotes, key=lambda quote: quote.spans)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(NEWSLIKE)
@example("said “ Smith")
def test_newslike_text_gives_sound_spans(body: str) -> None:
    assert_sound(body, extractor().extract(body))


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(max_size=120))
def test_any_text_gives_sound_spans(body: str) -> None:
    assert_sound(body, extractor().extract(body))


@pytest.mark.parametrize(
    "body",
    [
        "", "\n\n\n", " ", "\0", "“", "”", '"', "'", '""', "“”", "''", "—", ":", "said", '"""""',
        "“" * 50, '" ' * 61, "A: ", "A: b\nA: c", "x" * 5000, "a\rb\x0bc\x85d",
    ],
)  # fmt: skip
def test_odd_bodies_raise_nothing(body: str) -> None:
    assert_sound(body, extractor().extract(body))


def test_an_endless_paragraph_is_read_in_parts() -> None:
    body = "“We will go,” Ann Lee said. " * 1200
    found = extractor().extract(body)
    assert_sound(body, found)
    assert len(found.quotes) > 800


def test_the_same_body_gives_the_same_extraction() -> None:
    body = "“We will go,” Ann Lee said. She added that it was late."
    one, two = extractor().extract_many([body, body])
    assert one == two


def test_the_version_is_a_string() -> None:
    assert EXTRACTOR_VERSION
