"""Packing changes no row, forgets no batch, and leaves the lake whole wherever it is cut short."""

from __future__ import annotations

import itertools
import shutil
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines import faults
from pipelines.contracts.catalog import LAKE
from pipelines.lake import compaction
from pipelines.lake.store import Lake
from pipelines.lake.views import snapshot, write_views
from pipelines.orchestration import compacting
from pipelines.settings import Settings
from tests.unit.lake.lakes import compact, ingest, lake_of, put, state

SIZES = st.lists(st.integers(0, 3), min_size=2, max_size=6)


@settings(max_examples=6, deadline=None)
@given(sizes=SIZES, again=st.sets(st.integers(1, 6)), more=SIZES)
def test_what_others_see_is_the_same_before_and_after(
    sizes: list[int], again: set[int], more: list[int]
) -> None:
    with lake_of(sizes) as lake:
        before = state(lake)
        compact(lake)
        assert state(lake) == before
        assert all(len(set(lake.holders(table).values())) == 1 for table in LAKE)

        for number in sorted(again):
            if number <= len(sizes):
                put(lake, "quotes", number, 1, "2")
                put(lake, "mentions", number, 1, "2")
        for number, count in enumerate(more, start=len(sizes) + 1):
            ingest(lake, number, count)
        before = state(lake)
        compact(lake)
        assert state(lake) == before
        assert all(len(set(lake.holders(table).values())) == 1 for table in LAKE)


def test_the_views_that_are_written_read_what_is_there_afterwards() -> None:
    with lake_of([1, 2]) as lake:
        _compacted_under_views(lake)
        put(lake, "quotes", 1, 3, "2")
        put(lake, "mentions", 1, 3, "2")
        ingest(lake, 3, 1)
        _compacted_under_views(lake)


def _compacted_under_views(lake: Lake) -> None:
    write_views(lake, snapshot(lake))
    before = _seen(lake)
    done = compacting.compact(Settings(warehouse=lake.root.parent), print)
    assert done.after < done.before
    assert _seen(lake) == before


def _seen(lake: Lake) -> dict[str, list[str]]:
    """What someone sees who runs the script by hand."""
    with duckdb.connect() as connection:
        connection.execute((lake.root / "views.sql").read_text(encoding="utf-8"))
        rows = {view: connection.execute(f"select * from lake.{view}").fetchall() for view in LAKE}
    return {view: sorted(map(repr, found)) for view, found in rows.items()}


class _Cut(Exception):  # noqa: N818  it is no error
    pass


def test_wherever_it_is_cut_short_nothing_is_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with lake_of([1, 2]) as lake:
        compact(lake)
        put(lake, "quotes", 1, 3, "2")
        put(lake, "mentions", 1, 3, "2")
        ingest(lake, 3, 1)
        before = state(lake)
        cut, last = True, 0
        while cut:
            copy = Lake(Settings(warehouse=tmp_path / str(last)))
            shutil.copytree(lake.root, copy.root)
            with monkeypatch.context() as patched:
                patched.setattr(faults, "point", _cutting_after(last))
                cut = _is_cut(copy)
            assert state(copy) == before
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
        compact(lake)
    except _Cut:
        return True
    return False


def test_a_few_files_are_left_alone() -> None:
    with lake_of([1] * 3) as lake:
        assert not compaction.pays(lake)


def test_many_files_are_worth_it_once() -> None:
    with lake_of([1] * 33) as lake:
        assert compaction.pays(lake)
        compact(lake)
        assert not compaction.pays(lake)


def test_an_id_of_a_packed_batch_is_not_given_again() -> None:
    with lake_of([1, 1]) as lake:
        compact(lake)
        assert lake.next_batch_id(["x"]).startswith("00000003-")
