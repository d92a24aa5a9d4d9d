"""No regular expression of the project takes more than linear time over the longest text it gets.

Time is not measured but limited: a text that a linear search is through within milliseconds keeps
one that backtracks busy for minutes.
"""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.fuzz.limits import busy_at_most
from tests.fuzz.patterns import Held, attacks, held

LENGTH, PATIENCE = 40_000, 0.4
"""Characters, and seconds of the processor: a linear search takes less than a hundredth of that."""

GIVEN_AT_MOST = {
    # A library makes the page, of names, numbers and what it escapes.
    "pipelines.gates.documents._FROM_OUTSIDE": 10_000,
    # What stands beside a name or a passage is cut off before it is looked at.
    "pipelines.extract.outline._DATELINE": 100,
    "pipelines.extract.prominence._LAST": 240,
    "pipelines.extract.titles._TAIL": 160,
    "pipelines.extract.titles._DOING": 160,
    "pipelines.extract.titles._LINK": 160,
    "pipelines.extract.utterances._GOES_ON": 160,
    # A long paragraph is no date, credit or menu, and a dateline is looked for at its beginning.
    "pipelines.normalize.chrome._TRAIL": 150,
    "pipelines.normalize.credits._BETWEEN_NAMES": 600,
    "pipelines.normalize.credits._BYLINE": 200,
    "pipelines.normalize.credits._PLACE_AFTER_NAME": 600,
    "pipelines.normalize.credits._WIRE_CREDIT": 600,
    "pipelines.normalize.dateline._AFTER_PAREN": 120,
    "pipelines.normalize.dates._DATE_LINE": 120,
}
HELD = held()


@pytest.mark.parametrize("expression", HELD, ids=lambda each: each.name)
def test_an_expression_is_through_in_linear_time(expression: Held) -> None:
    _attack(expression)


@pytest.mark.parametrize(
    "source",
    [r"(a+)+$", r"\s+x", r"(?:a|ab?)*c", r"[^\n]*\S[^\n]*", r"x\d*\d*y", r"(.*),(.*)="],
)
def test_an_expression_that_backtracks_is_noticed(source: str) -> None:
    with pytest.raises(TimeoutError):
        _attack(Held("", re.compile(source), ("search", "finditer")))


def test_limits_are_those_of_expressions_that_need_one() -> None:
    assert set(GIVEN_AT_MOST) <= {each.name for each in HELD}


def _attack(expression: Held) -> None:
    length = GIVEN_AT_MOST.get(expression.name, LENGTH)
    for text in attacks(expression.pattern, length):
        for method in expression.methods:
            with busy_at_most(PATIENCE):
                _use(expression.pattern, method, text)


def _use(pattern: re.Pattern[Any], method: str, text: Any) -> None:
    if method == "sub":
        pattern.sub(text[:0], text)
    elif method == "finditer":
        for _ in pattern.finditer(text):
            pass
    else:
        getattr(pattern, method)(text)
