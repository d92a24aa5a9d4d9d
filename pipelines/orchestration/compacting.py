"""Runs compaction under the lock of the warehouse: packs, then the views, then what they replace.

Which files go together is decided in `lake.compaction`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from pipelines.contracts.catalog import LAKE
from pipelines.lake import compaction
from pipelines.lake.store import Lake
from pipelines.lake.views import snapshot, write_views
from pipelines.orchestration.locking import writing
from pipelines.settings import Settings


@dataclass(frozen=True, slots=True)
class Compacted:
    """Files of the lake's tables before and after."""

    before: int
    after: int


def compact(
    settings: Settings, say: Callable[[str], object], *, only_if_it_pays: bool = False
) -> Compacted:
    """Pack what is small. Afterwards `views.sql` reads the packs, and what they replace is gone."""
    with writing(settings, say):
        lake = Lake(settings)
        before = _count(lake)
        if only_if_it_pays and not compaction.pays(lake):
            return Compacted(before, before)
        replaced = compaction.compact(lake)
        if replaced:
            write_views(Lake(settings, without=replaced), snapshot(lake))
            compaction.remove(replaced)
        return Compacted(before, _count(lake))


def _count(lake: Lake) -> int:
    return sum(len(set(lake.holders(table).values())) for table in LAKE)
