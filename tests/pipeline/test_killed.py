"""Killed at any moment, the next run finishes and the tables are those of an undisturbed run."""

from __future__ import annotations

import logging
import random
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.pipeline.bench import Bench

# One of each kind that has trouble of its own; the slow test goes through all, by number.
QUICK = ["lake.seal", "lake.renamed", "build.renamed", "audit.renamed", "link.swapped"]

AT_LEAST = 200
AT_RANDOM = 16

_logger = logging.getLogger(__name__)


@pytest.mark.xdist_group("bench")
@pytest.mark.parametrize("point", QUICK)
def test_a_run_killed_at_a_point_is_finished_by_the_next(bench: Bench, point: str) -> None:
    warehouse = bench.copy()
    assert bench.is_killed(warehouse, point)
    bench.recovers(warehouse)


@pytest.mark.xdist_group("bench")
def test_the_command_killed_before_it_publishes_is_finished_by_the_next(bench: Bench) -> None:
    warehouse = bench.copy()
    assert bench.is_killed(warehouse, "audit.ask", "run")
    bench.recovers(warehouse, "run")


@pytest.mark.slow
def test_a_run_killed_anywhere_is_finished_by_the_next(bench: Bench) -> None:
    """The first run and a second: at every point where they change something, and the command at
    any time."""
    happened = 0
    for warehouse, what in _killed(bench):
        bench.recovers(warehouse, what)
        happened += 1
        _logger.info("%d kills survived", happened)
    assert happened >= AT_LEAST


def _killed(bench: Bench) -> Iterator[tuple[Path, str]]:
    """Warehouses whose run was killed, each in another place, and what to bring them up with."""
    for start in ("before", "nothing"):
        points = bench.points(start)
        build = next(number for number, point in points.items() if point == "build.open")
        yield from _at(bench, start, [number for number in points if number < build])
        # What comes before the build is the same each time, so it is done once.
        gated = f"gated {start}"
        warehouse = bench.copy(start)
        assert bench.is_killed(warehouse, "build.open")
        warehouse.rename(bench.folder / gated)
        yield from _at(bench, gated, list(bench.points(gated)))
    yield from _at_random(bench)


def _at(bench: Bench, start: str, numbers: list[int]) -> Iterator[tuple[Path, str]]:
    for number in numbers:
        warehouse = bench.copy(start)
        if bench.is_killed(warehouse, str(number)):
            yield warehouse, "stages"


def _at_random(bench: Bench) -> Iterator[tuple[Path, str]]:
    chance = random.Random(7)
    began = time.monotonic()
    assert bench.run(bench.copy(), what="run") == 0
    lasts = time.monotonic() - began
    for _ in range(AT_RANDOM):
        warehouse = bench.copy(chance.choice(["before", "nothing"]))
        after = chance.uniform(0, lasts)
        if bench.runner.run(bench.environment(warehouse), kill_after=after) == -signal.SIGKILL:
            yield warehouse, "run"


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(4))
def test_a_run_killed_again_and_again_comes_through(bench: Bench, seed: int) -> None:
    chance = random.Random(seed)
    warehouse = bench.copy(chance.choice(["before", "nothing"]))
    for _ in range(10):
        bench.run(warehouse, f"kill {chance.randrange(5, 60)}")
    bench.recovers(warehouse)
