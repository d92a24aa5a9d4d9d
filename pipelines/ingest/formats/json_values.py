"""JSON files: an object, an array of records, an answer of a news API, or records in a row.

Arrays are cut into their items byte by byte, so that a file of any size is read in bounded
memory, and a bad item does not spoil the others.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from pipelines.ingest.drafts import Draft, Fault, Payload, Refused, sample_of, too_large
from pipelines.ingest.encodings import LineDecoder
from pipelines.ingest.fields import FieldNames, plain_name
from pipelines.ingest.lines import ascii_compatible, evidence
from pipelines.ingest.named_records import from_record, has_text

# Python's own parser gives up at about as many.
_MAX_DEPTH = 1000
# How many times too large a record may be until we stop looking for its end.
_GIVE_UP = 16
_CHUNK_BYTES = 256 * 1024
_STRUCTURE = re.compile(rb"[\"{}\[\]]")
_IN_STRING = re.compile(rb"[\"\\]")
_BETWEEN = re.compile(rb"[\s,]*")
# Where news APIs put the list of articles in their answer, from the outside in.
_ENVELOPES = ("response", "data", "articles", "results", "docs", "items", "news", "documents")


def read(payload: Payload) -> Iterator[Draft | Fault]:
    """A document for the one object, or for each item."""
    stream, encoding = ascii_compatible(payload.stream)
    yield from records(stream, encoding, payload)


def records(
    stream: io.BufferedReader, encoding: str | None, payload: Payload
) -> Iterator[Draft | Fault]:
    """The documents in a stream of JSON values; `encoding` is what the stream was in."""
    decoder = LineDecoder(evidence(stream), encoding)
    most, fields = payload.limits.max_record_bytes, payload.fields
    first: _Value | None = None
    for number, value in enumerate(_Cutter(stream, most).values(), start=1):
        if number == 1 and not value.listed:
            first = value
            continue
        if first is not None:
            yield _item(_parsed(first, decoder, most), fields, 1)
            first = None
        yield _item(_parsed(value, decoder, most), fields, number)
    if first is not None:
        yield from _alone(_parsed(first, decoder, most), fields)


@dataclass(frozen=True, slots=True)
class _Value:
    """The bytes of an object or array, None where they are too many; `listed` in an array."""

    data: bytes | None
    listed: bool


def _item(parsed: _Parsed | Fault, fields: FieldNames, number: int) -> Draft | Fault:
    locator = f"item={number}"
    if isinstance(parsed, Fault):
        return Fault(parsed.rule, parsed.reason, parsed.sample, locator)
    return from_record(parsed.record, fields, locator, parsed.encoding, parsed.repairs)


def _alone(parsed: _Parsed | Fault, fields: FieldNames) -> Iterator[Draft | Fault]:
    if isinstance(parsed, Fault):
        yield parsed
        return
    found, repairs = parsed.encoding, parsed.repairs
    items = _enveloped(parsed.record, fields)
    if items is None:
        yield from_record(parsed.record, fields, None, found, repairs)
        return
    for number, item in enumerate(items, start=1):
        yield from_record(item, fields, f"item={number}", found, repairs)


@dataclass(frozen=True, slots=True)
class _Parsed:
    record: object
    encoding: str
    repairs: tuple[str, ...]


def _parsed(value: _Value, decoder: LineDecoder, most: int) -> _Parsed | Fault:
    if value.data is None:
        return Fault("too_large", f"a record {too_large(most)}")
    decoded = decoder.decode(value.data)
    try:
        return _Parsed(json.loads(decoded.text), decoded.encoding, decoded.repairs)
    except RecursionError:
        return Fault("too_deep", "nested too deeply to be read", sample_of(value.data))
    except ValueError as error:
        return Fault("bad_json", f"not JSON: {error}"[:500], sample_of(value.data))


def _enveloped(record: object, fields: FieldNames, depth: int = 0) -> list[object] | None:
    """The list of records in an API's answer; None where the record is itself a document."""
    if not isinstance(record, Mapping) or has_text(record, fields):
        return None
    named = {plain_name(name): value for name, value in record.items()}
    for name in _ENVELOPES:
        value = named.get(name)
        if isinstance(value, list) and any(isinstance(item, Mapping) for item in value):
            return value
        inner = _enveloped(value, fields, depth + 1) if depth < 2 else None
        if inner is not None:
            return inner
    return None


@dataclass(slots=True)
class _Cutter:
    """Cuts a stream at the ends of its values, by brackets and strings alone."""

    stream: io.BufferedReader
    most: int
    depth: int = 0
    base: int = 0
    in_string: bool = False
    skip: int = 0
    held: bytearray = field(default_factory=bytearray)
    length: int = 0
    too_large: bool = False

    def values(self) -> Iterator[_Value]:
        while chunk := self.stream.read1(_CHUNK_BYTES):
            yield from self._chunk(chunk)
        if self.depth:
            where = "inside a record" if self.depth > self.base else "before the list does"
            raise Refused("damaged", f"the file ends {where}")

    def _chunk(self, chunk: bytes) -> Iterator[_Value]:
        # Where in this chunk the value begins, or goes on, that we are in.
        start = 0
        at = min(self.skip, len(chunk))
        self.skip -= at
        while True:
            inside = self.depth > self.base
            mark = (_IN_STRING if self.in_string else _STRUCTURE).search(chunk, at)
            if mark is None:
                break
            if not inside:
                self._only_space(chunk, at, mark.start())
                start = mark.start()
            at = self._step(mark.group(), mark.end(), len(chunk))
            if inside and self.depth == self.base:
                yield self._cut(chunk[start:at])
        if self.depth > self.base:
            self._hold(chunk[start:])
        else:
            self._only_space(chunk, at, len(chunk))

    def _step(self, mark: bytes, at: int, end: int) -> int:
        """Take note of a bracket, quotation mark or escape; where to look on."""
        if mark == b"\\":
            self.skip = max(0, at + 1 - end)
            return min(at + 1, end)
        if mark == b'"':
            if self.depth == self.base:
                raise Refused("bad_json", "not records: a bare string", None)
            self.in_string = not self.in_string
        elif mark in b"{[":
            if self.depth == 0:
                self.base = 1 if mark == b"[" else 0
            self.depth += 1
            if self.depth > _MAX_DEPTH:
                raise Refused("too_deep", "nested too deeply; the rest was not read")
        else:
            self.depth = max(0, self.depth - 1)
            self.base = min(self.base, self.depth)
        return at

    def _only_space(self, chunk: bytes, start: int, end: int) -> None:
        between = _BETWEEN.match(chunk, start, end)
        if between is not None and between.end() < end:
            raise Refused("bad_json", "not records", sample_of(chunk[between.end() : end]))

    def _hold(self, data: bytes) -> None:
        self.length += len(data)
        if self.length > self.most:
            self.too_large = True
            self.held.clear()
            if self.length > _GIVE_UP * self.most:
                raise Refused("too_large", "a record without an end; the rest was not read")
        elif not self.too_large:
            self.held += data

    def _cut(self, last: bytes) -> _Value:
        self._hold(last)
        value = _Value(None if self.too_large else bytes(self.held), listed=self.base == 1)
        self.held.clear()
        self.length = 0
        self.too_large = False
        return value
