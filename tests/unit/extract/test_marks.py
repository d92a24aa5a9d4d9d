"""Quotation marks become passages, also where some are missing or of mixed styles."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.extract.marks import find_passages
from tests.fuzz.limits import busy_at_most

ODD = st.text(alphabet="ab .,\n\"“”'‘’`«»—Z", max_size=200)


def inner(body: str) -> list[str]:
    return [body[each.inner_start : each.inner_end] for each in find_passages(body)]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("“One,” she said. “Two.”", ["One,", "Two."]),
        ('"One," she said. "Two."', ["One,", "Two."]),
        ("''One,'' she said.", ["One,"]),
        ("``One,'' she said.", ["One,"]),
        ("«One», she said.", ["One"]),
        ("‘One,’ she said.", ["One,"]),
        ("'One,' she said. 'Two.'", ["One,", "Two."]),
        ("The Smiths' dog and the Browns' cat", []),
        ("It's the '90s, he's sure.", []),
        ("“He said ‘no’ to me,” she said.", ["He said ‘no’ to me,"]),
        ("'He called it \"odd\" twice,' she said.", ['He called it "odd" twice,']),
        ('"He said "no" to me," she said.', ['He said "no" to me,']),
        ('"The “Green Deal” is dead," she said.', ["The “Green Deal” is dead,"]),
    ],
)
def test_pairs_of_every_style(body: str, expected: list[str]) -> None:
    assert inner(body) == expected


def test_a_paragraph_that_goes_on_quoting_is_not_closed() -> None:
    first, second = find_passages("“One.\n\n“Two.”")
    assert first.continues
    assert not second.continues


def test_an_unclosed_passage_ends_before_its_attribution() -> None:
    assert inner("“We will win, Smith said.") == ["We will win,"]


def test_an_unclosed_passage_without_attribution_ends_with_the_paragraph() -> None:
    assert inner("Smith said: “We will win. We must.\nNext.") == ["We will win. We must."]


def test_a_passage_that_was_never_opened_starts_with_its_sentence() -> None:
    assert inner('It rained. We will win," Smith said.') == ["We will win,"]


@pytest.mark.parametrize("unit", ['"', "“", "” ", "“a ‘b ", "‘a ", "« ", "' ", "``", " "])
def test_tens_of_thousands_of_marks_are_told_apart(unit: str) -> None:
    with busy_at_most(5):
        find_passages("He said: " + unit * (40_000 // len(unit)) + "no.")


@given(ODD)
def test_passages_are_ordered_disjoint_and_within_one_line(body: str) -> None:
    end = 0
    for passage in find_passages(body):
        assert end <= passage.start <= passage.inner_start < passage.inner_end <= passage.end
        assert passage.end <= len(body)
        assert "\n" not in body[passage.start : passage.end]
        end = passage.end
