"""From the bytes of a file to its documents: unpacks, opens archives, chooses the reader.

Decides who reads, and turns what goes wrong with a payload into faults. Reads no format itself.
Documents that take work to make are left pending, for whoever reads the file to have them made.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import BinaryIO

from pipelines.ingest import sniffing, streams
from pipelines.ingest.archives import Member, tar_members, zip_members
from pipelines.ingest.drafts import Draft, Fault, Found, Later, Payload, Refused, too_large
from pipelines.ingest.fields import FieldNames
from pipelines.ingest.formats.registry import FORMATS
from pipelines.ingest.records import ReadLimits

READER_DIED = ("reader_died", "reading it ended the process that read it, again and again")
"""Rule and reason of what is given up."""

_MAX_LAYERS = 2
_MAX_ARCHIVES = 2
_ARCHIVES = {".zip": "zip", ".tar": "tar"}
_FORMATS = {known.name: known for known in FORMATS}
_NAMED = {ending: known.name for known in FORMATS for ending in known.endings} | _ARCHIVES
# Kinds that show in the first bytes; a tar of the oldest style does not.
_MARKED = ("zip", "parquet", "warc")


@dataclass(frozen=True, slots=True)
class Source:
    """A file as it was found, packed or not. `reopen` gives its bytes from the start."""

    path: str
    reopen: Callable[[], BinaryIO]
    size: int
    limits: ReadLimits
    fields: FieldNames
    sidecar: Callable[[], bytes | None]


@dataclass(frozen=True, slots=True)
class Sourced:
    """A draft or fault, with the format it was read as and its place in the file."""

    item: Draft | Fault
    format: str
    locator: str | None


@dataclass(frozen=True, slots=True)
class Pending:
    """A document that is yet to be made, which calling it does, in whichever process."""

    later: Later
    format: str
    locator: str | None
    most: int

    def __call__(self) -> Sourced:
        try:
            made = _checked(self.later.make(), self.most)
        except Exception as error:
            made = _finding(error)
        return Sourced(made, self.format, self.locator)

    def given_up(self) -> Sourced:
        """Comes in its place where making it ends every process that tries."""
        return Sourced(Fault(*READER_DIED), self.format, self.locator)


@dataclass(frozen=True, slots=True)
class _Part:
    """A file, or a file in an archive: how to get at it, and the way that led to it."""

    name: str
    reopen: Callable[[], BinaryIO]
    sidecar: Callable[[], bytes | None]
    way: str | None = None
    depth: int = 0

    def locator(self, record: str | None) -> str | None:
        """Place of a record: `line=3`, `a.txt`, `a.jsonl#line=3`, `inner.zip!/a.jsonl#line=3`."""
        if record is None or self.way is None:
            return record if self.way is None else self.way
        return f"{self.way}#{record}"

    def member(self, name: str) -> str:
        return name if self.way is None else f"{self.way}!/{name}"


def documents(source: Source) -> Iterator[Sourced | Pending]:
    """Everything in the file, in order. Raises OSError where the file cannot be read."""
    name = os.path.basename(source.path)  # noqa: PTH119 # a path may be no valid text
    budget = streams.Budget(source.size, source.limits)
    reading = _Reading(source.limits, source.fields, budget)
    yield from reading.safely(_Part(name, source.reopen, source.sidecar))


@dataclass(frozen=True, slots=True)
class _Reading:
    """The reading of one file. The budget is shared by all that is in it."""

    limits: ReadLimits
    fields: FieldNames
    budget: streams.Budget

    def safely(self, part: _Part) -> Iterator[Sourced | Pending]:
        """What is in a part; whatever goes wrong with it becomes its last item, a fault."""
        try:
            yield from self._found(part)
        except streams.Exhausted as refusal:
            if part.depth:
                raise  # What is left of the file has no budget either.
            yield _fault(part, refusal.fault())
        except Exception as error:
            if isinstance(error, OSError) and error.errno is not None:
                raise  # The disk's or network's, and not the content's.
            yield _fault(part, _finding(error))

    def _found(self, part: _Part) -> Iterator[Sourced | Pending]:
        nothing = True
        with self._unpacked(part.name, part.reopen()) as stream:
            for item in self._items(part, stream):
                nothing = False
                yield item
        if nothing:
            yield _fault(part, Fault("no_documents", "holds no documents"))

    def _items(self, part: _Part, stream: streams.Named) -> Iterator[Sourced | Pending]:
        kind = _kind(stream.name, stream.head())
        if kind in _FORMATS:
            payload = Payload(stream.name, stream.stream, self.limits, self.fields, part.sidecar)
            for item in _FORMATS[kind].read(payload):
                yield self._sourced(item, kind, part.locator(item.locator))
        elif part.depth >= _MAX_ARCHIVES:
            raise Refused("nested_too_deep", "an archive in an archive in an archive")
        else:
            for found in self._members(kind, part, stream):
                yield from self._member(part, found)

    def _members(self, kind: str, part: _Part, stream: streams.Named) -> Iterator[Member | Fault]:
        if kind == "tar" and part.depth == 0:
            yield from tar_members(
                lambda: self._unpacked(part.name, part.reopen()).stream, self.limits, self.budget
            )
            return
        with streams.seekable(stream.stream) as archive:
            if kind == "zip":
                yield from zip_members(archive, self.limits, self.budget)
            else:
                again = partial(streams.from_start, archive)
                yield from tar_members(again, self.limits, self.budget)

    def _sourced(self, item: Found, kind: str, locator: str | None) -> Sourced | Pending:
        most = self.limits.max_document_bytes
        if isinstance(item, Later):
            return Pending(item, kind, locator, most)
        return Sourced(_checked(item, most), kind, locator)

    def _member(self, part: _Part, found: Member | Fault) -> Iterator[Sourced | Pending]:
        if isinstance(found, Fault):
            way = part.member(found.locator or "")
            yield Sourced(found, "unknown", way)
            return
        way = part.member(found.name)
        inner = _Part(
            found.name, lambda: found.stream, found.sidecar, way=way, depth=part.depth + 1
        )
        yield from self.safely(inner)

    def _unpacked(self, name: str, stream: BinaryIO) -> streams.Named:
        """The stream without its compression, and the name without the ending that told of it."""
        named = streams.Named(name, streams.peekable(stream))
        for _ in range(_MAX_LAYERS):
            packing = sniffing.packing(named.head())
            if packing is None:
                return named
            unpack = streams.from_gzip if packing == "gzip" else streams.from_zstandard
            inner = streams.peekable(unpack(named.stream, self.budget))
            named = streams.Named(sniffing.unpacked_name(named.name), inner)
        if sniffing.packing(named.head()) is not None:
            raise Refused("nested_too_deep", "compressed over and over")
        return named


def _checked(item: Draft | Fault, most: int) -> Draft | Fault:
    if isinstance(item, Fault) or len(item.text) <= most // 4:
        return item
    if len(item.text.encode("utf-8", "replace")) <= most:
        return item
    return Fault("too_large", too_large(most), locator=item.locator)


def _finding(error: Exception) -> Fault:
    """What an error says of what was read; one file must not stop the run, whatever it is."""
    if isinstance(error, Refused):
        return error.fault()
    if isinstance(error, RecursionError):
        return Fault("too_deep", "nested too deeply to be read")
    if isinstance(error, MemoryError):
        return Fault("too_large", "needs more memory than there is")
    reason = f"the reader failed: {type(error).__name__}: {error}"
    return Fault("reader_failed", reason[:500])


def _kind(name: str, head: bytes) -> str:
    """The name of a format, `zip` or `tar`; Refused where name and content give none."""
    if not head:
        raise Refused("empty", "the file is empty")
    ending = sniffing.ending(name)
    named, content = _NAMED.get(ending), sniffing.container(head)
    if named is None:
        return _unnamed(ending, content, head)
    if named == "txt" and sniffing.is_html(head):
        return "html"
    foreign = sniffing.foreign(head)
    if foreign is not None:
        raise Refused("not_text", f"named {ending}, but the content is {foreign}")
    if content is not None and content != named:
        raise Refused("wrong_type", f"named {ending}, but the content is {content}")
    if content is None and named in _MARKED:
        raise Refused("wrong_type", f"named {ending}, but the content is not {named}")
    return named


def _unnamed(ending: str, content: str | None, head: bytes) -> str:
    if not ending and content is not None:
        return content
    if not ending and sniffing.is_html(head):
        return "html"
    known = " ".join(sorted(_NAMED))
    raise Refused("unknown_format", f"a kind of file that is not read; those that are: {known}")


def _fault(part: _Part, fault: Fault) -> Sourced:
    return Sourced(fault, "unknown", part.locator(fault.locator))
