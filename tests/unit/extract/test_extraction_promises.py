"""Whatever the text, extraction gives sound spans and raises nothing."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.fuzz.soundness import extract_soundly, extractor

WORDS = st.sampled_from(
    [
        "Smith", "said", "that", "the", "bank", "“", "”", '"', "'", "’", ",", ".", "—", "\n",
        "according", "to", "she", "told", "him", ":", "Q", "who", "will", "not", "\0", "\u2028",
        "claim", "and", "added", "(", ")", "''", "``", "Dr.", "…", "é", "𝔄", "?", "\u00a0",
    ]
)  # fmt: skip
NEWSLIKE = st.lists(WORDS, max_size=60).map(" ".join)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(NEWSLIKE)
@example("said “ Smith")
def test_newslike_text_gives_sound_spans(body: str) -> None:
    extract_soundly(body)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(max_size=120))
def test_any_text_gives_sound_spans(body: str) -> None:
    extract_soundly(body)


@pytest.mark.parametrize(
    "body",
    [
        "", "\n\n\n", " ", "\0", "“", "”", '"', "'", '""', "“”", "''", "—", ":", "said", '"""""',
        "“" * 50, '" ' * 61, "A: ", "A: b\nA: c", "x" * 5000, "a\rb\x0bc\x85d",
    ],
)  # fmt: skip
def test_odd_bodies_raise_nothing(body: str) -> None:
    extract_soundly(body)


def test_a_turn_goes_on_without_a_line_of_dots() -> None:
    body = "LEE: We should have homes.\n….\nSMITH: We should not.\nLEE: But we should.\n"
    texts = [[body[slice(*span)] for span in each.spans] for each in extract_soundly(body).quotes]
    assert texts == [["We should have homes."], ["We should not."], ["But we should."]]


def test_a_verb_that_is_not_printed_is_no_cue() -> None:
    body = (
        'SHUT—"The old hall is to close by May," by our own Ben Lee: "The hall, in which many '
        'began, will close in May, its owners said. It never did well."'
    )
    for quote in extract_soundly(body).quotes:
        assert quote.cue is None or body[slice(*quote.cue)].isalpha()


def test_an_endless_paragraph_is_read_in_parts() -> None:
    body = "“We will go,” Ann Lee said. " * 1200
    found = extract_soundly(body)
    assert len(found.quotes) > 800


def test_the_same_body_gives_the_same_extraction() -> None:
    body = "“We will go,” Ann Lee said. She added that it was late."
    one, two = extractor().extract_many([body, body])
    assert one == two
