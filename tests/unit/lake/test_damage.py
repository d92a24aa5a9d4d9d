"""Damaged and missing files of the lake are found, and nothing half is left of their batches."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines import faults
from pipelines.contracts.catalog import LAKE
from pipelines.lake import damage, packs, parquet
from pipelines.lake.parquet import LakeFileError
from pipelines.lake.store import Lake, quarantine_rows
from pipelines.lake.views import snapshot, write_views
from tests import factories
from tests.unit.lake.lakes import NOW, compact, ingest, lake_of, put, state

FIRST, SECOND, THIRD = (f"{number:08d}-aaaaaaaa" for number in (1, 2, 3))
MADE = ("articles", "quotes", "mentions")


def _flip(path: Path, at: int) -> None:
    content = bytearray(path.read_bytes())
    content[at] ^= 16
    path.write_bytes(content)


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-20])


def _take_out(lake: Lake) -> list[str]:
    """Where the files were that are out now."""
    into = lake.root.parent / "damaged"
    moved = damage.take_out(lake, damage.damaged(lake), into)
    assert all(path.is_relative_to(into) and path.exists() for path in moved)
    assert damage.damages(lake) == []
    return sorted({str(path.relative_to(into)) for path in moved})


def _reject(lake: Lake, table: str, batch_id: str) -> Path:
    """Give an accepted batch something in quarantine."""
    footer = lake.footer(table, batch_id)
    assert footer
    rows = lake.read(table, batch_id)
    parquet.write(rows, footer, lake.candidate_path(table, batch_id))
    refused = quarantine_rows(factories.rejected(1).to_pylist())
    lake.accept(footer, rows, refused)
    return lake.rejected_path(table, batch_id)


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("table", LAKE)
def test_a_damaged_file_is_found_and_named(table: str, packed: bool) -> None:
    with lake_of([2, 1]) as lake:
        if packed:
            compact(lake)
        assert damage.damages(lake) == []
        path = lake.holders(table)[FIRST]
        for at in (10, path.stat().st_size // 2, -30, -1):
            _flip(path, at)
            assert [found.path for found in damage.damages(lake)] == [path]
            _flip(path, at)
        _cut(path)
        [found] = damage.damages(lake)
        assert str(found) == f"{path} is damaged. Mend it with: onrecord repair"


@pytest.mark.parametrize("table", MADE)
def test_what_a_stage_made_is_missed_by_it_once_it_is_out(table: str) -> None:
    with lake_of([1, 1]) as lake:
        compact(lake)
        ingest(lake, 3, 1)
        pack = lake.holders(table)[FIRST]
        _cut(pack)
        assert not damage.documents_lost(lake, damage.damaged(lake))
        assert _take_out(lake) == [str(pack.relative_to(lake.root.parent))]
        assert lake.accepted(table) == (THIRD,)
        assert snapshot(lake).batch_ids == (THIRD,)
        for number in (1, 2):
            put(lake, table, number, 1, "1")
        assert snapshot(lake).batch_ids == (FIRST, SECOND, THIRD)


@pytest.mark.parametrize("how", ["damaged", "gone"])
def test_nothing_is_left_of_batches_whose_documents_are_lost(how: str) -> None:
    with lake_of([1, 2]) as lake, lake_of([0, 0]) as alone:
        ingest(alone, 3, 2)
        compact(lake)
        ingest(lake, 3, 2)
        pack = lake.holders("raw_documents")[FIRST]
        # All that was made is in packs together with what must stay.
        for table in ("source_files", *MADE):
            _into_one_pack(lake, table)
        if how == "gone":
            pack.unlink()
        else:
            _cut(pack)
        found = damage.damaged(lake)
        assert damage.documents_lost(lake, found)
        _take_out(lake)
        assert not damage.documents_lost(lake, [])
        for table in LAKE:
            assert lake.accepted(table) == (THIRD,)
            assert lake.read(table, THIRD).equals(alone.read(table, THIRD))
            assert lake.footer(table, THIRD) == alone.footer(table, THIRD)


def _into_one_pack(lake: Lake, table: str) -> None:
    holders = lake.holders(table)
    footers = [footer for b in sorted(holders) if (footer := lake.footer(table, b))]
    parts = [lake.read(table, footer.batch_id) for footer in footers]
    made = packs.write(lake.packed_folder(table), table, footers, parts)
    for path in set(holders.values()) - {made}:
        path.unlink()


@pytest.mark.parametrize("packed", [False, True])
def test_a_damaged_quarantine_takes_its_batch_along_and_no_other(packed: bool) -> None:
    with lake_of([1, 1]) as lake:
        quarantine = _reject(lake, "quotes", FIRST)
        before = state(lake)
        if packed:
            compact(lake)
        _cut(quarantine)
        assert str(quarantine.relative_to(lake.root.parent)) in _take_out(lake)
        assert lake.accepted("quotes") == (SECOND,)
        put(lake, "quotes", 1, 1, "1")
        assert {**state(lake), "lake.quarantine": []} == {**before, "lake.quarantine": []}


def test_lost_documents_are_told_before_a_build_is_made_without_them() -> None:
    with lake_of([1, 1]) as lake:
        path = lake.accepted_path("raw_documents", FIRST)
        path.unlink()
        [found] = damage.gone(lake)
        assert str(found) == f"{path} is gone. Mend it with: onrecord repair"
        with pytest.raises(LakeFileError, match=f"{path} is gone.*onrecord repair"):
            write_views(lake, snapshot(lake))


def test_a_note_that_files_must_be_read_again_stands_for_no_documents() -> None:
    with lake_of([1]) as lake:
        rows = lake.read("source_files", FIRST)
        footer = lake.write_candidate(
            "source_files", SECOND, rows, version=damage.FORGOTTEN, made_from=SECOND, at=NOW
        )
        lake.accept(footer, rows, quarantine_rows([]))
        assert damage.gone(lake) == []


def test_a_file_that_compaction_takes_away_is_not_damaged(monkeypatch: pytest.MonkeyPatch) -> None:
    with lake_of([1, 1]) as lake:

        def point(name: str, path: Path) -> None:
            if name == "lake.read":
                monkeypatch.undo()
                compact(lake)

        monkeypatch.setattr(faults, "point", point)
        assert damage.damages(lake) == []
        assert lake.packed_paths("quotes")
