"""Who said what, and which quotes are the same thing said."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from tests.warehouse.bench import run

PAIRS = Path(__file__).parents[1] / "accuracy" / "wordings.jsonl"

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
    digits = len(str(len(quotes) - 1))
    said = [
        {"quote_id": f"{n:0{digits}}", "article_id": article, "ordinal": n, "text": text}
        for n, (article, _, text) in enumerate(quotes)
    ]
    speakers = [
        {"quote_id": quote["quote_id"], "speaker_id": speaker}
        for quote, (_, speaker, _) in zip(said, quotes, strict=True)
    ]
    words = run("quote_words", stg_quotes=said)
    wordings = run(
        "quote_wordings",
        stg_quotes=said,
        quote_words=words,
        quote_speakers=speakers,
        article_copies=[
            {"article_id": copy, "original_id": original}
            for copy, original in (copies or {}).items()
        ],
    )
    return run(
        "quote_utterances",
        "utterance_id",
        stg_quotes=said,
        stg_articles=[{"article_id": article} for article in sorted({q[0] for q in quotes})],
        quote_wordings=wordings,
        quote_rewordings=run("quote_rewordings", quote_words=words, quote_wordings=wordings),
        quote_cuts=run("quote_cuts", quote_words=words, quote_wordings=wordings),
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
        "We are ready to show flexibility at any time…",
        "We are ready to show … any time we are …",
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
        ("peskov", "We are ready to show flexibility…"),
        ("peskov", "We are ready to show … no flexibility at any time…"),
        ("putin", LONG),
        (None, "We are ready to show flexibility at any time"),
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


def test_pairs_of_sentences_are_told_apart_or_joined() -> None:
    pairs = [json.loads(line) for line in PAIRS.read_text(encoding="utf-8").splitlines()]

    found = utterances(
        *(
            (f"{n} {side}", f"speaker {n}", pair[side])
            for n, pair in enumerate(pairs)
            for side in ("one", "other")
        )
    )

    same = [one == other for one, other in zip(found[::2], found[1::2], strict=True)]
    assert sum(pair["same"] for pair in pairs) >= 40
    assert sum(not pair["same"] for pair in pairs) >= 70
    assert [p for p, joined in zip(pairs, same, strict=True) if p["same"] != joined] == []


def test_words_printed_without_their_speaker_join_those_printed_with_him() -> None:
    assert utterances(("a", "peskov", LONG), ("b", None, LONG)) == ["0", "0"]
    assert utterances(("a", None, f"{LONG}…"), ("b", "peskov", LONG)) == ["0", "0"]


def test_words_of_two_speakers_may_be_of_either_where_nobody_is_named() -> None:
    found = utterances(("a", "peskov", LONG), ("b", "putin", LONG), ("c", None, LONG))

    assert found == ["0", "1", "2"]


def test_two_that_are_like_a_third_stay_two_unless_it_is_the_greatest() -> None:
    start = "Perhaps the fishermen will come back once the water is clean and the"

    found = utterances(
        ("a", "peskov", f"{start} child is grown"),
        ("b", "peskov", f"{start} kid is grown"),
        ("c", "peskov", f"{start} kids is grown"),
    )

    assert found == ["0", "1", "1"]


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
        quote_wordings=[
            {"quote_id": name, "wording_id": "again"}
            for name in ("undated", "later", "first", "again")
        ],
        stg_articles=[
            {"article_id": "a"},
            {"article_id": "b", "published_on": date(2020, 1, 2)},
            {"article_id": "c", "published_on": date(2020, 1, 1)},
        ],
    )

    assert rows == [(name, "first") for name in ("again", "first", "later", "undated")]


def test_words_are_compared_without_what_print_changes() -> None:
    text = "Well, [w]e won’t just pay… [at all]. Not $1,000 to the US [sic]!"

    rows = run(
        "quote_words",
        "word_count",
        "core",
        "core_count",
        "marked",
        "turns",
        "inserted",
        stg_quotes=[{"quote_id": "1", "text": text}],
    )

    assert rows == [
        (
            14,
            "we will not just pay all not 1000 dollars usa",
            10,
            "we will not just pay … all | not 1000 dollars usa",
            "not not",
            ["at", "all"],
        )
    ]


@pytest.mark.parametrize(
    ("text", "core"),
    [
        ("The programmes of the centre|colour realised", "programs centre|color realized"),
        ("One\nin 3,500.5½ of the twenty", "1 3500.5 20"),
        ("Not very well, never so; very well so", "not very never so"),
        ("Honours? Four hours", "honors|4 hours"),
        ("Well, that is — the…", "is …"),
        ("Well, that …", "well that"),
        ("…", ""),
    ],
)
def test_words_are_told_from_marks_and_from_fillers(text: str, core: str) -> None:
    [(found, marked)] = run(
        "quote_words", "core", "marked", stg_quotes=[{"quote_id": "1", "text": text}]
    )

    assert (marked or found).replace(" | ", "|") == core
    assert found.split() == core.replace("|", " ").replace("…", " ").split()


def test_a_wording_is_that_of_one_speaker() -> None:
    words = " ".join("abcdefgh")

    rows = run(
        "quote_wordings",
        stg_quotes=[{"quote_id": name, "article_id": name} for name in "12345"],
        quote_words=[
            {"quote_id": name, "word_count": 8, "core": words, "core_count": 8} for name in "1235"
        ]
        + [{"quote_id": "4", "word_count": 1, "core": "no", "core_count": 1}],
        quote_speakers=[
            {"quote_id": "1"},
            {"quote_id": "2", "speaker_id": "e"},
            {"quote_id": "3", "speaker_id": "e"},
            {"quote_id": "4", "speaker_id": "e"},
            {"quote_id": "5", "speaker_id": "e"},
        ],
    )

    assert rows == [
        {"quote_id": name, "wording_id": wording, "speaker_id": "e"}
        for name, wording in zip("12345", "11141", strict=True)
    ]


def test_a_rewording_differs_by_a_word_or_two_that_mean_the_same() -> None:
    words = {
        "1": "a b c d e f g who talks",
        "2": "a b c d e f g talks",
        "3": "a b c d e f g negotiations",
        "4": "a b c d e f g h negotiations",
    }

    rows = run(
        "quote_rewordings",
        "wording_id",
        "whole_id",
        quote_words=[
            {
                "quote_id": name,
                "core": core,
                "core_count": len(core.split()),
                "turns": "",
                "inserted": [],
            }
            for name, core in words.items()
        ],
        quote_wordings=[
            {"quote_id": name, "wording_id": name, "speaker_id": "e"} for name in words
        ],
    )

    assert rows == [("2", "1")]


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
        quotes=[
            {**said, "speaker_id": "e", "utterance_id": "1"}
            for said in (
                {"quote_id": "1", "article_id": "a", "text": "We are ready"},
                {"quote_id": "2", "article_id": "b", "text": "We are ready."},
                {"quote_id": "3", "article_id": "b", "text": "We are ready."},
            )
        ],
        stg_articles=[
            {"article_id": "a", "published_on": date(2020, 1, 1)},
            {"article_id": "b", "published_on": date(2020, 1, 2)},
        ],
    )

    assert rows == [("1", "e", "We are ready.", 2, date(2020, 1, 1), "a", 2)]
