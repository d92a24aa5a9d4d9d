"""Reads one source file: what is in it becomes documents and rejections, whatever is in it.

Opening, the versions before and after, and identities are here; unpacking and formats elsewhere.
"""

from __future__ import annotations

import errno
from collections.abc import Callable, Iterable, Iterator
from functools import partial

from pipelines.ingest import storage
from pipelines.ingest.dispatch import READER_DIED, Pending, Source, Sourced, documents
from pipelines.ingest.drafts import SAMPLE_LENGTH, Draft, Fault, Refused
from pipelines.ingest.fields import USUAL, FieldNames
from pipelines.ingest.naming import shortened
from pipelines.ingest.records import (
    RawDocument,
    ReadLimits,
    Rejection,
    SourceFile,
    content_sha256,
    document_id,
)

_MAX_SIDECAR_BYTES = 1024 * 1024
_CHANGED = "the file changed while it was read; it is read again by the next run"


Making = Callable[[Iterable[Sourced | Pending]], Iterator[Sourced]]


def at_once(items: Iterable[Sourced | Pending]) -> Iterator[Sourced]:
    """The items in order, each that is pending made when its turn comes."""
    for item in items:
        yield item() if isinstance(item, Pending) else item


def read(
    file: SourceFile, limits: ReadLimits, fields: FieldNames = USUAL, making: Making = at_once
) -> Iterator[RawDocument | Rejection]:
    """The documents of the file, read as they are asked for. Never raises for what is in it.

    `making` sees to the documents that take work to make, and keeps the order; it may read ahead.

    A document is held back until the next one is read or the end is known, so that a file with
    one document that changes under our hands gives no document at all.
    """
    changed = _changed(file)
    if changed is not None:
        yield changed
        return
    held: RawDocument | None = None
    for item in _items(file, limits, fields, making):
        if held is not None:
            yield held
            held = None
        if isinstance(item, RawDocument):
            held = item
        else:
            yield item
    changed = _changed(file)
    if changed is not None:
        yield changed
    elif held is not None:
        yield held


def reader_died(file: SourceFile) -> Rejection:
    """Comes of a file where reading it ends every process that tries."""
    return _rejection(file, *READER_DIED)


def _items(
    file: SourceFile, limits: ReadLimits, fields: FieldNames, making: Making
) -> Iterator[RawDocument | Rejection]:
    if file.size > limits.max_file_bytes:
        size = f"{limits.max_file_bytes:,} bytes, ONRECORD_MAX_FILE_BYTES"
        yield _rejection(file, "too_large", f"larger than a file may be ({size})")
        return
    try:
        yield from _read(file, limits, fields, making)
    except OSError as error:
        yield _unreadable(file, error)


def _read(
    file: SourceFile, limits: ReadLimits, fields: FieldNames, making: Making
) -> Iterator[RawDocument | Rejection]:
    refused = taken = 0
    reopen, sidecar = partial(storage.open_file, file), partial(_sidecar, file)
    source = Source(file.path, reopen, file.size, limits, fields, sidecar)
    for found in making(documents(source)):
        item = _identified(file, found)
        yield item
        refused, taken = _count(item, refused, taken)
        if refused >= limits.max_rejections and refused > taken:
            reason = f"given up after {refused:,} bad records, more than good ones"
            yield _rejection(file, "too_many_bad_records", reason)
            return


def _count(item: RawDocument | Rejection, refused: int, taken: int) -> tuple[int, int]:
    return (refused + 1, taken) if isinstance(item, Rejection) else (refused, taken + 1)


def _identified(file: SourceFile, found: Sourced) -> RawDocument | Rejection:
    locator = shortened(found.locator) if found.locator is not None else None
    identity = document_id(file.uri, locator)
    if isinstance(found.item, Fault):
        fault = found.item
        return Rejection(
            file.uri,
            locator,
            identity if locator is not None else None,
            fault.rule,
            _storable(fault.reason),
            _storable(fault.sample[:SAMPLE_LENGTH]) if fault.sample else None,
        )
    return _document(file, found, found.item, identity, locator)


def _storable(text: str) -> str:
    """Names from a file may hold halves of characters, which no table takes."""
    return text.encode("utf-8", "replace").decode()


def _document(
    file: SourceFile, found: Sourced, draft: Draft, identity: str, locator: str | None
) -> RawDocument:
    said = draft.metadata
    metadata: dict[str, object] = {
        "url": said.url,
        "publisher": said.publisher,
        "title": said.title,
        "subtitle": said.subtitle,
        "authors": list(said.authors),
        "published": said.published,
    }
    return RawDocument(
        document_id=identity,
        source_uri=file.uri,
        record_locator=locator,
        source_format=found.format,
        encoding=draft.encoding,
        repairs=draft.repairs,
        content_sha256=content_sha256(draft.text, metadata),
        text=draft.text,
        url=said.url,
        publisher=said.publisher,
        title=said.title,
        subtitle=said.subtitle,
        authors=said.authors,
        published=said.published,
    )


def _changed(file: SourceFile) -> Rejection | None:
    """A rejection where the file is no longer the one that was found."""
    try:
        now = storage.current_version(file)
    except OSError as error:
        return _unreadable(file, error)
    if now != (file.size, file.version):
        return _rejection(file, "changed_while_read", _CHANGED, retry=True)
    return None


def _sidecar(file: SourceFile) -> bytes | None:
    try:
        stream = storage.open_sidecar(file)
    except (OSError, Refused) as error:
        # Not None: metadata that is there and cannot be had must not pass for metadata not there.
        return f"unreadable: {error}".encode()
    if stream is None:
        return None
    with stream:
        return stream.read(_MAX_SIDECAR_BYTES)


def _unreadable(file: SourceFile, error: OSError) -> Rejection:
    """Denied permission shows in the file's version; anything else may be better next time."""
    denied = error.errno in (errno.EACCES, errno.EPERM)
    reason = f"cannot be read: {error.strerror or error}"
    return _rejection(file, "unreadable", reason, retry=not denied)


def _rejection(file: SourceFile, rule: str, reason: str, *, retry: bool = False) -> Rejection:
    return Rejection(file.uri, None, None, rule, reason, None, retry)
