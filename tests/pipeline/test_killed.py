"""Killed at any moment, the next run finishes and the tables are those of an undisturbed run."""

from __future__ import annotations

import random
import shutil
import signal

import pytest

from tests.pipeline.bench import Bench

# One of each kind that has trouble of its own; the slow tests go through all, by number.
QUICK = ["lake.seal", "lake.renamed", "build.renamed", "audit.renamed", "link.swapped"]


@pytest.mark.xdist_group("bench")
@pytest.mark.parametrize("point", QUICK)
def test_a_run_killed_at_a_point_is_finished_by_the_next(bench: Bench, point: str) -> None:
    warehouse = bench.copy()
    assert bench.run(warehouse, f"kill {point}") == -signal.SIGKILL
    bench.recovers(warehouse)


@pytest.mark.xdist_group("bench")
def test_the_command_killed_before_it_publishes_is_finished_by_the_next(bench: Bench) -> None:
    warehouse = bench.copy()
    assert bench.run(warehouse, "kill audit.ask", "run") == -signal.SIGKILL
    bench.recovers(warehouse, "run")


@pytest.mark.slow
@pytest.mark.parametrize("before", ["before", "nothing"])
@pytest.mark.parametrize("part", range(4))
def test_a_run_killed_anywhere_is_finished_by_the_next(
    bench: Bench, before: str, part: int
) -> None:
    """At every point that a run passes: a second run, and the first of all."""
    for number in range(1 + part, 1 + len(bench.points(before)), 4):
        warehouse = bench.copy(before)
        assert bench.run(warehouse, f"kill {number}") == -signal.SIGKILL
        bench.recovers(warehouse)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(4))
def test_the_command_killed_at_any_time_is_finished_by_the_next(bench: Bench, seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(5):
        warehouse = bench.copy(chance.choice(["before", "nothing"]))
        environment = bench.environment(warehouse)
        status = bench.runner.run(environment, kill_after=chance.uniform(0.2, 8))
        assert status in (-signal.SIGKILL, 0)
        bench.recovers(warehouse, "run")


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(4))
def test_a_run_killed_again_and_again_comes_through(bench: Bench, seed: int) -> None:
    chance = random.Random(seed)
    warehouse = bench.copy(chance.choice(["before", "nothing"]))
    for _ in range(10):
        bench.run(warehouse, f"kill {chance.randrange(5, 60)}")
    bench.recovers(warehouse)


@pytest.mark.slow
@pytest.mark.parametrize("point", ["link.swap", "link.swapped", "history.record"])
def test_a_rollback_killed_can_be_asked_for_again(bench: Bench, point: str) -> None:
    warehouse = bench.copy()
    keep = {**bench.environment(warehouse), "ONRECORD_KEEP_BUILDS": "5"}
    assert bench.runner.run(keep, what="stages") == 0
    bench.holds(warehouse, "after")
    assert bench.run(warehouse, f"kill {point}", "rollback") == -signal.SIGKILL
    assert bench.run(warehouse, what="rollback") in (0, 1)
    bench.holds(warehouse, "before")
    assert bench.run(warehouse) == 0
    bench.holds(warehouse, "before")
    shutil.rmtree(warehouse)
