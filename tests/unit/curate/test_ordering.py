"""Steps are done after those they depend on, some at a time, whoever takes what comes of them."""

from __future__ import annotations

from dataclasses import dataclass
from threading import Event, Timer

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.curate.ordering import in_order

_SOON = 10
"""Seconds after which what has not happened never will."""


@dataclass(frozen=True)
class _Step:
    relation: str
    depends_on: tuple[str, ...] = ()


@st.composite
def _any_steps(draw: st.DrawFn) -> list[_Step]:
    """Steps in any order, each of which depends on some that come before it in the alphabet."""
    names = "abcdefgh"[: draw(st.integers(0, 8))]
    steps = [
        _Step(name, tuple(draw(st.sets(st.sampled_from(names[:place] or "?")))))
        for place, name in enumerate(names)
    ]
    return draw(st.permutations(steps))


@given(_any_steps(), st.integers(1, 4))
def test_each_is_done_once_and_told_of_after_those_it_depends_on(
    steps: list[_Step], at_once: int
) -> None:
    begun: list[str] = []

    def do(step: _Step) -> str:
        begun.append(step.relation)
        return step.relation

    told = list(in_order(steps, do, at_once))

    known = {step.relation for step in steps}
    assert sorted(told) == sorted(begun) == sorted(known)
    for order in (begun, told):
        for step in steps:
            for parent in known.intersection(step.depends_on):
                assert order.index(parent) < order.index(step.relation)


def test_what_one_raises_ends_everything_and_nothing_that_depends_on_it_is_begun() -> None:
    begun: list[str] = []

    def do(step: _Step) -> str:
        begun.append(step.relation)
        if step.relation == "b":
            raise ValueError("no b")
        return step.relation

    results = in_order([_Step("a"), _Step("b", ("a",)), _Step("c", ("b",))], do, 2)

    assert next(results) == "a"
    with pytest.raises(ValueError, match="no b"):
        next(results)
    assert begun == ["a", "b"]


def test_who_gives_up_waits_for_what_is_under_way_and_nothing_else_is_begun() -> None:
    begun: list[str] = []
    under_way = Event()

    def do(step: _Step) -> None:
        begun.append(step.relation)
        if step.relation == "b":
            under_way.set()
            ended.wait(_SOON)

    ended = Event()
    results = in_order([_Step(name) for name in "abcd"], do, 1)
    next(results)
    assert under_way.wait(_SOON)
    Timer(0.1, ended.set).start()
    del results

    assert ended.is_set()
    assert begun == ["a", "b"]
