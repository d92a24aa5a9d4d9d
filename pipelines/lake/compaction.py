"""Puts many small files of the lake into few packs, without changing a row or forgetting a batch.

A batch stays a batch, with its id, its footer and its rows: only the file it lies in is another,
so nothing that was made of it is made again. Why so: docs/decisions/0004-packs.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pipelines import faults
from pipelines.contracts.catalog import LAKE
from pipelines.lake import packs
from pipelines.lake.store import Lake

_ENOUGH = 32
"""So many small files beside each other are worth packing unasked."""

_LARGE = 32 * 1024**2
"""Bytes of a pack, about; a file that has half of that is left as it is."""


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Files that hold the batches from `first` to `last`, and can only be packed together."""

    first: str
    last: str
    files: frozenset[Path]
    bytes: int

    @property
    def small(self) -> bool:
        return self.bytes < _LARGE / 2

    def __add__(self, later: _Stretch) -> _Stretch:
        return _Stretch(
            self.first,
            max(self.last, later.last),
            self.files | later.files,
            self.bytes + later.bytes,
        )


def pays(lake: Lake) -> bool:
    """Whether a table has so many small files that packing them is worth the while."""
    return any(len(group.files) >= _ENOUGH for table in LAKE for group in _groups(lake, table))


def compact(lake: Lake) -> list[Path]:
    """Write packs, and return the files that they replace.

    Only for whoever holds the lock on the warehouse. A batch that lies in two files for now is
    the same in both, so wherever this is cut short the lake is whole.
    """
    return [
        path
        for table in LAKE
        for group in list(_groups(lake, table))
        for path in _replaced(lake, table, group)
    ]


def remove(files: Iterable[Path]) -> None:
    """Remove replaced files, packs first: a single file may be newer than what a pack has of it."""
    for path in sorted(files, key=lambda path: (path.parent.name != "packed", path)):
        faults.point("compact.remove", path)
        path.unlink(missing_ok=True)


def _replaced(lake: Lake, table: str, group: _Stretch) -> list[Path]:
    if len(group.files) < 2:
        return []
    batch_ids = [b for b in lake.accepted(table) if group.first <= b <= group.last]
    made = packs.write(
        lake.packed_folder(table),
        table,
        [footer for footer in (lake.footer(table, b) for b in batch_ids) if footer],
        [lake.read(table, batch_id) for batch_id in batch_ids],
    )
    return [path for path in group.files if path != made]


def _groups(lake: Lake, table: str) -> Iterator[_Stretch]:
    """Neighbours that are small, together about as large as a pack should be."""
    group: _Stretch | None = None
    for stretch in _stretches(lake, table):
        fits = stretch.small or len(stretch.files) > 1
        if group and not (fits and group.bytes + stretch.bytes <= _LARGE):
            yield group
            group = None
        if fits:
            group = group + stretch if group else stretch
    if group:
        yield group


def _stretches(lake: Lake, table: str) -> Iterator[_Stretch]:
    """The files of a table, oldest first; a pack goes with the files that replace parts of it."""
    stretch: _Stretch | None = None
    for later in sorted(_files(lake, table), key=lambda file: (file.first, file.last)):
        if stretch and later.first > stretch.last:
            yield stretch
            stretch = None
        stretch = stretch + later if stretch else later
    if stretch:
        yield stretch


def _files(lake: Lake, table: str) -> Iterator[_Stretch]:
    for pack in lake.packs(table):
        first, last = min(pack.footers), max(pack.footers)
        yield _Stretch(first, last, frozenset([pack.path]), pack.path.stat().st_size)
    for batch_id in lake.accepted(table):
        path = lake.accepted_path(table, batch_id)
        if path.exists():
            yield _Stretch(batch_id, batch_id, frozenset([path]), path.stat().st_size)
