"""Lines of files of any size in bounded memory, as UTF-8 bytes or as they are.

What a line holds is for the formats to say.
"""

from __future__ import annotations

import codecs
import io
from collections.abc import Iterator
from typing import TYPE_CHECKING, BinaryIO

from pipelines.ingest.drafts import Refused
from pipelines.ingest.encodings import wide_encoding
from pipelines.ingest.streams import BUFFER_BYTES, HEAD_BYTES, peekable

if TYPE_CHECKING:
    from typing_extensions import Buffer

_MAX_BLANK_LINES = 1_000_000
_EVIDENCE_BYTES = 64 * 1024


def byte_lines(stream: BinaryIO, most: int) -> Iterator[bytes | None]:
    """The lines of the stream with their ends; None for one of more than `most` bytes.

    Raises Refused where the stream is nothing but line ends for too long.
    """
    blank = 0
    while line := stream.readline(most + 1):
        blank = blank + 1 if len(line) < 3 and line.isspace() else 0
        if blank > _MAX_BLANK_LINES:
            raise Refused("too_large", f"more than {_MAX_BLANK_LINES:,} blank lines in a row")
        if len(line) <= most:
            yield line
            continue
        yield None
        while line and not line.endswith(b"\n"):
            line = stream.readline(BUFFER_BYTES)


def ascii_compatible(stream: BinaryIO) -> tuple[io.BufferedReader, str | None]:
    """The stream in an encoding that keeps ASCII's bytes, and the encoding that it was in.

    UTF-16 and UTF-32 become UTF-8; the mark of UTF-8 is skipped. Anything else stays, with None.
    """
    peeking = peekable(stream)
    head = peeking.peek(HEAD_BYTES)[:HEAD_BYTES]
    if head.startswith(codecs.BOM_UTF8):
        peeking.read(len(codecs.BOM_UTF8))
        return peeking, "utf-8-sig"
    encoding = wide_encoding(head)
    if encoding is None:
        return peeking, None
    return io.BufferedReader(_Recoded(peeking, encoding), BUFFER_BYTES), encoding


def evidence(stream: io.BufferedReader) -> bytes:
    """The first bytes of the stream, which stay in it."""
    return stream.peek(_EVIDENCE_BYTES)[:_EVIDENCE_BYTES]


class _Recoded(io.RawIOBase):
    """A stream in another encoding as UTF-8."""

    def __init__(self, inner: BinaryIO, encoding: str) -> None:
        super().__init__()
        self._inner = inner
        self._decoder = codecs.getincrementaldecoder(encoding)("replace")
        self._ready = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Buffer) -> int:
        room = memoryview(buffer)
        while not self._ready:
            block = self._inner.read(len(room))
            text = self._decoder.decode(block, final=not block)
            # Halves of characters are decoded in pairs or replaced, so encoding cannot fail.
            self._ready = text.encode()
            if not block:
                break
        given = self._ready[: len(room)]
        self._ready = self._ready[len(given) :]
        room[: len(given)] = given
        return len(given)
