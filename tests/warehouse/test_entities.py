"""Which names mean the same, and what is known of whom they mean."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.warehouse.bench import Row, run


def name(
    text: str,
    *,
    article: str = "a",
    kind: str = "PERSON",
    title: str | None = None,
    printed: str | None = None,
) -> Row:
    return {
        "article_id": article,
        "name": text,
        "text": printed or text,
        "entity_type": kind,
        "title": title,
        "mention_id": text,
    }


def meanings(*names: Row, column: str = "entity_id") -> dict[tuple[str, str], Any]:
    """What each (article, name) means, by the three models that settle it, each run alone."""
    keys = run("name_keys", stg_mentions=names)
    full = run("full_names", stg_mentions=names, name_keys=keys)
    rows = run("entity_names", stg_mentions=names, name_keys=keys, full_names=full)
    return {(row["article_id"], row["name"]): row[column] for row in rows}


def entity_count(*names: Row) -> int:
    return len(set(meanings(*names).values()))


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
        ("Volodymyr Zelensky", "Volodymyr Zelenskyy"),
        ("Volodymyr Zelensky", "Volodymyr Zelenskiy"),
        ("Sergei Lavrov", "Sergey Lavrov"),
        ("Dmitri Peskov", "Dmitriy Peskov"),
        ("Yevgeny Prigozhin", "Evgeniy Prigozhin"),
        ("Aleksandr Lukashenko", "Alexander Lukashenko"),
        ("Muhammad Yunus", "Mohammed Yunus"),
        ("Recep Tayyip Erdoğan", "Recep Tayyip Erdogan"),
        ("Wałęsa", "Walesa"),
        ("Hillary Rodham Clinton", "Hillary Clinton"),
        ("Donald J. Trump", "Donald John Trump"),
        ("D. Peskov", "Dmitry Peskov"),
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
        ("Bill Clinton", "Hillary Clinton"),
        ("Dr. Dre", "Dre"),
        ("North Korea", "South Korea"),
        ("Democratic Republic of the Congo", "Republic of the Congo"),
        ("America", "American Samoa"),
        ("Guinea", "Equatorial Guinea"),
        ("CA", "Canada"),
        ("Иван", "Пётр"),
        ("Megyn Kelly", "Megyn Kelley"),
        ("Mohammed bin Salman", "Mohammed Salman"),
        ("Martin Luther King Jr.", "Martin Luther King Sr."),
        ("Kim Jong Un", "Kim Jong Il"),
        ("Mario Ivanov", "Maria Ivanova"),
        ("D. Peskov", "Anna Peskov"),
        ("Paul Miller", "Paula Miller"),
    ],
)
def test_different_names_stay_apart(one: str, other: str) -> None:
    assert entity_count(name(one), name(other, article="b")) == 2


def test_a_middle_initial_stays_where_another_is_about() -> None:
    bushes = [name("George W. Bush"), name("George H. W. Bush"), name("George Bush")]

    assert entity_count(*bushes) == 3


def test_a_middle_name_belongs_to_its_initial() -> None:
    bushes = [name("George W. Bush"), name("George H. W. Bush")]
    walker, herbert = name("George Walker Bush"), name("George Herbert Walker Bush")

    found = meanings(*bushes, walker, herbert)

    assert found["a", "George Walker Bush"] == found["a", "George W. Bush"]
    assert found["a", "George Herbert Walker Bush"] == found["a", "George H. W. Bush"]
    assert len(set(found.values())) == 2


def test_a_surname_is_the_one_so_named_in_full_by_its_article() -> None:
    assert entity_count(name("Dmitry Peskov"), name("Peskov")) == 1
    assert entity_count(name("Dmitry Peskov"), name("Peskov", article="b")) == 2


def test_a_surname_or_initial_that_may_be_either_is_left_open() -> None:
    both = [name("Bill Clinton"), name("Hillary Clinton")]
    smiths = [name("John Smith", article="b"), name("Jane Smith", article="c")]

    found = meanings(*both, *smiths, name("Clinton"), name("J. Smith", article="d"))

    assert found["a", "Clinton"] is None
    assert found["d", "J. Smith"] is None
    assert len(set(found.values())) == 5


def test_a_surname_with_a_title_is_who_has_the_title_elsewhere() -> None:
    full = name("Dmitry Peskov", title="Kremlin spokesman")
    other = name("Anna Peskov", article="b", title="doctor")
    said = name("Peskov", article="c", title="the spokesman")

    found = meanings(full, other, said, name("Peskov", article="d", title="farmer"))

    assert found["c", "Peskov"] == found["a", "Dmitry Peskov"]
    assert found["d", "Peskov"] not in (found["a", "Dmitry Peskov"], found["b", "Anna Peskov"])


def test_a_short_form_of_a_title_is_the_title() -> None:
    found = meanings(
        name("Oleksandr Hrytsenko", title="Gen."),
        name("Ivan Hrytsenko", title="mayor"),
        name("Hrytsenko", article="b", title="General"),
        name("Hrytsenko", article="c", title="Maj."),
    )

    assert found["b", "Hrytsenko"] == found["a", "Oleksandr Hrytsenko"]
    assert found["c", "Hrytsenko"] not in (
        found["a", "Oleksandr Hrytsenko"],
        found["a", "Ivan Hrytsenko"],
    )


def test_a_title_that_is_misread_now_and_then_is_outweighed() -> None:
    ten = [name("Barack Obama", article=f"b{n}", title="President") for n in range(10)]
    misread = name("Michelle Obama", article="m", title="President")

    found = meanings(*ten, misread, name("Obama", article="a", title="President"))
    open_still = meanings(*ten[1:], misread, name("Obama", article="a", title="President"))

    assert found["a", "Obama"] == found["b0", "Barack Obama"]
    assert open_still["a", "Obama"] is None


@pytest.mark.parametrize(
    ("full", "short"),
    [
        ("Gabriel García Ochoa", "García Ochoa"),
        ("Gabriel García Ochoa", "Ochoa"),
        ("Ursula von der Leyen", "Von der Leyen"),
    ],
)
def test_a_surname_may_be_of_several_words(full: str, short: str) -> None:
    assert entity_count(name(full), name(short)) == 1
    assert entity_count(name(full), name(short, article="b")) == 2


def test_what_more_articles_call_somebody_is_no_short_form() -> None:
    found = meanings(
        name("If Donald Trump"),
        name("Donald Trump"),
        name("Trump"),
        name("Donald Trump", article="b"),
    )

    assert found["a", "Donald Trump"] == found["b", "Donald Trump"]


def test_a_name_with_an_initial_is_a_persons_whatever_its_label() -> None:
    found = meanings(name("Priya Raman"), name("P. Raman", article="b", kind="ORG"))

    assert len(set(found.values())) == 1


def test_a_place_is_nobodys_surname() -> None:
    found = meanings(name("John Jordan"), name("Jordan", kind="GPE"))

    assert len(set(found.values())) == 2


def test_an_acronym_means_what_some_article_says_it_means() -> None:
    explained = name("World Health Organization", kind="ORG", printed="WHO")

    assert entity_count(explained, name("WHO", article="b", kind="ORG")) == 1
    assert (
        entity_count(
            explained,
            name("Wild Horse Owners", article="b", kind="ORG", printed="WHO"),
            name("WHO", article="c", kind="ORG"),
        )
        == 3
    )


def test_a_middle_letter_of_what_is_no_person_stays() -> None:
    assert (
        entity_count(name("Group A Finals", kind="EVENT"), name("Group Finals", kind="EVENT")) == 2
    )


def test_identity_does_not_hang_on_other_articles_or_types() -> None:
    alone = meanings(name("Dmitry Peskov"))["a", "Dmitry Peskov"]
    among = meanings(
        name("dmitry peskov", article="b", kind="ORG"),
        name("Peskov", article="c"),
        name("Peskov's", article="d"),
    )

    assert alone == among["b", "dmitry peskov"]
    assert list(among.values()).count(alone) == 1


def test_the_reference_names_the_place() -> None:
    rows = run(
        "name_keys",
        "form",
        "place_name",
        stg_mentions=[name("the U.S.", kind="GPE"), name("the Kremlin’s", kind="ORG")],
    )

    assert ("Kremlin", None) in rows
    assert ("U.S.", "United States") in rows


def test_full_names_are_parted() -> None:
    keys = [{"name": text, "key": text} for text in ("dmitry s peskov", "d peskov", "peskov")]

    rows = run(
        "full_names",
        "key",
        "person_key",
        "first_letter",
        "surname",
        "is_initialed",
        stg_mentions=[name(row["name"]) for row in keys],
        name_keys=keys,
    )

    assert rows == [
        ("d peskov", "d peskov", "d", "peskov", True),
        ("dmitry s peskov", "dmitry peskov", "d", "peskov", False),
    ]


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
            {
                "article_id": article,
                "name": "Dmitry Peskov",
                "entity_id": "e",
                "form": form,
                "mention_count": count,
            }
            for article, form, count in (("a", "Dmitry Peskov", 3), ("b", "DMITRY PESKOV", 1))
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


def test_a_person_is_shown_by_name_and_surname() -> None:
    forms = {"a": ("Putin", 3), "b": ("V. Putin", 2), "c": ("Vladimir Putin", 1)}

    rows = run(
        "entities",
        "name",
        stg_mentions=[
            {**name("Putin", article=article), "mention_id": f"{article}{number}"}
            for article, (_, times) in forms.items()
            for number in range(times)
        ],
        entity_names=[
            {
                "article_id": article,
                "name": "Putin",
                "entity_id": "e",
                "form": form,
                "mention_count": times,
            }
            for article, (form, times) in forms.items()
        ],
        stg_articles=[{"article_id": article} for article in forms],
    )

    assert rows == ["Vladimir Putin"]


def test_nothing_is_shown_by_a_short_name_that_others_may_bear() -> None:
    names = [
        {"name": "Radio Moscow", "form": "Radio Moscow", "is_short": False, "mention_count": 1},
        {"name": "Moscow", "form": "Moscow", "is_short": True, "mention_count": 2},
    ]

    rows = run(
        "entities",
        "name",
        stg_mentions=[
            {**name("Radio Moscow", kind="ORG"), "mention_id": "1"},
            {**name("Moscow", kind="ORG"), "mention_id": "2"},
            {**name("Moscow", kind="ORG"), "mention_id": "3"},
        ],
        entity_names=[{**each, "article_id": "a", "entity_id": "e"} for each in names],
        stg_articles=[{"article_id": "a"}],
    )

    assert rows == ["Radio Moscow"]


def test_a_short_name_is_told_from_the_full_one() -> None:
    names = (name("Dmitry Peskov"), name("Peskov"), name("D. Peskov"), name("Kyiv", kind="GPE"))

    assert meanings(*names, column="is_short") == {
        ("a", "Dmitry Peskov"): False,
        ("a", "Peskov"): True,
        ("a", "D. Peskov"): True,
        ("a", "Kyiv"): False,
    }


def test_a_mention_left_open_keeps_its_own_type() -> None:
    rows = run(
        "mentions",
        "entity_id",
        "entity_type",
        stg_mentions=[name("Clinton")],
        entity_names=[{"article_id": "a", "name": "Clinton"}],
    )

    assert rows == [(None, "PERSON")]


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
