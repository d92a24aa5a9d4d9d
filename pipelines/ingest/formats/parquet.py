"""Parquet: one record a row, of which only the columns with known names are read."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from typing import TYPE_CHECKING, BinaryIO

from pipelines.ingest.drafts import Draft, Fault, Payload, Refused, sample_of
from pipelines.ingest.fields import NAMED_ELSEWHERE, FieldNames, plain_name
from pipelines.ingest.named_records import from_record
from pipelines.ingest.records import ReadLimits
from pipelines.ingest.streams import seekable

if TYPE_CHECKING:
    from pyarrow.parquet import ParquetFile

_ROWS_AT_ONCE = 32
_SMALLEST_BYTES = 12
_MAX_FOOTER_BYTES = 64 * 1024**2


def read(payload: Payload) -> Iterator[Draft | Fault]:
    """A document a row."""
    import pyarrow as pa

    try:
        with seekable(payload.stream) as stream:
            yield from _rows(stream, payload.limits, payload.fields)
    except (pa.ArrowException, ValueError, KeyError, OverflowError) as error:
        raise Refused("damaged", f"the Parquet file is damaged: {error}"[:500]) from error
    except OSError as error:
        if error.errno not in (None, errno.EINVAL):
            raise
        raise Refused("damaged", f"the Parquet file is damaged: {error}"[:500]) from error


def _rows(stream: BinaryIO, limits: ReadLimits, fields: FieldNames) -> Iterator[Draft | Fault]:
    opened = _opened(stream)
    columns = _columns(opened, fields)
    _check_expansion(opened, limits)
    allowance = _Allowance(stream, limits)
    number = 0
    for batch in opened.iter_batches(batch_size=_ROWS_AT_ONCE, columns=columns):
        for record in batch.to_pylist():
            number += 1
            found = from_record(record, fields, f"row={number}", "utf-8")
            allowance.spend(found)
            yield found


def _opened(stream: BinaryIO) -> ParquetFile:
    from pyarrow.parquet import ParquetFile

    if stream.seek(0, 2) < _SMALLEST_BYTES:
        raise Refused("damaged", "the Parquet file ends before it begins")
    stream.seek(-8, 2)
    if int.from_bytes(stream.read(4), "little") > _MAX_FOOTER_BYTES:
        raise Refused("damaged", "the Parquet file's footer is absurdly large")
    stream.seek(0)
    return ParquetFile(stream, memory_map=False, pre_buffer=False)


def _columns(opened: ParquetFile, fields: FieldNames) -> list[str]:
    names = opened.schema_arrow.names
    wanted = [name for name in names if plain_name(name) in fields.known]
    if not fields.bodies.intersection(map(plain_name, wanted)):
        shown = ", ".join(names[:20])
        reason = f"no column of text ({NAMED_ELSEWHERE}) among: {shown}"
        raise Refused("no_text", reason[:500], sample_of(shown))
    if len(set(wanted)) < len(wanted):
        raise Refused("bad_schema", "two columns of the Parquet file have the same name")
    return wanted


def _check_expansion(opened: ParquetFile, limits: ReadLimits) -> None:
    """Refuse what unpacks to far more than it should, before any of it is unpacked."""
    metadata = opened.metadata
    for number in range(metadata.num_row_groups):
        group = metadata.row_group(number)
        for column in map(group.column, range(group.num_columns)):
            whole = column.total_uncompressed_size
            most = max(
                limits.free_expansion_bytes, limits.max_expansion * column.total_compressed_size
            )
            if whole > most:
                raise Refused("expands_too_much", f"a column unpacks to {whole:,} bytes")


class _Allowance:
    """How much text the file may give: one long value can stand in any number of rows."""

    def __init__(self, stream: BinaryIO, limits: ReadLimits) -> None:
        size = stream.seek(0, 2)
        self._left = max(limits.free_expansion_bytes, limits.max_expansion * size)

    def spend(self, found: Draft | Fault) -> None:
        if isinstance(found, Draft):
            self._left -= len(found.text)
        if self._left < 0:
            raise Refused("expands_too_much", "the rows hold far more text than the file")
