"""WARC, as Common Crawl ships news: each page that was fetched well is a document."""

from __future__ import annotations

import io
from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from pipelines.ingest.drafts import Fault, Later, Payload, Refused, too_large
from pipelines.ingest.fields import one_line
from pipelines.ingest.streams import BUFFER_BYTES
from pipelines.ingest.webpage import read_page

if TYPE_CHECKING:
    from fastwarc.warc import WarcRecord

_PAGES = ("text/html", "application/xhtml+xml")
_END = b"\r\n\r\n"
_DAMAGED = "the WARC file is damaged"


def read(payload: Payload) -> Iterator[Later | Fault]:
    """A document for every HTML response with status 200.

    A page is held back until the next record begins: the last one of a file that was cut off is
    not whole.
    """
    watched = _Watched(payload.stream)
    held: Later | Fault | None = None
    seen: set[str] = set()
    try:
        for number, record in enumerate(_responses(watched), start=1):
            if held is not None:
                yield held
                held = None
            locator = _locator(record, number, seen)
            held = _page(record, locator, payload.limits.max_document_bytes)
    except Refused:
        if held is not None:
            yield held  # It was read; what comes after it is not good.
        raise
    if not watched.ends_with_record():
        reason = f"{_DAMAGED}: it ends inside a record"
        yield Fault("damaged", reason, locator=held.locator if held is not None else None)
    elif held is not None:
        yield held


def _responses(stream: _Watched) -> Iterator[WarcRecord]:
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    try:
        yield from ArchiveIterator(
            stream, record_types=WarcRecordType.response, auto_decode="all", stream_detect=False
        )
    except OSError as error:
        if error.errno is not None:
            raise
        raise Refused("damaged", f"{_DAMAGED}: {error}; the rest was not read") from error
    except BaseException as error:
        # A panic of the library's Rust code derives from nothing that can be imported.
        if type(error).__name__ != "PanicException":
            raise
        raise Refused("damaged", f"{_DAMAGED}: {error}; the rest was not read"[:500]) from error


def _locator(record: WarcRecord, number: int, seen: set[str]) -> str:
    """The record's own identifier, or its number where that is missing or not its own."""
    own = one_line(record.record_id)
    name = str(number) if own is None or own in seen else own
    seen.add(name)
    return f"record={name.strip('<>')}"


def _page(record: WarcRecord, locator: str, most: int) -> Later | Fault | None:
    http = record.http_headers
    if http is None or http.status_code != 200 or record.http_content_type not in _PAGES:
        return None
    url = one_line(record.headers.get("WARC-Target-URI"))
    try:
        data = record.reader.read(most + 1)
    except OSError as error:
        if error.errno is not None:
            raise
        return Fault("damaged", f"the response is damaged: {error}", url, locator)
    if len(data) > most:
        return Fault("too_large", too_large(most), url, locator)
    if not data.strip():
        return Fault("no_text", "the response is empty", url, locator)
    return Later(partial(read_page, data, locator, record.http_charset, url), locator)


class _Watched:
    """A stream that remembers its last bytes, which tell whether it was cut off."""

    def __init__(self, inner: io.BufferedReader) -> None:
        self._inner = inner
        self._position = 0
        self._last = b""

    def read(self, size: int = -1) -> bytes:
        # What is there, and not all that is asked for: damage may follow close behind it.
        data = self._inner.read1(size)
        self._position += len(data)
        self._last = (self._last + data[-len(_END) :])[-len(_END) :]
        return data

    def tell(self) -> int:
        return self._position

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Forward only; the library asks for no more than the position."""
        target = offset + (self._position if whence == io.SEEK_CUR else 0)
        if whence == io.SEEK_END or target < self._position:
            raise io.UnsupportedOperation("the stream only runs forward")
        while self._position < target and self.read(min(BUFFER_BYTES, target - self._position)):
            pass
        return self._position

    def close(self) -> None:
        """The stream is closed by who opened it."""

    def ends_with_record(self) -> bool:
        """Whether all was read, up to the blank lines that end a record."""
        return not self._inner.read(1) and self._last == _END
