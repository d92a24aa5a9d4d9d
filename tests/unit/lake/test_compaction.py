"""Packing changes no row, forgets no batch, and leaves the lake whole wherever it is cut short."""

from __future__ import annotations

import itertools
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines import faults
from pipelines.contracts.catalog import LAKE
from pipelines.lake import compaction, known
from pipelines.lake.store import Lake, quarantine_rows, rows_of
from pipelines.lake.views import snapshot, write_views
from pipelines.settings import Settings
from tests import factories

NOW = datetime(2026, 1, 2, tzinfo=UTC)
STAGES = {
    "raw_documents": None,
    "articles": "raw_documents",
    "quotes": "articles",
    "mentions": "articles",
}
SIZES = st.lists(st.integers(0, 3), min_size=2, max_size=6)


@contextmanager
def _lake(sizes: list[int]) -> Iterator[Lake]:
    with tempfile.TemporaryDirectory() as folder:
        lake = Lake(Settings(warehouse=Path(folder)))
        for number, count in enumerate(sizes, start=1):
            _ingest(lake, number, count)
        yield lake


def _ingest(lake: Lake, number: int, count: int) -> None:
    for table in ("source_files", *STAGES):
        _put(lake, table, number, count, "1")


def _put(lake: Lake, table: str, number: int, count: int, version: str) -> None:
    batch_id = f"{number:08d}-aaaaaaaa"
    rows = rows_of(table, [{**r, "batch_id": batch_id} for r in factories.rows_of(table, count)])
    above = STAGES.get(table)
    parent = lake.footer(above, batch_id) if above else None
    made_from = parent.fingerprint if parent else batch_id
    footer = lake.write_candidate(
        table, batch_id, rows, version=version, made_from=made_from, at=NOW
    )
    lake.accept(footer, rows, quarantine_rows([]))


def _state(lake: Lake) -> dict[str, Any]:
    """All that others can learn from the lake."""
    at = snapshot(lake)
    seen: dict[str, Any] = {"snapshot": at, "files": known.files(lake)}
    seen["documents"] = known.documents(lake, seen["files"])
    for table in LAKE:
        batches = lake.accepted(table)
        seen[table] = [
            (batch_id, lake.footer(table, batch_id), lake.read(table, batch_id).to_pylist())
            for batch_id in batches
        ]
    with duckdb.connect() as connection:
        connection.execute(write_views(lake, at))
        for view in (*LAKE, "batches"):
            rows = connection.execute(f"select * from lake.{view}").fetchall()
            seen[f"lake.{view}"] = sorted(map(repr, rows))
    return seen


def _compact(lake: Lake) -> None:
    compaction.remove(compaction.compact(lake))


@settings(max_examples=6, deadline=None)
@given(sizes=SIZES, again=st.sets(st.integers(1, 6)), more=SIZES)
def test_what_others_see_is_the_same_before_and_after(
    sizes: list[int], again: set[int], more: list[int]
) -> None:
    with _lake(sizes) as lake:
        before = _state(lake)
        _compact(lake)
        assert _state(lake) == before
        assert all(len(set(lake.holders(table).values())) == 1 for table in LAKE)

        for number in sorted(again):
            if number <= len(sizes):
                _put(lake, "quotes", number, 1, "2")
                _put(lake, "mentions", number, 1, "2")
        for number, count in enumerate(more, start=len(sizes) + 1):
            _ingest(lake, number, count)
        before = _state(lake)
        _compact(lake)
        assert _state(lake) == before
        assert all(len(set(lake.holders(table).values())) == 1 for table in LAKE)


class _Cut(Exception):  # noqa: N818  it is no error
    pass


def test_wherever_it_is_cut_short_nothing_is_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with _lake([1, 2]) as lake:
        _compact(lake)
        _put(lake, "quotes", 1, 3, "2")
        _put(lake, "mentions", 1, 3, "2")
        _ingest(lake, 3, 1)
        before = _state(lake)
        cut, last = True, 0
        while cut:
            copy = Lake(Settings(warehouse=tmp_path / str(last)))
            shutil.copytree(lake.root, copy.root)
            with monkeypatch.context() as patched:
                patched.setattr(faults, "point", _cutting_after(last))
                cut = _is_cut(copy)
            assert _state(copy) == before
            last += 1
    assert last > 20


def _cutting_after(last: int) -> Callable[[str, Path], None]:
    passed = itertools.count()

    def point(name: str, path: Path) -> None:
        if next(passed) >= last:
            raise _Cut(name)

    return point


def _is_cut(lake: Lake) -> bool:
    try:
        _compact(lake)
    except _Cut:
        return True
    return False


def test_a_few_files_are_left_alone() -> None:
    with _lake([1] * 3) as lake:
        assert not compaction.pays(lake)


def test_many_files_are_worth_it_once() -> None:
    with _lake([1] * 33) as lake:
        assert compaction.pays(lake)
        _compact(lake)
        assert not compaction.pays(lake)


def test_an_id_of_a_packed_batch_is_not_given_again() -> None:
    with _lake([1, 1]) as lake:
        _compact(lake)
        assert lake.next_batch_id(["x"]).startswith("00000003-")
