"""The published link: swapped, swapped back, and what is cleared away behind it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from pipelines.publish.history import events, in_order
from pipelines.publish.publish import (
    PublishError,
    current,
    is_withdrawn,
    prune,
    publish,
    rollback,
)
from tests.unit.publish.conftest import Warehouse


def test_nothing_is_published_at_first(warehouse: Warehouse) -> None:
    assert current(warehouse.link) is None


def test_the_link_is_relative_and_leads_to_the_build(warehouse: Warehouse) -> None:
    build = warehouse.build("a")
    publish(build, warehouse.link)

    assert warehouse.link.readlink() == Path("builds/a.duckdb")
    assert current(warehouse.link) == build
    assert warehouse.read() == "a"


def test_the_warehouse_can_be_moved(warehouse: Warehouse, tmp_path: Path) -> None:
    warehouse.publish("a")
    moved = Warehouse(warehouse.root.rename(tmp_path / "elsewhere"))

    assert moved.read() == "a"
    assert current(moved.link) == moved.builds / "a.duckdb"


def test_a_reader_keeps_its_build_and_the_next_reads_the_new_one(warehouse: Warehouse) -> None:
    warehouse.publish("a")
    reader = (
        "import duckdb, sys; c = duckdb.connect(sys.argv[1], read_only=True)\n"
        "print(c.execute('from name').fetchall(), flush=True); sys.stdin.readline()\n"
        "print(c.execute('from name').fetchall(), flush=True)"
    )
    with subprocess.Popen(
        [sys.executable, "-c", reader, str(warehouse.link)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        before = process.stdout.readline()
        warehouse.publish("b", "c")
        prune(warehouse.builds, warehouse.link, keep=1)
        after, _ = process.communicate("go on\n", timeout=60)

    assert before == after == "[('a',)]\n"
    assert warehouse.there() == ["c"]
    assert warehouse.read() == "c"


def test_publishing_twice_changes_nothing(warehouse: Warehouse) -> None:
    warehouse.publish("a")
    publish(warehouse.builds / "a.duckdb", warehouse.link)

    assert warehouse.read() == "a"
    assert [path.name for path in warehouse.root.iterdir() if path.name.startswith(".")] == []


def test_an_aside_link_left_by_a_crash_is_no_hindrance(warehouse: Warehouse) -> None:
    (warehouse.root / ".onrecord.duckdb.aside").symlink_to("nowhere")

    warehouse.publish("a")

    assert warehouse.read() == "a"


def test_a_link_to_a_build_that_is_gone_still_names_it(warehouse: Warehouse) -> None:
    warehouse.publish("a")
    (warehouse.builds / "a.duckdb").unlink()

    assert current(warehouse.link) == warehouse.builds / "a.duckdb"
    warehouse.publish("b")
    assert warehouse.read() == "b"


def test_a_regular_file_in_the_links_place_is_kept_beside_it(warehouse: Warehouse) -> None:
    shutil.copyfile(warehouse.build("copied"), warehouse.link)
    (warehouse.root / "onrecord.duckdb.wal").write_bytes(b"")
    assert current(warehouse.link) is None

    warehouse.publish("a")

    assert warehouse.read() == "a"
    [kept] = warehouse.root.glob("onrecord.*.duckdb")
    with duckdb.connect(str(kept), read_only=True) as connection:
        assert connection.execute("from name").fetchall() == [("copied",)]
    assert not (warehouse.root / "onrecord.duckdb.wal").exists()


def test_a_folder_in_the_links_place_is_an_error(warehouse: Warehouse) -> None:
    warehouse.link.mkdir()

    with pytest.raises(PublishError, match="is a folder; move it away"):
        warehouse.publish("a")


def test_a_build_that_is_not_there_is_an_error(warehouse: Warehouse) -> None:
    warehouse.publish("a")

    with pytest.raises(PublishError, match=r"none\.duckdb does not exist"):
        publish(warehouse.builds / "none.duckdb", warehouse.link)

    assert warehouse.read() == "a"


def test_rollback_goes_back_one_build_at_a_time(warehouse: Warehouse) -> None:
    warehouse.publish("a", "b", "c")

    assert rollback(warehouse.link, warehouse.builds).stem == "b"
    assert warehouse.read() == "b"
    assert rollback(warehouse.link, warehouse.builds).stem == "a"
    assert warehouse.read() == "a"
    with pytest.raises(PublishError, match="no earlier build"):
        rollback(warehouse.link, warehouse.builds)


def test_rollback_withdraws_what_came_after(warehouse: Warehouse) -> None:
    warehouse.publish("a", "b", "c")
    rollback(warehouse.link, warehouse.builds, to="a")

    assert {name for name in "abc" if is_withdrawn(warehouse.builds / f"{name}.duckdb")} == {
        "b",
        "c",
    }


def test_rollback_can_go_forward_again(warehouse: Warehouse) -> None:
    warehouse.publish("a", "b", "c")
    rollback(warehouse.link, warehouse.builds, to="a")

    assert rollback(warehouse.link, warehouse.builds, to="b").stem == "b"
    assert not is_withdrawn(warehouse.builds / "b.duckdb")
    assert is_withdrawn(warehouse.builds / "c.duckdb")
    assert warehouse.read() == "b"


def test_rollback_after_a_rollback_and_a_new_build_skips_the_withdrawn(
    warehouse: Warehouse,
) -> None:
    warehouse.publish("a", "b", "c")
    rollback(warehouse.link, warehouse.builds)
    warehouse.publish("d")

    assert rollback(warehouse.link, warehouse.builds).stem == "b"


def test_rollback_to_an_unknown_build_lists_the_known(warehouse: Warehouse) -> None:
    warehouse.publish("a", "b")

    with pytest.raises(PublishError, match="no build x; builds to go back to, newest first: b, a"):
        rollback(warehouse.link, warehouse.builds, to="x")
    with pytest.raises(PublishError, match="no build"):
        rollback(warehouse.link, warehouse.builds, to="../../etc/passwd")


def test_rollback_does_not_publish_what_failed(warehouse: Warehouse) -> None:
    warehouse.publish("a", "b")
    (warehouse.builds / "candidate").mkdir()
    warehouse.build("candidate/failed")

    with pytest.raises(PublishError, match="no build candidate/failed"):
        rollback(warehouse.link, warehouse.builds, to="candidate/failed")


def test_rollback_without_any_build_is_an_error(warehouse: Warehouse) -> None:
    with pytest.raises(PublishError, match="no earlier build"):
        rollback(warehouse.link, warehouse.builds)


def test_the_last_builds_are_kept(warehouse: Warehouse) -> None:
    warehouse.publish(*"abcdefg")

    removed = prune(warehouse.builds, warehouse.link, keep=5)

    assert [path.stem for path in removed] == ["a", "b"]
    assert warehouse.there() == list("cdefg")


def test_the_published_build_is_kept_however_old(warehouse: Warehouse) -> None:
    warehouse.publish("a", "b", "c")
    rollback(warehouse.link, warehouse.builds, to="a")
    prune(warehouse.builds, warehouse.link, keep=1)

    assert warehouse.there() == ["a"]
    assert warehouse.read() == "a"


def test_a_target_that_history_forgot_is_kept(warehouse: Warehouse) -> None:
    """A crash between the swap and the note of it."""
    warehouse.publish("a", "b")
    unnoted = warehouse.build("c")
    warehouse.link.unlink()
    warehouse.link.symlink_to("builds/c.duckdb")
    waiting = warehouse.build("d")

    prune(warehouse.builds, warehouse.link, keep=1)

    assert warehouse.there() == ["b", unnoted.stem, waiting.stem]


def test_of_builds_never_published_the_newest_waits(warehouse: Warehouse) -> None:
    warehouse.build("refused long ago")
    warehouse.publish("a")
    warehouse.build("waiting")

    prune(warehouse.builds, warehouse.link, keep=5)

    assert warehouse.there() == ["a", "waiting"]


def test_without_history_the_oldest_go(warehouse: Warehouse) -> None:
    warehouse.publish("b", "a", "c")
    (warehouse.builds / "history.tsv").unlink()

    prune(warehouse.builds, warehouse.link, keep=2)

    assert warehouse.there() == ["a", "c"]


def test_remains_of_dead_builds_are_cleared(warehouse: Warehouse) -> None:
    warehouse.publish("a")
    for name in ("x.building", "x.building.wal", "y.duckdb.wal", "a.duckdb.wal"):
        (warehouse.builds / name).write_bytes(b"")
    (warehouse.builds / "x.building.tmp").mkdir()
    (warehouse.builds / "candidate").mkdir()
    (warehouse.builds / "candidate" / "failed.duckdb").write_bytes(b"")

    prune(warehouse.builds, warehouse.link, keep=5)

    left = {str(path.relative_to(warehouse.builds)) for path in warehouse.builds.rglob("*")}
    assert left == {"a.duckdb", "a.duckdb.wal", "candidate", "history.tsv"}


def test_a_torn_line_of_history_is_passed_over(warehouse: Warehouse) -> None:
    warehouse.publish("a")
    with (warehouse.builds / "history.tsv").open("a") as file:
        file.write("2026-01-01T00:00\tpubl")
    warehouse.publish("b")

    assert [event.build_id for event in events(warehouse.builds)] == ["a", "b"]
    assert [path.stem for path in in_order(warehouse.builds)] == ["a", "b"]
