"""The seal of a Parquet file: two hashes between its data and its footer, where readers skip them.

Parquet's own page checksums leave out the footer, and DuckDB does not look at them. What lies in
the file besides is not this module's subject.
"""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

_MAGIC = b"PAR1"
_TAIL = 8
"""Length of the footer in four bytes, and the magic word again."""

_HASH = hashlib.sha256
_SIZE = 32
_CHUNK = 1 << 20


class SealError(Exception):
    """The file is not what was written; the message says in which respect."""


@dataclass(frozen=True, slots=True)
class _End:
    """The end of a sealed file: where its data stop, the hash of the data, footer and tail."""

    data_bytes: int
    data_hash: bytes
    footer: bytes
    tail: bytes


def put(path: Path) -> None:
    """Seal a Parquet file that has just been written."""
    with path.open("r+b") as file:
        start, footer, tail = _footer(file)
        file.seek(0)
        data_hash = _hash_of(file, start)
        file.seek(start)
        file.write(data_hash + _HASH(data_hash + footer).digest() + footer + tail)


def footer(path: Path) -> bytes:
    """The footer alone, proven whole, in the form of a Parquet file that has no data."""
    with path.open("rb") as file:
        end = _end(file)
    return _MAGIC + end.footer + end.tail


def verify(path: Path) -> None:
    """Raise SealError unless every byte is as it was sealed."""
    with path.open("rb") as file:
        end = _end(file)
        file.seek(0)
        if _hash_of(file, end.data_bytes) != end.data_hash:
            raise SealError("its data are damaged: they are not what was written")


def _end(file: BinaryIO) -> _End:
    start, footer, tail = _footer(file)
    data_bytes = start - 2 * _SIZE
    if data_bytes < len(_MAGIC):
        raise SealError("it has no seal")
    file.seek(data_bytes)
    data_hash, footer_hash = file.read(_SIZE), file.read(_SIZE)
    if _HASH(data_hash + footer).digest() != footer_hash:
        raise SealError("its footer is damaged, or has no seal")
    return _End(data_bytes, data_hash, footer, tail)


def _footer(file: BinaryIO) -> tuple[int, bytes, bytes]:
    """Where the footer starts, the footer, and the tail after it."""
    size = file.seek(0, os.SEEK_END)
    if size < len(_MAGIC) + _TAIL:
        raise SealError("it is too short for a Parquet file")
    file.seek(size - _TAIL)
    tail = file.read(_TAIL)
    start = size - _TAIL - int.from_bytes(tail[:4], "little")
    if tail[4:] != _MAGIC or start < len(_MAGIC):
        raise SealError("it does not end as a Parquet file does: it is cut short or damaged")
    file.seek(start)
    return start, file.read(size - _TAIL - start), tail


def _hash_of(file: BinaryIO, count: int) -> bytes:
    """Hash of the next `count` bytes."""
    found = _HASH()
    while count and (chunk := file.read(min(_CHUNK, count))):
        found.update(chunk)
        count -= len(chunk)
    return found.digest()
