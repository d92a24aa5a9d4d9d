"""JSON lines: one record a line."""

from __future__ import annotations

import json
from collections.abc import Iterator

from pipelines.ingest.drafts import Draft, Fault, Payload, sample_of, too_large
from pipelines.ingest.encodings import LineDecoder
from pipelines.ingest.fields import FieldNames
from pipelines.ingest.formats import json_values
from pipelines.ingest.lines import ascii_compatible, byte_lines, evidence
from pipelines.ingest.named_records import from_record


def read(payload: Payload) -> Iterator[Draft | Fault]:
    """A document a line; lines that are no record are faults, and reading goes on."""
    stream, encoding = ascii_compatible(payload.stream)
    head = evidence(stream)
    if _is_list(head):
        yield from json_values.records(stream, encoding, payload)
        return
    decoder = LineDecoder(head, encoding)
    most = payload.limits.max_record_bytes
    for number, line in enumerate(byte_lines(stream, most), start=1):
        locator = f"line={number}"
        if line is None:
            yield Fault("too_large", f"a line {too_large(most)}", locator=locator)
        elif line.strip():
            yield _parsed(line, decoder, payload.fields, locator)


def _is_list(head: bytes) -> bool:
    """Whether the file is one JSON list in spite of its name."""
    first, _, rest = head.lstrip().partition(b"\n")
    whole_line = first.rstrip().endswith(b"]")
    return first.startswith(b"[") and not (whole_line and rest.strip())


def _parsed(data: bytes, decoder: LineDecoder, names: FieldNames, locator: str) -> Draft | Fault:
    decoded = decoder.decode(data)
    try:
        record = json.loads(decoded.text)
    except RecursionError:
        return Fault("too_deep", "nested too deeply to be read", sample_of(data), locator)
    except ValueError as error:
        return Fault("bad_json", f"not JSON: {error}"[:500], sample_of(data), locator)
    return from_record(record, names, locator, decoded.encoding, decoded.repairs)
