"""Tables as text (.csv, .tsv): one record a row, with the names of the fields in the first."""

from __future__ import annotations

import csv
from collections.abc import Iterator

from pipelines.ingest.drafts import Draft, Fault, Payload, Refused, sample_of, too_large
from pipelines.ingest.encodings import LineDecoder
from pipelines.ingest.fields import NAMED_ELSEWHERE, FieldNames, plain_name
from pipelines.ingest.lines import ascii_compatible, byte_lines, evidence
from pipelines.ingest.named_records import from_record

_DELIMITERS = (",", ";", "\t", "|")


def read(payload: Payload) -> Iterator[Draft | Fault]:
    """A document a row. Cells are text, whatever they look like to a spreadsheet."""
    stream, encoding = ascii_compatible(payload.stream)
    head = evidence(stream)
    delimiter = _delimiter(head, payload.fields)
    decoder = LineDecoder(head, encoding)
    lines = _Lines(byte_lines(stream, payload.limits.max_record_bytes), decoder)
    lines.most = payload.limits.max_record_bytes
    # Of the whole process, but nothing else reads CSV; the lines have a limit of their own.
    csv.field_size_limit(payload.limits.max_record_bytes)
    rows = csv.reader(lines, delimiter=delimiter, strict=False)
    names = _names(rows, payload.fields)
    for number, row in enumerate(_each(rows), start=1):
        locator = f"row={number}"
        if any(cell.strip() for cell in row):
            cells = dict(zip(names, row, strict=False))
            repairs = tuple(lines.repairs)
            yield from_record(cells, payload.fields, locator, lines.encoding, repairs)
        lines.begin_record()


class _Lines:
    """Decoded lines for the parser, with what was done to those of the current record."""

    most = 0

    def __init__(self, lines: Iterator[bytes | None], decoder: LineDecoder) -> None:
        self._lines = lines
        self._decoder = decoder
        self._bytes = 0
        self.encoding = "utf-8"
        self.repairs: dict[str, None] = {}

    def begin_record(self) -> None:
        self._bytes = 0
        self.repairs.clear()

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = next(self._lines)
        self._bytes += len(line or b"")
        if line is None or self._bytes > self.most:
            # A quotation mark may be missing anywhere, so where the next row begins is unknown.
            raise Refused("too_large", f"a row {too_large(self.most)}; the rest was not read")
        text, self.encoding, repairs = self._decoder.decode(line)
        self.repairs.update(dict.fromkeys(repairs))
        return text


def _each(rows: Iterator[list[str]]) -> Iterator[list[str]]:
    try:
        yield from rows
    except csv.Error as error:
        raise Refused("bad_csv", f"not CSV: {error}; the rest was not read") from error


def _names(rows: Iterator[list[str]], fields: FieldNames) -> list[str]:
    names = next(_each(rows), [])
    if not fields.bodies.intersection(map(plain_name, names)):
        shown = ", ".join(names)
        reason = f"no column of text ({NAMED_ELSEWHERE}) among: {shown}"
        raise Refused("no_text", reason[:500], sample_of(shown))
    return names


def _delimiter(head: bytes, fields: FieldNames) -> str:
    """The delimiter by which most names in the first line are known ones."""
    first = head.partition(b"\n")[0].decode("utf-8", "replace")

    def known(delimiter: str) -> int:
        return sum(plain_name(name) in fields.known for name in first.split(delimiter))

    return max(_DELIMITERS, key=known)
