"""A disk that fails is told of by the file's name, breaks nothing, and is got over."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipelines.lake.store import ClosedGate, Lake
from tests.damage import cut_short
from tests.pipeline.bench import Bench
from tests.pipeline.forking import FILE_BYTES

pytestmark = pytest.mark.xdist_group("bench")

FAULTS = [
    ("ENOSPC lake.write", "No space left on device"),
    ("EIO lake.renamed", "Input/output error"),
    ("ENOSPC link.make", "No space left on device"),
]
MORE_FAULTS = [
    ("EROFS lake.write", "Read-only file system"),
    ("EIO lake.sync", "Input/output error"),
    ("EACCES lake.rename", "Permission denied"),
    ("EIO lake.read", "Input/output error"),
    ("EACCES lake.removed", "Permission denied"),
    ("ENOSPC build.model", "No space left on device"),
    ("ENOSPC build.checkpoint", "No space left on device"),
    ("EIO build.rename", "Input/output error"),
    ("EIO audit.rename", "Input/output error"),
    ("EROFS link.swap", "Read-only file system"),
    ("ENOSPC history.record", "No space left on device"),
    ("EACCES prune.remove", "Permission denied"),
]
BY_THE_COMMAND = [
    ("ENOSPC lake.write", "No space left on device"),
    ("EIO lake.read", "Input/output error"),
    ("ENOSPC build.model", "No space left on device"),
    ("EIO audit.rename", "Input/output error"),
    ("EROFS link.swap", "Read-only file system"),
    ("EACCES prune.remove", "Permission denied"),
]

LIMITS = [
    (3_000, ".parquet cannot be written"),
    (300_000, "a temporary file in "),  # The model of languages is unpacked into one.
]

DAMAGES = [("raw_documents", "flipped"), ("quotes", "cut short")]
MORE_DAMAGES = [
    ("source_files", "flipped"),
    ("source_files", "emptied"),
    ("raw_documents", "footer"),
    ("articles", "footer"),
    ("articles", "cut short"),
    ("mentions", "flipped"),
    ("mentions", "emptied"),
]
DAMAGES_BY_THE_COMMAND = [("source_files", "flipped"), ("quotes", "cut short")]

PACKED = [
    ("quotes", "flipped"),
    ("raw_documents", "flipped"),
    ("raw_documents", "gone"),
    ("source_files", "flipped"),
    ("source_files", "footer"),
    ("articles", "cut short"),
    ("articles", "footer"),
    ("mentions", "emptied"),
]


def _fails(bench: Bench, fault: str, words: str, what: str) -> None:
    warehouse = bench.copy()
    before = len(bench.said())
    assert bench.run(warehouse, fault, what) == 1
    said = bench.said()[before:]
    assert words in said
    assert str(bench.folder) in said
    assert "Traceback" not in said
    if not fault.endswith(("history.record", "prune.remove")):
        bench.holds(warehouse, "before")
    bench.recovers(warehouse)


@pytest.mark.parametrize(("fault", "words"), FAULTS)
def test_a_write_that_fails_is_told_and_got_over(bench: Bench, fault: str, words: str) -> None:
    _fails(bench, fault, words, "stages")


@pytest.mark.slow
@pytest.mark.parametrize(("fault", "words"), MORE_FAULTS)
def test_any_failure_of_the_disk_is_told_and_got_over(bench: Bench, fault: str, words: str) -> None:
    _fails(bench, fault, words, "stages")


@pytest.mark.slow
@pytest.mark.parametrize(("fault", "words"), BY_THE_COMMAND)
def test_the_command_tells_and_gets_over_it(bench: Bench, fault: str, words: str) -> None:
    _fails(bench, fault, words, "run")


@pytest.mark.slow
@pytest.mark.parametrize(("limit", "what"), LIMITS)
def test_what_the_system_does_not_write_is_told_and_got_over(
    bench: Bench, limit: int, what: str
) -> None:
    _is_not_written(bench, bench.copy(), limit, what)


@pytest.mark.slow
def test_a_build_that_the_system_does_not_write_is_told_and_got_over(bench: Bench) -> None:
    warehouse = bench.copy()
    assert bench.is_killed(warehouse, "build.open")
    _is_not_written(bench, warehouse, 300_000, ".duckdb cannot be written")


def _is_not_written(bench: Bench, warehouse: Path, limit: int, what: str) -> None:
    """Wherever in a file that happens: no fault point has to be passed."""
    before = len(bench.said())
    environment = {**bench.environment(warehouse), FILE_BYTES: str(limit)}
    assert bench.runner.run(environment, what="stages") == 1
    said = bench.said()[before:]
    assert what in said
    assert "File too large" in said
    assert "Traceback" not in said
    bench.holds(warehouse, "before")
    bench.recovers(warehouse)


def _damage(path: Path, how: str) -> None:
    content = bytearray(path.read_bytes())
    if how == "flipped":
        content[len(content) // 3] ^= 4
    elif how == "footer":
        content[-100] ^= 4
    elif how == "cut short":
        content = content[: len(content) * 2 // 3]
    else:
        content = bytearray()
    path.write_bytes(content)


def _is_mended(bench: Bench, table: str, how: str, what: str) -> None:
    warehouse = bench.copy()
    lake = Lake(bench.settings(warehouse))
    path = lake.accepted_path(table, lake.accepted(table)[0])
    _damage(path, how)
    before = len(bench.said())
    assert bench.run(warehouse) == 1
    said = bench.said()[before:]
    bench.holds(warehouse, "before")
    assert "onrecord repair" in said
    assert "Traceback" not in said
    if what == "mend":
        assert str(path) in said
    assert bench.run(warehouse, what=what) == 0, bench.said()[before:]
    assert not path.exists() or lake.footer(table, path.stem)
    bench.recovers(warehouse)


@pytest.mark.parametrize(("table", "how"), DAMAGES)
def test_a_damaged_batch_is_not_read_and_is_mended(bench: Bench, table: str, how: str) -> None:
    _is_mended(bench, table, how, "mend")


@pytest.mark.slow
@pytest.mark.parametrize(("table", "how"), MORE_DAMAGES)
def test_any_damaged_batch_is_not_read_and_is_mended(bench: Bench, table: str, how: str) -> None:
    _is_mended(bench, table, how, "mend")


@pytest.mark.slow
@pytest.mark.parametrize(("table", "how"), DAMAGES_BY_THE_COMMAND)
def test_the_command_that_the_error_names_mends_it(bench: Bench, table: str, how: str) -> None:
    _is_mended(bench, table, how, "repair")


def _pack_is_mended(bench: Bench, table: str, how: str) -> None:
    warehouse = bench.copy(bench.unbuilt())
    assert bench.run(warehouse, what="compact") == 0
    [path] = Lake(bench.settings(warehouse)).packed_paths(table)
    if how == "gone":
        path.unlink()
    else:
        _damage(path, how)
    before = len(bench.said())
    assert bench.run(warehouse) == 1
    said = bench.said()[before:]
    assert "onrecord repair" in said
    assert "Traceback" not in said
    assert not bench.settings(warehouse).published.exists()
    assert bench.run(warehouse, what="mend") == 0, bench.said()[before:]
    bench.recovers(warehouse)


def test_a_damaged_pack_is_not_read_and_is_mended(bench: Bench) -> None:
    _pack_is_mended(bench, "raw_documents", "cut short")


@pytest.mark.slow
@pytest.mark.parametrize(("table", "how"), PACKED)
def test_any_damaged_pack_is_not_read_and_is_mended(bench: Bench, table: str, how: str) -> None:
    _pack_is_mended(bench, table, how)


def test_documents_that_someone_removed_are_missed_and_read_again(bench: Bench) -> None:
    warehouse = bench.copy(bench.unbuilt())
    lake = Lake(bench.settings(warehouse))
    path = lake.accepted_path("raw_documents", lake.accepted("raw_documents")[0])
    path.unlink()
    before = len(bench.said())
    assert bench.run(warehouse, what="status") == 0
    assert bench.run(warehouse) == 1
    said = bench.said()[before:]
    assert said.count(f"{path} is gone. Mend it with: onrecord repair") == 2
    assert not bench.settings(warehouse).published.exists()
    assert bench.run(warehouse, what="mend") == 0, bench.said()[before:]
    bench.recovers(warehouse)


@pytest.mark.slow
@pytest.mark.parametrize("table", ["source_files", "articles", "mentions"])
def test_other_files_that_someone_removed_are_made_again(bench: Bench, table: str) -> None:
    warehouse = bench.copy(bench.unbuilt())
    lake = Lake(bench.settings(warehouse))
    for batch_id in lake.accepted(table):
        lake.accepted_path(table, batch_id).unlink()
    bench.recovers(warehouse)


def test_a_damaged_build_is_told_and_mended(bench: Bench) -> None:
    warehouse = bench.copy("after")
    build = bench.settings(warehouse).published.resolve()
    cut_short(build, build.stat().st_size // 2)
    before = len(bench.said())
    assert bench.run(warehouse, what="status") == 1
    said = bench.said()[before:]
    assert "onrecord repair" in said
    assert "Traceback" not in said
    assert bench.run(warehouse, what="repair") == 0, bench.said()[before:]
    bench.recovers(warehouse)


def test_a_damaged_note_of_a_closed_gate_keeps_it_closed(tmp_path: Path, bench: Bench) -> None:
    lake = Lake(bench.settings(tmp_path))
    lake.close("quotes", "00000001-aaaaaaaa", "too bad")
    [note] = (lake.root / "quotes" / "candidate").glob("*.json")
    note.write_text(json.dumps({"why": "too bad"})[:7])
    [gate] = lake.closed_gates()
    assert gate == ClosedGate("quotes", "00000001-aaaaaaaa", gate.why)
    assert str(note) in gate.why


def test_a_warehouse_that_cannot_be_made_is_told(bench: Bench) -> None:
    bench.made += 1
    in_the_way = bench.folder / f"file{bench.made}"
    in_the_way.write_text("")
    before = len(bench.said())
    assert bench.run(in_the_way / "warehouse", what="run") == 1
    said = bench.said()[before:]
    assert str(in_the_way) in said
    assert "Not a directory" in said
    assert "Traceback" not in said
