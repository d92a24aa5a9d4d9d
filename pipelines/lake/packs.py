"""A pack: a file that holds many accepted batches of a table, each with the footer it had alone.

Only how a pack looks and is read; which batches go into one is decided in `lake.compaction`.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from pipelines.lake import parquet
from pipelines.lake.parquet import Footer

_MEMBERS = "members"


@dataclass(frozen=True, slots=True)
class Pack:
    """A pack's file and its batches, oldest first."""

    path: Path
    footers: Mapping[str, Footer]


def packs(paths: Iterable[Path]) -> list[Pack]:
    """The packs in those files, oldest first. Raises LakeFileError."""
    return [_opened(path) for path in sorted(paths)]


def rows(path: Path, batch_id: str) -> pa.Table:
    """The rows of one of the batches in a pack. Raises LakeFileError."""
    table = _whole(path)
    return table.filter(pc.equal(table["batch_id"], batch_id))


def write(folder: Path, table: str, footers: Sequence[Footer], parts: Sequence[pa.Table]) -> Path:
    """Write batches, oldest first, as one pack, and return its path.

    Its name tells its first and last batch and what is in it, so that a path never means two
    things.
    """
    members = json.dumps([asdict(footer) for footer in footers])
    digest = hashlib.sha256(members.encode()).hexdigest()[:16]
    newest = footers[-1]
    whole = pa.concat_tables(parts)
    own = Footer(table, newest.batch_id, newest.version, digest, whole.num_rows, newest.made_at)
    path = folder / f"{footers[0].batch_id}_{newest.batch_id}_{digest}.parquet"
    parquet.write(whole, own, path, {_MEMBERS: members})
    return path


def write_without(pack: Pack, table: str, batch_ids: Collection[str]) -> None:
    """Write the other batches of a pack as a pack of their own, if there are any."""
    rest = [footer for footer in pack.footers.values() if footer.batch_id not in batch_ids]
    if rest:
        parts = [rows(pack.path, footer.batch_id) for footer in rest]
        write(pack.path.parent, table, rest, parts)


def last_batch(path: Path) -> str:
    """The newest batch in a pack, by its name alone."""
    return path.stem.split("_")[1]


@lru_cache(maxsize=256)
def _opened(path: Path) -> Pack:
    try:
        found = [Footer(**each) for each in json.loads(parquet.note(path, _MEMBERS))]
    except (TypeError, ValueError) as error:
        raise parquet.unreadable(path, error) from error
    return Pack(path, {footer.batch_id: footer for footer in found})


@lru_cache(maxsize=1)
def _whole(path: Path) -> pa.Table:
    """Read once for all batches of a pack that are asked for one after the other."""
    return parquet.read(path)
