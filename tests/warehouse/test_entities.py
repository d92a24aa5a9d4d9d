"""Which names mean the same, and what is known of whom they mean."""

from __future__ import annotations

from datetime import date

import pytest

from tests.warehouse.bench import Row, run


def name(text: str, *, article: str = "a", kind: str = "PERSON") -> Row:
    return {"article_id": article, "name": text, "entity_type": kind, "mention_id": text}


def entity_count(*names: Row) -> int:
    return len(set(run("entity_names", "entity_id", stg_mentions=names)))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Dmitry Peskov", "DMITRY PESKOV"),
        ("Xi Jìnpíng", "Xi Jinping"),
        ("Vladimir Putin", "Vladimir Putin’s"),
        ("the Kremlin", "Kremlin"),
        ("Mr. Trump", "Trump"),
        ("Dr. John Smith", "John Smith"),
        ("Jean-Claude Juncker", "Jean Claude  Juncker"),
        ("Donald J. Trump", "Donald Trump"),
        ("O'Brien", "O’Brien"),
        ("United Nations'", "United Nations"),
    ],
)
def test_forms_of_one_name_are_one(one: str, other: str) -> None:
    assert entity_count(name(one), name(other)) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("US", "U.S."),
        ("United States", "the United States of America"),
        ("UK", "Britain"),
        ("Great Britain", "the United Kingdom"),
        ("Russia", "the Russian Federation"),
        ("Turkey", "Türkiye"),
        ("Czech Republic", "Czechia"),
        ("Burma", "Myanmar"),
        ("Kiev", "Kyiv"),
        ("Ivory Coast", "Côte d'Ivoire"),
    ],
)
def test_names_of_one_place_are_one(one: str, other: str) -> None:
    assert entity_count(name(one, kind="GPE"), name(other, kind="ORG")) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Peskov", "Dmitry Peskov"),
        ("Bill Clinton", "Hillary Clinton"),
        ("Dr. Dre", "Dre"),
        ("North Korea", "South Korea"),
        ("Democratic Republic of the Congo", "Republic of the Congo"),
        ("America", "American Samoa"),
        ("Guinea", "Equatorial Guinea"),
        ("CA", "Canada"),
        ("Иван", "Пётр"),
    ],
)
def test_different_names_stay_apart(one: str, other: str) -> None:
    assert entity_count(name(one), name(other)) == 2


def test_a_middle_initial_stays_where_another_is_about() -> None:
    bushes = [name("George W. Bush"), name("George H. W. Bush"), name("George Bush")]

    assert entity_count(*bushes) == 3


def test_a_middle_letter_of_what_is_no_person_stays() -> None:
    assert (
        entity_count(name("Group A Finals", kind="EVENT"), name("Group Finals", kind="EVENT")) == 2
    )


def test_identity_does_not_hang_on_other_articles_or_types() -> None:
    alone = run("entity_names", "entity_id", stg_mentions=[name("Dmitry Peskov")])
    among = run(
        "entity_names",
        "entity_id",
        stg_mentions=[
            name("dmitry peskov", article="b", kind="ORG"),
            name("Peskov", article="c"),
            name("Peskov's", article="d"),
        ],
    )

    assert alone[0] == among[0]
    assert alone[0] not in among[1:]


def test_the_reference_names_the_place() -> None:
    rows = run(
        "entity_names",
        "form",
        "place_name",
        stg_mentions=[name("the U.S.", kind="GPE"), name("the Kremlin’s", kind="ORG")],
    )

    assert rows == [("Kremlin", None), ("U.S.", "United States")]


def test_an_entity_sums_up_its_mentions() -> None:
    def mention(number: int, article: str, text: str, kind: str, title: str | None = None) -> Row:
        return {
            "mention_id": str(number),
            "article_id": article,
            "name": "Dmitry Peskov",
            "text": text,
            "entity_type": kind,
            "title": title,
        }

    [row] = run(
        "entities",
        "name",
        "entity_type",
        "aliases",
        "titles",
        "mention_count",
        "article_count",
        "quote_count",
        "first_seen",
        "last_seen",
        stg_mentions=[
            mention(1, "a", "Dmitry Peskov", "PERSON", "spokesman"),
            mention(2, "a", "Peskov’s", "ORG"),
            mention(3, "a", "Peskov", "PERSON", "press secretary"),
            mention(4, "b", "Dmitry  Peskov", "PERSON", "Spokesman"),
        ],
        entity_names=[
            {"article_id": article, "name": "Dmitry Peskov", "entity_id": "e", "form": form}
            for article, form in (("a", "Dmitry Peskov"), ("b", "DMITRY PESKOV"))
        ],
        quote_speakers=[{"quote_id": "1", "speaker_id": "e"}, {"quote_id": "2"}],
        stg_articles=[
            {"article_id": "a", "published_on": date(2020, 5, 1)},
            {"article_id": "b", "published_on": None},
        ],
    )

    assert row == (
        "Dmitry Peskov",
        "PERSON",
        ["DMITRY PESKOV", "Peskov"],
        ["spokesman", "press secretary"],
        4,
        2,
        1,
        date(2020, 5, 1),
        date(2020, 5, 1),
    )


def test_a_known_place_is_a_place_whatever_the_labels_say() -> None:
    rows = run(
        "entities",
        "name",
        "entity_type",
        stg_mentions=[
            {
                "mention_id": "1",
                "article_id": "a",
                "name": "Kiev",
                "text": "Kiev",
                "entity_type": "PERSON",
            }
        ],
        entity_names=[
            {
                "article_id": "a",
                "name": "Kiev",
                "entity_id": "e",
                "form": "Kiev",
                "place_name": "Kyiv",
            }
        ],
        stg_articles=[{"article_id": "a"}],
    )

    assert rows == [("Kyiv", "GPE")]


def test_a_mention_has_the_identity_and_the_type_of_its_entity() -> None:
    rows = run(
        "mentions",
        "mention_id",
        "entity_id",
        "entity_type",
        stg_mentions=[
            {"mention_id": "m", "article_id": "a", "name": "Crimea", "entity_type": "ORG"}
        ],
        entity_names=[
            {"article_id": "a", "name": "Crimea", "entity_id": "e"},
            {"article_id": "b", "name": "Crimea", "entity_id": "other"},
        ],
        entities=[{"entity_id": "e", "entity_type": "GPE"}],
    )

    assert rows == [("m", "e", "GPE")]
