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
    said = [
        {"quote_id": f"{n}", "article_id": article, "ordinal": n, "text": text}
        for n, (article, _, text) in enumerate(quotes)
    ]
    speakers = [
        {"quote_id": f"{n}", "speaker_id": speaker} for n, (_, speaker, _) in enumerate(quotes)
    ]
    words = run("quote_words", stg_quotes=said)
    return run(
        "quote_utterances",
        "utterance_id",
        stg_quotes=said,
        quote_words=words,
        quote_cuts=run("quote_cuts", quote_words=words, quote_speakers=speakers),
        quote_speakers=speakers,
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
        "We're ready to show flexibility at any time we're asked",
        "We are really ready to show the flexibility at any time that we are asked",
        "We are ready to show flexibility at any time",
        "We are ready to show … any time we are asked",
        "We are ready to show flexibility at any time we are asked, day and night",
        "I have said it. We are ready to show flexibility at any time we are asked",
    ],
)
def test_the_same_words_by_the_same_speaker_are_one_utterance(variant: str) -> None:
    assert utterances(("a", "peskov", LONG), ("b", "peskov", variant)) == ["0", "0"]


@pytest.mark.parametrize(
    ("speaker", "text"),
    [
        ("peskov", "We are not ready to show flexibility at any time we are asked"),
        ("peskov", "We are ready to show flexibility at any time we asked"),
        ("peskov", "We are ready to show flexibility at no time we are asked"),
        ("peskov", "They claim we are ready to show flexibility at any time we are asked"),
        ("peskov", "Nobody says we are ready to show flexibility at any time we are asked"),
        ("peskov", "We are ready to show flexibility at any time we are asked, if they pay"),
        ("peskov", "We are ready to show restraint at any time we are asked"),
        ("peskov", "We are ready to show flexibility"),
        ("putin", LONG),
        (None, LONG),
    ],
)
def test_other_words_or_another_speaker_are_another_utterance(
    speaker: str | None, text: str
) -> None:
    assert utterances(("a", "peskov", LONG), ("b", speaker, text)) == ["0", "1"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("We will pay 1,000 dollars to each family", "We will pay 1,500 dollars to each family"),
        ("We will meet Putin in Geneva on Monday", "We will meet Trump in Geneva on Monday"),
        ("The tax will go up by 3.5 percent in May", "The tax will go up by 35 percent in May"),
        ("We will leave the union next year", "We won't leave the union next year"),
        ("We can do it by the end of the year", "We can't do it by the end of the year"),
        ("We will vote for the bill on Tuesday", "We will vote against the bill on Tuesday"),
        ("Russia will invade Ukraine in the spring", "Ukraine will invade Russia in the spring"),
    ],
)
def test_what_sounds_alike_is_two(one: str, other: str) -> None:
    assert utterances(("a", "peskov", one), ("b", "peskov", other)) == ["0", "1"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("We will pay $1,000 to each family", "We'll pay $1000 to each family"),
        ("The programme will grow 5% in the summer", "The program will grow five per cent"),
        ("They realised that it cannot go on like this", "They realized it can’t go on like this"),
        ("[He] is a man who keeps his word", "he is a man who keeps his word."),
    ],
)
def test_print_has_its_ways_with_the_same_words(one: str, other: str) -> None:
    assert utterances(("a", "peskov", one), ("b", "peskov", other)) == ["0", "0"]


def test_two_that_share_a_cut_stay_two() -> None:
    cut = "We will meet in Geneva on Monday to talk about arms"

    found = utterances(
        ("a", "peskov", f"{cut} with China"),
        ("b", "peskov", f"{cut} with the Russian side"),
        ("c", "peskov", cut),
    )

    assert found[0] != found[1]
    assert found[2] in found[:2]


def test_the_halves_of_a_quote_stay_two() -> None:
    one, other = "We have never asked for any of this", "Our people want to live in peace"

    found = utterances(
        ("a", "peskov", f"{one}. {other}."), ("b", "peskov", one), ("c", "peskov", other)
    )

    assert found[1] != found[2]


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
        quote_words=[
            {"quote_id": name, "words": LONG, "core": LONG}
            for name in ("undated", "later", "first", "again")
        ],
        quote_speakers=[{"quote_id": name} for name in ("undated", "later", "first", "again")],
        articles=[
            {"article_id": "a"},
            {"article_id": "b", "published_on": date(2020, 1, 2)},
            {"article_id": "c", "published_on": date(2020, 1, 1)},
        ],
    )

    assert rows == [(name, "first") for name in ("again", "first", "later", "undated")]


def test_words_are_compared_without_what_print_changes() -> None:
    text = "Well, we won’t pay… [at all]. Not 1,000!"

    rows = run(
        "quote_words",
        "words",
        "core",
        "core_count",
        "pieces",
        "sentences",
        "turns",
        stg_quotes=[{"quote_id": "1", "text": text}],
    )

    assert rows == [
        (
            "well we will not pay at all not 1000",
            "we will not pay all not 1000",
            7,
            ["we will not pay", "all not 1000"],
            ["we will not pay all", "not 1000"],
            "not not",
        )
    ]


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
