"""Compaction, repair and rollback killed at any moment: nothing is lost, and asking again helps.

Kills of runs are in `test_killed`.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from pipelines.contracts.catalog import LAKE
from pipelines.lake.store import Lake
from tests.damage import cut_short
from tests.pipeline.bench import Bench
from tests.pipeline.comparing import contents

pytestmark = pytest.mark.xdist_group("bench")

QUICK_COMPACTION = ["lake.seal", "compact.remove"]


@pytest.mark.parametrize("point", QUICK_COMPACTION)
def test_a_compaction_killed_at_a_point_loses_nothing(bench: Bench, point: str) -> None:
    points = bench.points(bench.unbuilt(), "compact")
    numbers = [number for number, name in points.items() if name == point]
    warehouse = bench.copy(bench.unbuilt())
    # The second pack is that of the documents; what is lost of other tables comes back by itself.
    assert bench.is_killed(warehouse, str(numbers[1]), "compact")
    bench.recovers(warehouse)


@pytest.mark.slow
def test_a_compaction_killed_anywhere_loses_nothing_and_is_done_by_the_next(bench: Bench) -> None:
    points = bench.points(bench.unbuilt(), "compact")
    assert {"lake.renamed", "compact.remove"} <= set(points.values())
    for number in points:
        warehouse = bench.copy(bench.unbuilt())
        assert bench.is_killed(warehouse, str(number), "compact")
        if number % 2:
            assert bench.run(warehouse, what="compact") == 0
            assert _files_a_table(bench, warehouse) == [1] * len(LAKE)
        bench.recovers(warehouse)


@pytest.mark.slow
def test_a_repair_killed_anywhere_can_be_asked_for_again(bench: Bench) -> None:
    damaged = _damaged(bench)
    points = bench.points(damaged, "take out")
    assert {"lake.renamed", "repair.move", "repair.moved"} <= set(points.values())
    for number in points:
        warehouse = bench.copy(damaged)
        assert bench.is_killed(warehouse, str(number), "take out")
        if bench.run(warehouse) == 0:
            bench.holds(warehouse, "after")
        assert bench.run(warehouse, what="mend") == 0, bench.said()[-2000:]
        bench.recovers(warehouse)


@pytest.mark.slow
def test_a_rollback_killed_anywhere_can_be_asked_for_again(bench: Bench) -> None:
    two = _two_builds(bench)
    points = bench.points(two, "rollback")
    assert {"history.recorded", "link.swapped"} <= set(points.values())
    for number in points:
        warehouse = bench.copy(two)
        assert bench.is_killed(warehouse, str(number), "rollback")
        settings = bench.settings(warehouse)
        assert contents(settings) in (bench.expects("before"), bench.expects("after"))
        # Where it had come far enough, there is no earlier one to go back to.
        assert bench.run(warehouse, what="rollback") in (0, 1)
        bench.holds(warehouse, "before")
        assert bench.run(warehouse) == 0
        bench.holds(warehouse, "before")
        shutil.rmtree(warehouse)


def _files_a_table(bench: Bench, warehouse: Path) -> list[int]:
    lake = Lake(bench.settings(warehouse))
    return [len(set(lake.holders(table).values())) for table in LAKE]


def _damaged(bench: Bench) -> str:
    """Packed, with a bit flipped in the pack of the documents, and half of the build cut off."""
    warehouse = bench.copy("after")
    assert bench.run(warehouse, what="compact") == 0
    lake = Lake(bench.settings(warehouse))
    [pack] = lake.packed_paths("raw_documents")
    content = bytearray(pack.read_bytes())
    content[len(content) // 3] ^= 4
    pack.write_bytes(content)
    build = bench.settings(warehouse).published.resolve()
    cut_short(build, build.stat().st_size // 2)
    warehouse.rename(bench.folder / "damaged")
    return "damaged"


def _two_builds(bench: Bench) -> str:
    warehouse = bench.copy()
    keep = {**bench.environment(warehouse), "ONRECORD_KEEP_BUILDS": "5"}
    assert bench.runner.run(keep, what="stages") == 0
    bench.holds(warehouse, "after")
    warehouse.rename(bench.folder / "two builds")
    return "two builds"
