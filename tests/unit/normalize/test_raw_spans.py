"""Every character of a body comes from the raw text, whatever the raw text is."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.normalize.article import DocumentMetadata, NormalizedArticle, normalize

_NONE = DocumentMetadata()
_LINES = st.sampled_from(
    [
        *("Rain in Oslo", "It rained for hours.", '"It rained," she said.', "The mayor", "a"),
        *(
            "OSLO, May 5 (AFP) - It rained.",
            "OSLO —",
            "(AP) —",
            "/TASS/.",
            "MOSCOW, May 5. /TASS/.",
        ),
        *("By Jane Roe", "/ Source: NBC News", "Source: Reuters", "May 7, 2015", "All news"),
        *("Advertisement", "Home > World", "Read more", "(Reporting by Jane Roe)", "***", ""),
        *("IE 11 is not supported. It rained.", "  two  spaces\t", "a\0b\ufeff", "\u202eabc\u2066"),
        *("\ud800", "línea", "漢字かな", "🇳🇴👩‍🚒", "word " * 12, "…", "'", "“", "\x85", "\u2028"),
    ]
)
_PAGES = st.builds(
    lambda lines, end: end.join(lines),
    st.lists(_LINES, max_size=14),
    st.sampled_from(["\n", "\n\n", "\r\n", "\r", "\n \n\t\n"]),
)
_ANY_TEXT = st.text(st.characters(), max_size=300) | _PAGES
_METADATA = st.builds(
    DocumentMetadata,
    url=st.none() | st.text(max_size=30) | st.just("https://example.org/2015/05/07/rain"),
    publisher=st.none() | st.text(st.characters(), max_size=20),
    title=st.none() | st.text(st.characters(), max_size=20) | _LINES,
    subtitle=st.none() | _LINES,
    authors=st.lists(st.text(st.characters(), max_size=9), max_size=3).map(tuple),
    published=st.none()
    | st.from_regex(r"\d{1,4}[-/. ]\d{1,2}[-/. ]\d{1,4}")
    | st.sampled_from(["May 7, 2015", "yesterday", "2015", "May 2015", "2015-02-30", "٢٠١٥"]),
)


def _assert_sound(raw: str, article: NormalizedArticle) -> None:
    covered = bytearray(len(article.body))
    for span in article.raw_spans:
        assert span.start < span.end
        assert article.body[span.start : span.end] == raw[span.raw_start : span.raw_end]
        covered[span.start : span.end] = b"\1" * (span.end - span.start)
    for span, following in pairwise(article.raw_spans):
        assert span.end <= following.start
        assert span.raw_end <= following.raw_start
    rest = [character for at, character in enumerate(article.body) if not covered[at]]
    assert set(rest) <= {"\n", " "}
    assert all(line.strip() == line for line in article.body.split("\n"))
    assert "\n\n\n" not in article.body


def _assert_storable(article: NormalizedArticle) -> None:
    texts = (article.title, article.subtitle, article.publisher, *article.authors)
    evidence = (article.dateline_place, article.dateline_text, article.published_evidence)
    for text in (article.body, *texts, *evidence):
        if text is not None:
            text.encode()
            assert "\0" not in text
    assert (article.published_on is None) == (article.published_precision is None)
    assert article.published_on is None or article.published_evidence


@settings(max_examples=300, deadline=None)
@given(_ANY_TEXT, _METADATA)
def test_any_text_gives_a_sound_article(raw: str, metadata: DocumentMetadata) -> None:
    article = normalize(raw, metadata)
    _assert_sound(raw, article)
    _assert_storable(article)


@settings(max_examples=200, deadline=None)
@given(_ANY_TEXT)
def test_the_same_text_gives_the_same_article(raw: str) -> None:
    assert normalize(raw, _NONE) == normalize(raw, _NONE)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(["It rained.", "“It rained,” she said.", "Snow fell in May."])))
def test_clean_text_is_its_own_body(paragraphs: list[str]) -> None:
    text = "\n\n".join(paragraphs)
    assert normalize(text, _NONE).body == text
    assert normalize(normalize(text, _NONE).body, _NONE).body == text


_WRAPPED = """\
It rained for hours in the old town, and the river rose until the
mayor, who had been asleep, was woken by the sound of bells. The old-
timers of the town were not amused, and they told her so.

"It rained," she said. "For hours, and nobody told me about it until
now."
"""


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_wrapped_paragraphs_are_unwrapped(line_end: str) -> None:
    raw = (_WRAPPED + "\n" + _WRAPPED).replace("\n", line_end)
    article = normalize(raw, _NONE)
    _assert_sound(raw, article)
    first, second, *_ = article.body.split("\n\n")
    assert "the river rose until the mayor, who" in first
    assert first.endswith("The old-timers of the town were not amused, and they told her so.")
    assert second == '"It rained," she said. "For hours, and nobody told me about it until now."'


def test_lines_of_their_own_are_paragraphs() -> None:
    assert normalize("It rained.\nIt snowed.\nIt froze.\n" * 3, _NONE).body.count("\n\n") == 8


@pytest.mark.parametrize(
    ("raw", "body"),
    [
        ("\ufeffIt rained.", "It rained."),
        ("It\0 rained\u200b.", "It rained."),
        ("It  rained \t now.", "It rained now."),
        ("\u202eIt rained.\u202c", "It rained."),
        ("It \ud800rained.", "It rained."),
        ("It rain\xaded.", "It rained."),
        ("It\xa0rained.", "It\xa0rained."),
    ],
)
def test_hidden_characters_go(raw: str, body: str) -> None:
    article = normalize(raw, _NONE)
    _assert_sound(raw, article)
    assert article.body == body


@pytest.mark.parametrize(
    "unit",
    [
        *("a\n", "a\0", " a  ", '"', "word ", "x", "(", "/a", "MOSCOW, ", "By A ", "source: "),
        *("in 2014 ", "January 24, 2014 ", "will 2014 in ", "follow ", "\u202ea", "\r\n", "-- "),
        *("Copyright 2014 all rights reserved\n", "said on Sunday ", "A. ", "1.", "said "),
    ],
)
def test_long_texts_of_one_kind_are_read_in_linear_time(unit: str) -> None:
    # Quadratic time would make half a million characters run for many minutes.
    raw = "OSLO, January 24. /TASS/. " + unit * (500_000 // len(unit))
    _assert_storable(normalize(raw, _NONE))
