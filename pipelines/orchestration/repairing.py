"""Takes damaged files out of a warehouse, so that the next run makes again what was in them.

What damage is, is known in `lake.damage` and in `publish`; making things again is a run's.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from pipelines import faults
from pipelines.lake.damage import FORGOTTEN, damaged, documents_lost, sources_of, take_out
from pipelines.lake.store import Lake, quarantine_rows, rows_of
from pipelines.orchestration.locking import writing
from pipelines.publish.inspection import why_damaged
from pipelines.settings import Settings


@dataclass(frozen=True, slots=True)
class Repair:
    """Files that were taken out, and raw files that will be read again for their sake."""

    moved: tuple[Path, ...]
    to_read_again: int


def repair(settings: Settings, say: Callable[[str], object]) -> Repair:
    """Move what is damaged into `warehouse/damaged`; changes nothing else."""
    with writing(settings, say):
        lake, into = Lake(settings), settings.warehouse / "damaged"
        found = damaged(lake)
        forgotten: set[str] = set()
        if documents_lost(lake, found):
            # First of all: a crash after the damage is out of sight must not hide what it took.
            forgotten = sources_of(lake)
            _forget(lake, forgotten)
        moved = take_out(lake, found, into)
        moved += _take_out_builds(settings.builds, into)
    return Repair(tuple(moved), len(forgotten))


def _forget(lake: Lake, uris: set[str]) -> None:
    """Record files as of no known version: those that are there are read again, the others gone."""
    now = datetime.now(UTC)
    batch_id = lake.next_batch_id(sorted(uris))
    rows = rows_of(
        "source_files",
        [
            {
                "batch_id": batch_id,
                "source_uri": uri,
                "status": "read",
                "size_bytes": 0,
                "version": "",
                "document_count": 0,
                "seen_at": now,
            }
            for uri in sorted(uris)
        ],
    )
    footer = lake.write_candidate(
        "source_files", batch_id, rows, version=FORGOTTEN, made_from=batch_id, at=now
    )
    lake.accept(footer, rows, quarantine_rows([]))


def _take_out_builds(builds: Path, into: Path) -> list[Path]:
    moved = []
    for build in sorted(builds.glob("*.duckdb")):
        if why_damaged(build):
            target = into / "builds" / build.name
            target.parent.mkdir(parents=True, exist_ok=True)
            faults.point("repair.move", build)
            moved.append(build.replace(target))
            faults.point("repair.moved", build)
    return moved
