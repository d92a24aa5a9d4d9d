"""Byte streams that cannot run away: unpacking under a budget, forward reading, spooling.

Knows compression; which file is compressed how is found out elsewhere, as are archives.
"""

from __future__ import annotations

import errno
import gzip
import io
import lzma
import tarfile
import tempfile
import zipfile
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO, Protocol, cast

from pipelines.ingest.drafts import Refused
from pipelines.ingest.records import ReadLimits

if TYPE_CHECKING:
    from typing_extensions import Buffer

BUFFER_BYTES = 128 * 1024
# As much as is looked at to tell what a file is; the mark of a tar comes late.
HEAD_BYTES = 1024
_SPOOL_IN_MEMORY = 16 * 1024**2
_DAMAGE = (
    EOFError, zlib.error, gzip.BadGzipFile, zipfile.BadZipFile, lzma.LZMAError, tarfile.TarError,
)  # fmt: skip


class Readable(Protocol):
    """Anything that gives the bytes it has, few or many."""

    def read1(self, size: int, /) -> bytes: ...


class Exhausted(Refused):
    """The budget is spent: no more of the file can be read, whatever part of it is asked for."""


class Budget:
    """How many unpacked bytes one file may still give. Shared by all that is inside it."""

    def __init__(self, packed_bytes: int, limits: ReadLimits) -> None:
        by_ratio = max(limits.free_expansion_bytes, packed_bytes * limits.max_expansion)
        self._allowed = min(by_ratio, limits.max_expanded_bytes)
        self._spent = 0

    def spend(self, count: int) -> None:
        """Take note of so many unpacked bytes; Refused where they are too many."""
        self._spent += count
        if self._spent > self._allowed:
            reason = f"unpacks to more than {self._allowed:,} bytes, more than its size allows"
            raise Exhausted("expands_too_much", reason)


class _Unpacked(io.RawIOBase):
    """Bytes from an unpacker: counted, and with its many errors made one finding."""

    def __init__(self, inner: Readable, budget: Budget, beneath: BinaryIO | None) -> None:
        super().__init__()
        self._inner = inner
        self._budget = budget
        self._beneath = beneath
        self._failed: Refused | None = None

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Buffer) -> int:
        room = memoryview(buffer)
        data = bytearray()
        # Enough to be looked into; then what is there, as damage may follow close behind.
        while len(data) < min(HEAD_BYTES, len(room)) and (block := self._some(room, data)):
            data += block
        self._budget.spend(len(data))
        room[: len(data)] = data
        return len(data)

    def _some(self, room: memoryview, before: bytearray) -> bytes:
        """More bytes; a failure is kept back until the bytes before it are given."""
        if self._failed is None:
            try:
                return _read(self._inner, len(room) - len(before))
            except Refused as refusal:
                self._failed = refusal
        if not before:
            raise self._failed
        return b""

    def close(self) -> None:
        if self._beneath is not None:
            self._beneath.close()
        super().close()


def _read(inner: Readable, size: int) -> bytes:
    try:
        return inner.read1(size)
    except _DAMAGE as error:
        raise Refused("damaged", f"the packed data is damaged: {_words(error)}") from error
    except OSError as error:
        # Unpackers raise it without a number, the system with one.
        if error.errno is not None:
            raise
        raise Refused("damaged", f"the packed data is damaged: {_words(error)}") from error
    except (NotImplementedError, RuntimeError) as error:
        raise Refused("damaged", f"packed in a way that is not read: {_words(error)}") from error


def _words(error: Exception) -> str:
    return " ".join(str(error).split()) or "it ends too early"


@dataclass(frozen=True, slots=True)
class Named:
    """A stream that can be looked into, and the name of the file in it. Closes with `with`."""

    name: str
    stream: io.BufferedReader

    def head(self) -> bytes:
        """The first bytes, which stay in the stream."""
        return self.stream.peek(HEAD_BYTES)[:HEAD_BYTES]

    def __enter__(self) -> Named:
        return self

    def __exit__(self, *_: object) -> None:
        self.stream.close()


def peekable(stream: BinaryIO) -> io.BufferedReader:
    """The stream with a look ahead."""
    if isinstance(stream, io.BufferedReader):
        return stream
    return io.BufferedReader(cast("io.RawIOBase", stream), BUFFER_BYTES)


def unpacked(inner: Readable, budget: Budget, beneath: BinaryIO | None = None) -> io.BufferedReader:
    """A buffered stream over an unpacker's bytes; closing it closes what is beneath."""
    return io.BufferedReader(_Unpacked(inner, budget, beneath), BUFFER_BYTES)


def from_gzip(stream: BinaryIO, budget: Budget) -> io.BufferedReader:
    """Unpack gzip, of one member or many."""
    return unpacked(gzip.GzipFile(fileobj=stream, mode="rb"), budget, stream)


def from_zstandard(stream: BinaryIO, budget: Budget) -> io.BufferedReader:
    """Unpack Zstandard, of one frame or many."""
    import pyarrow as pa

    frames = pa.CompressedInputStream(pa.PythonFile(stream, mode="r"), "zstd")
    return unpacked(frames, budget, stream)


def from_start(stream: BinaryIO) -> BinaryIO:
    """A seekable stream once more, which closing leaves open."""
    stream.seek(0)
    return io.BufferedReader(_Lent(stream), BUFFER_BYTES)


def seekable(stream: BinaryIO) -> BinaryIO:
    """The stream, or a copy of it on disk where it only runs forward. Close what is returned."""
    if stream.seekable():
        return stream
    copy = tempfile.SpooledTemporaryFile(max_size=_SPOOL_IN_MEMORY)  # noqa: SIM115
    while block := stream.read(BUFFER_BYTES):
        copy.write(block)
    copy.seek(0)
    return cast("BinaryIO", copy)


class _Lent(io.RawIOBase):
    """A seekable stream in use by one reader after another."""

    def __init__(self, inner: BinaryIO) -> None:
        super().__init__()
        self._inner = inner

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        return self._inner.seek(offset, whence)

    def tell(self) -> int:
        return self._inner.tell()

    def readinto(self, buffer: Buffer) -> int:
        room = memoryview(buffer)
        data = self._inner.read(len(room))
        room[: len(data)] = data
        return len(data)


class Modest(io.RawIOBase):
    """A stream that refuses to give much at once: a few header bytes can ask for gigabytes.

    Over a stream that cannot seek it still goes forward, which is all that a tar needs.
    """

    def __init__(self, inner: BinaryIO, most: int) -> None:
        super().__init__()
        self._inner = inner
        self._most = most
        self._seekable = inner.seekable()
        self._position = inner.tell() if self._seekable else 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._position

    def read(self, size: int | None = -1, /) -> bytes:
        asked = self._most + 1 if size is None or size < 0 else size
        data = self._inner.read(min(asked, self._most + 1))
        if len(data) > self._most:
            reason = f"a header in the archive asks for more than {self._most:,} bytes"
            raise Refused("damaged", reason)
        self._position += len(data)
        return data

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        if self._seekable:
            self._position = self._jump(offset, whence)
            return self._position
        if whence != io.SEEK_SET or offset < self._position:
            raise Refused("damaged", "the archive points back to where it was read already")
        while self._position < offset:
            block = self._inner.read(min(BUFFER_BYTES, offset - self._position))
            if not block:
                break
            self._position += len(block)
        return self._position

    def _jump(self, offset: int, whence: int) -> int:
        try:
            return self._inner.seek(offset, whence)
        except (OSError, ValueError, OverflowError) as error:
            if isinstance(error, OSError) and error.errno not in (None, errno.EINVAL):
                raise
            raise Refused("damaged", "the archive points to where it has no bytes") from error
