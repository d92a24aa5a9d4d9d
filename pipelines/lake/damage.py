"""Finds files of the lake that are damaged or gone, and takes out what is left of their batches.

Says of which raw files documents may be lost, too; reading those again is not done here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pipelines import faults
from pipelines.contracts.catalog import LAKE
from pipelines.lake import packs, parquet
from pipelines.lake.parquet import LakeFileError, LakeFileGoneError
from pipelines.lake.store import Lake

FORGOTTEN = "repair"
"""Stands as the reader's version of files that must be read again; no reader has it."""

_INGESTED = ("raw_documents", "source_files")
_MADE_OF_DOCUMENTS = ("mentions", "quotes", "articles")


@dataclass(frozen=True, slots=True)
class Damage:
    """A file that cannot be used: accepted rows of a batch or of many, or a batch's quarantine."""

    table: str
    path: Path
    why: str

    def __str__(self) -> str:
        return f"{self.path} {self.why}. Mend it with: onrecord repair"


def damages(lake: Lake) -> list[Damage]:
    """Every damaged file, and the batches that are gone; reads the whole lake."""
    found = damaged(lake)
    # Which batches are gone is told by footers, so those must be sound.
    return found if _costs_documents(found) else [*found, *gone(lake)]


def damaged(lake: Lake) -> list[Damage]:
    """Every file that is not as it was written; reads the whole lake."""
    return [
        Damage(table, path, "is damaged")
        for table in LAKE
        for path in _files(lake, table)
        if not _is_sound(path)
    ]


def gone(lake: Lake) -> list[Damage]:
    """Batches of documents of which files were read, and that lie nowhere any more.

    Whatever else goes is made again by its stage, which misses it.
    """
    return [
        Damage("raw_documents", lake.accepted_path("raw_documents", batch_id), "is gone")
        for batch_id in sorted(_gone(lake))
    ]


def documents_lost(lake: Lake, found: Iterable[Damage]) -> bool:
    """Whether raw files must be read again, given all files that are damaged."""
    return _costs_documents(found) or bool(gone(lake))


def sources_of(lake: Lake) -> set[str]:
    """URIs of all raw files that the sound files of the lake tell of."""
    paths = (path for table in _INGESTED for path in _files(lake, table) if _is_sound(path))
    return {
        uri
        for path in paths
        for uri in parquet.read(path, ["source_uri"])["source_uri"].to_pylist()
    }


def take_out(lake: Lake, found: Iterable[Damage], into: Path) -> list[Path]:
    """Move the damaged files, and then all that belongs to batches whose documents are gone.

    What a stage has made is missed by it then, and made again.
    """
    moved = [_moved(lake, path, into) for path in _with_companions(lake, found)]
    return moved + [_moved(lake, path, into) for path in _orphans(lake)]


def _costs_documents(found: Iterable[Damage]) -> bool:
    return any(damage.table in _INGESTED for damage in found)


def _gone(lake: Lake) -> set[str]:
    """Every batch has documents, if none, but for those that only say what must be read again."""
    told = set(lake.accepted("source_files")) - set(lake.accepted("raw_documents"))
    footers = (lake.footer("source_files", batch_id) for batch_id in told)
    return {footer.batch_id for footer in footers if footer and footer.version != FORGOTTEN}


def _files(lake: Lake, table: str) -> list[Path]:
    folders = (
        lake.root / table / "accepted",
        lake.packed_folder(table),
        lake.quarantine / table,
    )
    return [path for folder in folders for path in sorted(folder.glob("[0-9]*.parquet"))]


def _with_companions(lake: Lake, found: Iterable[Damage]) -> Iterator[Path]:
    """Damaged files, those of accepted rows first: from then on all that is left can be read.

    Before a damaged quarantine its batch goes, so that the stage makes both again. What ingest has
    put into quarantine comes back as files are read again.
    """
    in_order = sorted(found, key=lambda damage: lake.quarantine in damage.path.parents)
    for damage in in_order:
        if lake.quarantine in damage.path.parents and damage.table not in _INGESTED:
            yield from _holding(lake, damage.table, {damage.path.stem})
        yield damage.path


def _orphans(lake: Lake) -> Iterator[Path]:
    """What is left of batches whose documents are gone; last what tells that they are."""
    there = set(lake.accepted("raw_documents"))
    for table in _MADE_OF_DOCUMENTS:
        yield from _holding(lake, table, set(lake.accepted(table)) - there)
    lost = _gone(lake)
    yield from lake.rejected(sorted(lost))
    yield from _holding(lake, "source_files", lost)


def _holding(lake: Lake, table: str, batch_ids: set[str]) -> Iterator[Path]:
    """The files to take out so that the table has none of the batches.

    The other batches of a pack are written to a new one before.
    """
    for path in (lake.accepted_path(table, batch_id) for batch_id in sorted(batch_ids)):
        if path.exists():
            yield path
    for pack in lake.packs(table):
        if batch_ids & pack.footers.keys():
            packs.write_without(pack, table, batch_ids)
            yield pack.path


def _moved(lake: Lake, path: Path, into: Path) -> Path:
    target = into / path.relative_to(lake.root.parent)
    target.parent.mkdir(parents=True, exist_ok=True)
    faults.point("repair.move", path)
    path.replace(target)
    faults.point("repair.moved", path)
    return target


def _is_sound(path: Path) -> bool:
    try:
        parquet.verify(path)
        parquet.read_footer(path)
    except LakeFileGoneError:
        return True  # Compaction has put its rows into another file.
    except LakeFileError:
        return False
    return True
