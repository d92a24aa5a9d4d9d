"""Finds files of the lake that are damaged, and takes them out together with all made from them.

Says of which raw files documents may be lost, too; reading those again is not done here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pipelines import faults
from pipelines.contracts.catalog import LAKE
from pipelines.lake import parquet
from pipelines.lake.parquet import LakeFileError
from pipelines.lake.store import Lake

INGESTED = ("raw_documents", "source_files")


@dataclass(frozen=True, slots=True)
class Damage:
    """A damaged file: the accepted rows of a batch or of a pack of them, or its quarantine."""

    table: str
    batch_id: str
    path: Path


def damages(lake: Lake) -> list[Damage]:
    """Every damaged file; reads the whole lake."""
    return [
        Damage(table, path.stem, path)
        for table in LAKE
        for path in _files(lake, table)
        if not _is_sound(path)
    ]


def sources_of(lake: Lake) -> set[str]:
    """URIs of all raw files that the sound files of the lake tell of."""
    paths = (path for table in INGESTED for path in _files(lake, table) if _is_sound(path))
    return {
        uri
        for path in paths
        for uri in parquet.read(path, ["source_uri"])["source_uri"].to_pylist()
    }


def take_out(lake: Lake, found: Iterable[Damage], into: Path) -> list[Path]:
    """Move each damaged batch, with its quarantine and what later stages made of it.

    What it was made from is still there, so its stage makes it again. The damaged file goes last:
    a crash in between must leave it to be found again.
    """
    moved = []
    for damage in found:
        for path in (*_companions(lake, damage), damage.path):
            target = into / path.relative_to(lake.root.parent)
            target.parent.mkdir(parents=True, exist_ok=True)
            faults.point("repair.move", path)
            path.replace(target)
            moved.append(target)
    return moved


def _files(lake: Lake, table: str) -> list[Path]:
    folders = (
        lake.root / table / "accepted",
        lake.packed_folder(table),
        lake.quarantine / table,
    )
    return [path for folder in folders for path in sorted(folder.glob("[0-9]*.parquet"))]


def _companions(lake: Lake, damage: Damage) -> Iterator[Path]:
    tables = ("mentions", "quotes", "articles", "raw_documents")
    for table in tables if damage.table == "raw_documents" else (damage.table,):
        for path in (
            lake.rejected_path(table, damage.batch_id),
            lake.accepted_path(table, damage.batch_id),
        ):
            if path != damage.path and path.exists():
                yield path


def _is_sound(path: Path) -> bool:
    try:
        parquet.verify(path)
        parquet.read_footer(path)
    except LakeFileError:
        return False
    return True
