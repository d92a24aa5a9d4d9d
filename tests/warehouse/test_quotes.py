"""Who said what, and which quotes are the same thing said."""

from __future__ import annotations

from datetime import date

import pytest

from tests.warehouse.bench import run

LONG = "We are ready to show flexibility at any time we are asked"


def test_a_speaker_is_resolved_among_the_names_of_the_article() -> None:
    rows = run(
        "quote_speakers",
        "quote_id",
        "speaker_id",
        stg_quotes=[
            {"quote_id": "1", "article_id": "a", "speaker_name": "Dmitry Peskov"},
            {"quote_id": "2", "article_id": "b", "speaker_name": "Dmitry Peskov"},
            {"quote_id": "3", "article_id": "a", "speaker_name": "the host"},
            {"quote_id": "4", "article_id": "a"},
        ],
        entity_names=[{"article_id": "a", "name": "Dmitry Peskov", "entity_id": "peskov"}],
    )

    assert rows == [("1", "peskov"), ("2", None), ("3", None), ("4", None)]


def utterances(
    *quotes: tuple[str, str | None, str], copies: dict[str, str] | None = None
) -> list[str]:
    """The utterance of each quote, given as (article, speaker, text); copies are of articles."""
    articles = sorted({article for article, _, _ in quotes})
    return run(
        "quote_utterances",
        "utterance_id",
        stg_quotes=[
            {"quote_id": f"{n}", "article_id": article, "ordinal": n, "text": text}
            for n, (article, _, text) in enumerate(quotes)
        ],
        quote_speakers=[
            {"quote_id": f"{n}", "speaker_id": speaker} for n, (_, speaker, _) in enumerate(quotes)
        ],
        articles=[
            {"article_id": article, "duplicate_of": (copies or {}).get(article)}
            for article in articles
        ],
    )


@pytest.mark.parametrize(
    "variant",
    [
        "we are ready to show flexibility at ANY time we are asked.",
        "We are ready to show [flexibility] at any time… we are asked",
        "“We are ready to show flexibility, at any time we are asked,”",
    ],
)
def test_the_same_words_by_the_same_speaker_are_one_utterance(variant: str) -> None:
    assert utterances(("a", "peskov", LONG), ("b", "peskov", variant)) == ["0", "0"]


@pytest.mark.parametrize(
    ("speaker", "text"),
    [
        ("peskov", "We are not ready to show flexibility at any time we are asked"),
        ("peskov", "We are ready to show flexibility at any time we asked"),
        ("putin", LONG),
        (None, LONG),
    ],
)
def test_other_words_or_another_speaker_are_another_utterance(
    speaker: str | None, text: str
) -> None:
    assert utterances(("a", "peskov", LONG), ("b", speaker, text)) == ["0", "1"]


def test_a_few_words_agree_by_chance() -> None:
    assert utterances(("a", "peskov", "No comment."), ("b", "peskov", "No comment.")) == ["0", "1"]
    assert utterances(("a", "peskov", "No comment."), ("a", "peskov", "No comment.")) == ["0", "0"]


def test_a_few_words_in_a_copy_of_the_article_are_the_same() -> None:
    quotes = (("a", "peskov", "No comment."), ("b", "peskov", "No comment."))

    assert utterances(*quotes, copies={"b": "a"}) == ["0", "0"]


def test_unknown_speakers_are_one_only_where_the_words_are_many() -> None:
    assert utterances(("a", None, LONG), ("b", None, LONG)) == ["0", "0"]
    assert utterances(("a", None, "I saw nothing there"), ("b", None, "I saw nothing there")) == [
        "0",
        "1",
    ]


def test_an_utterance_is_named_after_the_first_to_print_it() -> None:
    rows = run(
        "quote_utterances",
        "quote_id",
        "utterance_id",
        stg_quotes=[
            {"quote_id": "undated", "article_id": "a", "ordinal": 1, "text": LONG},
            {"quote_id": "later", "article_id": "b", "ordinal": 1, "text": LONG},
            {"quote_id": "first", "article_id": "c", "ordinal": 1, "text": LONG},
            {"quote_id": "again", "article_id": "c", "ordinal": 2, "text": LONG},
        ],
        quote_speakers=[{"quote_id": name} for name in ("undated", "later", "first", "again")],
        articles=[
            {"article_id": "a"},
            {"article_id": "b", "published_on": date(2020, 1, 2)},
            {"article_id": "c", "published_on": date(2020, 1, 1)},
        ],
    )

    assert rows == [(name, "first") for name in ("again", "first", "later", "undated")]


def test_a_quote_is_joined_with_its_speaker_and_utterance() -> None:
    rows = run(
        "quotes",
        "quote_id",
        "speaker_id",
        "utterance_id",
        stg_quotes=[
            {"quote_id": "2", "article_id": "a", "ordinal": 2},
            {"quote_id": "1", "article_id": "a", "ordinal": 1},
        ],
        quote_speakers=[{"quote_id": "1", "speaker_id": "e"}, {"quote_id": "2"}],
        quote_utterances=[
            {"quote_id": "1", "utterance_id": "1"},
            {"quote_id": "2", "utterance_id": "1"},
        ],
    )

    assert rows == [("1", "e", "1"), ("2", None, "1")]


def test_an_utterance_sums_up_its_quotes() -> None:
    rows = run(
        "utterances",
        "utterance_id",
        "speaker_id",
        "text",
        "article_count",
        "first_published_on",
        "first_article_id",
        "variant_count",
        stg_quotes=[
            {"quote_id": "1", "article_id": "a", "text": "We are ready"},
            {"quote_id": "2", "article_id": "b", "text": "We are ready."},
            {"quote_id": "3", "article_id": "b", "text": "We are ready."},
        ],
        quote_speakers=[{"quote_id": name, "speaker_id": "e"} for name in "123"],
        quote_utterances=[{"quote_id": name, "utterance_id": "1"} for name in "123"],
        stg_articles=[
            {"article_id": "a", "published_on": date(2020, 1, 1)},
            {"article_id": "b", "published_on": date(2020, 1, 2)},
        ],
    )

    assert rows == [("1", "e", "We are ready.", 2, date(2020, 1, 1), "a", 2)]
