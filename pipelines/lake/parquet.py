"""One Parquet file a batch and table, written whole or not at all, with a footer about itself.

Only the form of the file is decided here; where it lies and who may read it is in `lake.store`.
"""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

_KEY = b"onrecord"
_ROWS_PER_GROUP = 120_000


class LakeFileError(Exception):
    """A file of the lake cannot be read; the message names it and the remedy."""


@dataclass(frozen=True, slots=True)
class Footer:
    """What a batch file says of itself.

    `version` is that of the code that made it; `fingerprint` covers that version and all the
    input's, so that a file made from something older can be told.
    """

    table: str
    batch_id: str
    version: str
    fingerprint: str
    rows: int
    made_at: str


@contextlib.contextmanager
def written_aside(target: Path) -> Iterator[Path]:
    """A path beside `target` to write to; on leaving, it is synced and renamed over `target`.

    Where the block raises, nothing is left and `target` is as it was.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    aside = target.with_name(f".{target.name}.{os.getpid()}.aside")
    try:
        yield aside
        _sync(aside)
        aside.replace(target)
        _sync(target.parent)
    finally:
        aside.unlink(missing_ok=True)


def write(table: pa.Table, footer: Footer, target: Path) -> None:
    """Write the rows with their footer, by way of a file aside that is renamed."""
    metadata = {**(table.schema.metadata or {}), _KEY: json.dumps(asdict(footer)).encode()}
    with written_aside(target) as aside:
        pq.write_table(
            table.replace_schema_metadata(metadata),
            aside,
            compression="zstd",
            compression_level=1,
            row_group_size=_ROWS_PER_GROUP,
            write_page_checksum=True,
        )


def read(path: Path, columns: list[str] | None = None) -> pa.Table:
    """The rows of a batch file, page checksums verified. Raises LakeFileError."""
    try:
        table = pq.read_table(
            path, columns=columns, page_checksum_verification=True, partitioning=None
        )
    except (OSError, pa.ArrowException) as error:
        raise _unreadable(path, error) from error
    return table.replace_schema_metadata(None)


def read_footer(path: Path) -> Footer:
    """The footer of a batch file. Raises LakeFileError where it is missing or malformed."""
    try:
        metadata = pq.read_metadata(path).metadata or {}
        return Footer(**json.loads(metadata[_KEY]))
    except (OSError, pa.ArrowException, KeyError, TypeError, ValueError) as error:
        raise _unreadable(path, error) from error


def _unreadable(path: Path, error: Exception) -> LakeFileError:
    return LakeFileError(
        f"{path} cannot be read ({type(error).__name__}: {error}). "
        "Remove it and run again: the batch is made anew from what it came from."
    )


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
