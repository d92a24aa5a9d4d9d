"""One Parquet file a batch and table, written whole or not at all, with a footer about itself.

Only the form of the file is decided here; where it lies and who may read it is in `lake.store`,
and how damage is found out in `lake.seal`.
"""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from io import BytesIO
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from pipelines import faults
from pipelines.lake import seal
from pipelines.lake.seal import SealError

_KEY = b"onrecord"
_ROWS_PER_GROUP = 120_000

ASIDE = ".aside"
"""Ends the names of files that are being written; one that nobody writes was left by a crash."""


class LakeFileError(Exception):
    """A file of the lake cannot be read or written; the message names it and the remedy."""


class LakeFileGoneError(LakeFileError):
    """There is no such file, or no longer."""


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

    Where the block raises, nothing is left and `target` is as it was. LakeFileError is raised
    where the disk is at fault.
    """
    aside = target.with_name(f".{target.name}.{os.getpid()}{ASIDE}")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        faults.point("lake.write", target)
        yield aside
        faults.point("lake.sync", target)
        _sync(aside)
        _rename(aside, target)
    except OSError as error:
        raise _unwritable(target, error) from error
    finally:
        with contextlib.suppress(OSError):
            aside.unlink(missing_ok=True)


def write(
    table: pa.Table, footer: Footer, target: Path, notes: Mapping[str, str] | None = None
) -> None:
    """Write the rows with their footer, sealed, by way of a file aside that is renamed.

    `notes` are kept beside the footer.
    """
    metadata = {
        **(table.schema.metadata or {}),
        _KEY: json.dumps(asdict(footer)).encode(),
        **{_note_key(name): text.encode() for name, text in (notes or {}).items()},
    }
    with written_aside(target) as aside:
        pq.write_table(
            table.replace_schema_metadata(metadata),
            aside,
            compression="zstd",
            compression_level=1,
            row_group_size=_ROWS_PER_GROUP,
            write_page_checksum=True,
        )
        faults.point("lake.seal", target)
        seal.put(aside)


def move(path: Path, target: Path) -> None:
    """Rename a file that is whole, over `target` where there is one. Raises LakeFileError."""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        _rename(path, target)
    except OSError as error:
        raise _unwritable(target, error) from error


def read(path: Path, columns: list[str] | None = None) -> pa.Table:
    """The rows of a batch file, once its seal is known to be whole. Raises LakeFileError."""
    verify(path)
    try:
        # Without threads: a worker is to have but one, and others gain little by more.
        with pq.ParquetFile(path, pre_buffer=False) as file:
            table = file.read(columns, use_threads=False)
    except (OSError, pa.ArrowException) as error:
        raise unreadable(path, error) from error
    return table.replace_schema_metadata(None)


def read_footer(path: Path) -> Footer:
    """The footer of a batch file. Raises LakeFileError where it is missing or malformed."""
    try:
        return Footer(**json.loads(_metadata(path, _KEY)))
    except (TypeError, ValueError) as error:
        raise unreadable(path, error) from error


def note(path: Path, name: str) -> str:
    """What was noted beside the footer. Raises LakeFileError."""
    return _metadata(path, _note_key(name)).decode()


def _metadata(path: Path, key: bytes) -> bytes:
    try:
        metadata = pq.read_metadata(BytesIO(seal.footer(path))).metadata or {}
        return bytes(metadata[key])
    except (OSError, SealError, pa.ArrowException, KeyError) as error:
        raise unreadable(path, error) from error


def _note_key(name: str) -> bytes:
    return _KEY + b"." + name.encode()


def verify(path: Path) -> None:
    """Read every byte and compare it with the seal. Raises LakeFileError."""
    try:
        faults.point("lake.read", path)
        seal.verify(path)
    except (OSError, SealError) as error:
        raise unreadable(path, error) from error


def verify_footer(path: Path) -> None:
    """Compare the footer alone with its seal. Raises LakeFileError."""
    try:
        seal.footer(path)
    except (OSError, SealError) as error:
        raise unreadable(path, error) from error


def unreadable(path: Path, error: Exception) -> LakeFileError:
    """The error that says so, and what to do."""
    why = error.strerror if isinstance(error, OSError) and error.strerror else error
    kind = LakeFileGoneError if isinstance(error, FileNotFoundError) else LakeFileError
    return kind(
        f"{path} cannot be read ({why}). Once the disk is sound again, mend the lake with: "
        "onrecord repair"
    )


def _unwritable(path: Path, error: OSError) -> LakeFileError:
    return LakeFileError(
        f"{path} cannot be written ({error.strerror or error}). What was there before is as it "
        "was; mend the cause and run again."
    )


def _rename(path: Path, target: Path) -> None:
    faults.point("lake.rename", target)
    path.replace(target)
    faults.point("lake.renamed", target)
    _sync(target.parent)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
