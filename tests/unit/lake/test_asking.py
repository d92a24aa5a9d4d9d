"""Whoever reads the lake without its lock finds what compaction moves meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pipelines.lake import known
from pipelines.lake.asking import on_fresh_listing
from pipelines.lake.parquet import LakeFileGoneError
from pipelines.lake.store import Lake
from pipelines.lake.views import snapshot
from tests.unit.lake.lakes import compact, lake_of


def _footers(lake: Lake) -> list[object]:
    return [lake.footer("quotes", batch_id) for batch_id in lake.accepted("quotes")]


@pytest.mark.parametrize("ask", [known.files, known.unfinished, snapshot, _footers])
def test_what_is_packed_while_it_is_read_is_found(
    ask: Callable[[Lake], Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    with lake_of([1, 2]) as lake:
        answer = ask(lake)
        listed = Lake.holders

        def holders(lake: Lake, table: str) -> dict[str, Path]:
            found = listed(lake, table)
            monkeypatch.undo()
            compact(lake)
            return found

        monkeypatch.setattr(Lake, "holders", holders)
        assert on_fresh_listing(ask)(lake) == answer
        assert lake.packed_paths("quotes")


@pytest.mark.parametrize("first", ["packed", "listed"])
def test_no_batch_is_overlooked_that_is_packed_between_two_listings(
    first: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with lake_of([1, 2]) as lake:
        batches = lake.accepted("quotes")
        listed = Lake.packs

        def packs(lake: Lake, table: str) -> list[Any]:
            monkeypatch.undo()
            if first == "packed":
                compact(lake)
            found = listed(lake, table)
            compact(lake)
            return found

        monkeypatch.setattr(Lake, "packs", packs)
        assert lake.accepted("quotes") == batches


def test_a_file_that_is_truly_gone_is_told() -> None:
    asked = []

    @on_fresh_listing
    def ask() -> None:
        asked.append(1)
        raise LakeFileGoneError("gone")

    with pytest.raises(LakeFileGoneError):
        ask()
    assert len(asked) > 1
