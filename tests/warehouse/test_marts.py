"""Answers to common questions, each from a handful of rows."""

from __future__ import annotations

from datetime import date

from tests.warehouse.bench import Row, run

PEOPLE: list[Row] = [
    {"entity_id": "p", "name": "Peskov", "entity_type": "PERSON", "titles": ["spokesman"]},
    {"entity_id": "r", "name": "Russia", "entity_type": "GPE", "titles": []},
]


def quote(
    number: int | str, article: str = "a", speaker: str | None = "p", **columns: object
) -> Row:
    return {
        "quote_id": str(number),
        "article_id": article,
        "speaker_id": speaker,
        "utterance_id": str(number),
        "kind": "direct",
        "text": "We are ready",
        "confidence": 0.5,
        **columns,
    }


def test_speaker_summary() -> None:
    rows = run(
        "speaker_summary",
        "speaker_name",
        "titles",
        "quote_count",
        "direct_count",
        "mixed_count",
        "indirect_count",
        "utterance_count",
        "article_count",
        "publisher_count",
        "word_count",
        "mean_confidence",
        "first_quoted_on",
        "last_quoted_on",
        quotes=[
            quote(1),
            quote(2, "b", utterance_id="1", confidence=1.0),
            quote(3, "b", kind="indirect", text="that\n\nRussia is  ready", confidence=0.75),
            quote(4, speaker=None),
        ],
        entities=PEOPLE,
        articles=[
            {"article_id": "a", "publisher": "TASS", "published_on": date(2020, 1, 1)},
            {"article_id": "b", "publisher": None, "published_on": date(2020, 2, 1)},
        ],
    )

    assert rows == [
        (
            "Peskov",
            ["spokesman"],
            3,
            2,
            0,
            1,
            2,
            2,
            1,
            10,
            0.75,
            date(2020, 1, 1),
            date(2020, 2, 1),
        )
    ]


def test_mean_confidence_is_exact_whatever_the_order_of_the_quotes() -> None:
    # As doubles, ten times 0.1 make a little less than 1, and how much less hangs on the order.
    rows = run(
        "speaker_summary",
        "mean_confidence",
        quotes=[quote(number, confidence=0.1) for number in range(10)],
        entities=PEOPLE,
        articles=[{"article_id": "a"}],
    )

    assert rows == [0.1]


def test_speaker_timeline_has_a_row_for_what_is_not_dated_to_the_month() -> None:
    rows = run(
        "speaker_timeline",
        "speaker_name",
        "month",
        "quote_count",
        "article_count",
        quotes=[quote(1), quote(2), quote(3, "b"), quote(4, "c"), quote(5, "d", speaker=None)],
        entities=PEOPLE,
        articles=[
            {"article_id": "a", "published_on": date(2020, 5, 17), "published_precision": "day"},
            {"article_id": "b", "published_on": date(2020, 1, 1), "published_precision": "year"},
            {"article_id": "c"},
            {"article_id": "d"},
        ],
    )

    assert rows == [("Peskov", date(2020, 5, 1), 2, 1), ("Peskov", None, 2, 2)]


def test_who_on_whom_counts_names_inside_the_words() -> None:
    def mention(number: int, start: int, end: int) -> Row:
        return {
            "mention_id": str(number),
            "article_id": "a",
            "entity_id": "r",
            "start": start,
            "end": end,
        }

    rows = run(
        "who_on_whom",
        "speaker_name",
        "entity_name",
        "quote_count",
        "mention_count",
        "article_count",
        quotes=[
            quote(1, spans=[{"start": 10, "end": 20}, {"start": 30, "end": 40}]),
            quote(2, speaker=None, spans=[{"start": 50, "end": 60}]),
        ],
        mentions=[
            mention(1, 10, 16),
            mention(2, 34, 40),
            mention(3, 18, 24),
            mention(4, 22, 28),
            mention(5, 50, 56),
        ],
        entities=PEOPLE,
        articles=[{"article_id": "a"}],
    )

    assert rows == [("Peskov", "Russia", 1, 2, 1)]


def test_article_summary() -> None:
    body = "x" * 100
    rows = run(
        "article_summary",
        "article_id",
        "quote_count",
        "direct_count",
        "indirect_count",
        "unattributed_count",
        "quoted_share",
        "speaker_count",
        "speakers",
        "mention_count",
        "entity_count",
        articles=[
            {"article_id": "a", "body": body, "quote_count": 3},
            {"article_id": "b", "body": body, "quote_count": 0},
        ],
        quotes=[
            quote(1, kind="indirect", spans=[{"start": 0, "end": 40}]),
            quote(2, spans=[{"start": 10, "end": 20}, {"start": 38, "end": 50}]),
            quote(3, speaker=None, spans=[{"start": 90, "end": 100}]),
        ],
        mentions=[
            {"mention_id": "1", "article_id": "a", "entity_id": "p"},
            {"mention_id": "2", "article_id": "a", "entity_id": "p"},
            {"mention_id": "3", "article_id": "a", "entity_id": "r"},
        ],
        entities=PEOPLE,
    )

    assert rows == [
        ("a", 3, 2, 1, 1, 0.6, 1, ["Peskov"], 3, 2),
        ("b", 0, 0, 0, 0, 0.0, 0, [], 0, 0),
    ]


def test_publisher_summary() -> None:
    def article(name: str, publisher: str | None, **columns: object) -> Row:
        return {
            "article_id": name,
            "publisher": publisher,
            "word_count": 10,
            "quote_count": 0,
            **columns,
        }

    rows = run(
        "publisher_summary",
        "publisher",
        "article_count",
        "original_count",
        "word_count",
        "quote_count",
        "speaker_count",
        "utterance_count",
        "exclusive_utterance_count",
        "first_published_on",
        articles=[
            article("a", "TASS", quote_count=2, published_on=date(2020, 1, 1)),
            article("b", "TASS", quote_count=1, duplicate_of="a"),
            article("c", "NBC", quote_count=1),
            article("d", None, quote_count=1),
        ],
        quotes=[
            quote(1, "a", utterance_id="everywhere"),
            quote(2, "a", utterance_id="twice in TASS", speaker=None),
            quote(3, "b", utterance_id="twice in TASS", speaker=None),
            quote(4, "c", utterance_id="everywhere"),
            quote(5, "d", utterance_id="nobody's"),
        ],
    )

    assert rows == [
        ("NBC", 1, 1, 10, 1, 1, 1, 0, None),
        ("TASS", 2, 1, 20, 3, 1, 2, 1, date(2020, 1, 1)),
        (None, 1, 1, 10, 1, 1, 1, 1, None),
    ]


def test_said_about_has_each_name_in_the_words_once() -> None:
    def mention(number: int, start: int, end: int, entity: str | None = "r") -> Row:
        return {
            "mention_id": str(number),
            "article_id": "a",
            "entity_id": entity,
            "start": start,
            "end": end,
        }

    rows = run(
        "said_about",
        "quote_id",
        "speaker_name",
        "entity_name",
        "publisher",
        quotes=[
            quote(1, spans=[{"start": 10, "end": 20}, {"start": 30, "end": 40}]),
            quote(2, speaker=None, spans=[{"start": 50, "end": 60}]),
        ],
        mentions=[
            mention(1, 10, 16),
            mention(2, 34, 40),
            mention(3, 18, 24),
            mention(4, 50, 56),
            mention(5, 30, 33, None),
        ],
        entities=PEOPLE,
        articles=[{"article_id": "a", "publisher": "TASS"}],
    )

    assert rows == [("1", "Peskov", "Russia", "TASS"), ("2", None, "Russia", "TASS")]


def test_speaker_publishers() -> None:
    rows = run(
        "speaker_publishers",
        "speaker_name",
        "publisher",
        "quote_count",
        "utterance_count",
        "article_count",
        quotes=[quote(1), quote(2, utterance_id="1"), quote(3, "b"), quote(4, speaker=None)],
        entities=PEOPLE,
        articles=[{"article_id": "a", "publisher": "TASS"}, {"article_id": "b"}],
    )

    assert rows == [("Peskov", "TASS", 2, 1, 1), ("Peskov", None, 1, 1, 1)]


def test_exclusives_are_carried_by_one_known_publisher() -> None:
    said = {"alone": "ab", "both": "ac", "perhaps": "ad"}
    rows = run(
        "exclusives",
        "utterance_id",
        "publisher",
        "speaker_name",
        quotes=[
            quote(f"{name}{article}", article, utterance_id=name)
            for name, articles in said.items()
            for article in articles
        ],
        utterances=[{"utterance_id": name, "speaker_id": "p"} for name in said],
        entities=PEOPLE,
        articles=[
            {"article_id": article, "publisher": publisher}
            for article, publisher in zip("abcd", ("TASS", "TASS", "NBC", None), strict=True)
        ],
    )

    assert rows == [("alone", "TASS", "Peskov")]


def test_never_quoted_leaves_out_who_is_quoted_and_places() -> None:
    def of(entity: str, number: str, speaker: str | None = None, same_as: str = "") -> Row:
        return {
            "quote_id": number,
            "utterance_id": same_as or number,
            "speaker_id": speaker,
            "entity_id": entity,
        }

    rows = run(
        "never_quoted",
        "entity_name",
        "quote_count",
        "utterance_count",
        "speaker_count",
        "article_count",
        said_about=[
            of("t", "1", "p"),
            of("t", "2", same_as="1"),
            of("p", "3", "r"),
            of("r", "4", "p"),
            of("d", "5", "p"),
        ],
        entities=[
            {**PEOPLE[0], "name": "Dmitry Peskov", "quote_count": 1},
            {**PEOPLE[1], "quote_count": 0, "article_count": 4},
            {"entity_id": "d", "name": "Dmitry", "entity_type": "PERSON", "quote_count": 0},
            {
                "entity_id": "t",
                "name": "Treasury",
                "entity_type": "ORG",
                "quote_count": 0,
                "article_count": 5,
            },
        ],
    )

    assert rows == [("Treasury", 2, 1, 1, 5)]


def test_denials_are_shown_by_the_cue_or_the_words() -> None:
    said = [
        ("denied", "that there had been talks"),
        ("said", "This is not true"),
        ("said", "That is true"),
        ("said", "It’s absolutely false, and you know it"),
        ("said", "We categorically deny this"),
        ("said", "The report is nonsense"),
        (None, "We are ready"),
        ("said", "That is a false dawn"),
        ("said", "He denied them a hearing, which is not a lie"),
        ("said", "It never happened"),
        ("said", "I read the woman’s fiction"),
    ]
    rows = run(
        "denials",
        "quote_id",
        "shown_by",
        "evidence",
        quotes=[
            quote(n, cue=cue, text=text, cue_start=cue and 7) for n, (cue, text) in enumerate(said)
        ],
        entities=PEOPLE,
        articles=[{"article_id": "a", "body": "Peskov denied that there had been talks."}],
    )

    assert rows == [
        ("0", "cue", "denied"),
        ("1", "words", "not true"),
        ("3", "words", "It’s absolutely false"),
        ("4", "words", "We categorically deny"),
        ("5", "words", "is nonsense"),
        ("9", "words", "It never happened"),
    ]


def test_who_does_not_deny_denies_nothing() -> None:
    def denials(body: str) -> list[str]:
        start = body.index("den")
        cue = body[start:].split()[0]
        return run(
            "denials",
            "evidence",
            quotes=[quote(1, cue=cue, cue_start=start)],
            articles=[{"article_id": "a", "body": body}],
        )

    assert denials("He denied it.") == ["denied"]
    assert denials("He never seriously denied it.") == []
    assert denials("He didn’t deny it.") == []
    assert denials("They cannot deny it.") == []
