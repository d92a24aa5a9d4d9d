"""What is said of long work where there is no terminal."""

from __future__ import annotations

import itertools

import pytest

from pipelines.orchestration.progress import LogProgress


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Lines of a stage, on a clock that each look moves on by four seconds."""
    lines: list[str] = []
    times = itertools.count(0, 4)
    monkeypatch.setattr("time.monotonic", lambda: next(times))
    return lines


def _work(lines: list[str], interval: float, total: int | None, steps: list[int]) -> None:
    reported = LogProgress(lines.append, interval)
    reported.start("ingest", total)
    for step in steps:
        reported.advance(step)
    reported.finish()


def test_the_end_is_said_once(said: list[str]) -> None:
    _work(said, 3.0, None, [7])
    assert [line.partition(",")[0] for line in said] == ["ingest: 7 documents"]


def test_a_short_stage_is_said_at_its_end_alone(said: list[str]) -> None:
    _work(said, 1000.0, 5, [2, 3])
    assert [line.partition(",")[0] for line in said] == ["ingest: 5 of 5 documents"]


def test_a_long_one_is_said_now_and_then_with_what_is_left(said: list[str]) -> None:
    _work(said, 3.0, 300, [100, 100, 100])
    assert [line.partition(",")[0] for line in said] == [
        "ingest: 100 of 300 documents",
        "ingest: 200 of 300 documents",
        "ingest: 300 of 300 documents",
    ]
    assert ["s left" in line for line in said] == [True, True, False]


def test_nothing_is_said_of_nothing(said: list[str]) -> None:
    _work(said, 1000.0, 0, [])
    assert said == []
