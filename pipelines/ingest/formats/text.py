"""Plain text: one document a file, with the metadata of its sidecar."""

from __future__ import annotations

import json
from collections.abc import Iterator

from pipelines.ingest.drafts import Draft, Fault, Metadata, Payload, read_whole, sample_of
from pipelines.ingest.encodings import decode
from pipelines.ingest.fields import FieldNames
from pipelines.ingest.repairs import mend


def read(payload: Payload) -> Iterator[Draft | Fault]:
    """The text as one document. A sidecar that cannot be read is a fault of its own."""
    decoded = decode(read_whole(payload))
    text, repairs = mend(decoded.text)
    if not text.strip():
        yield Fault("empty", "the file holds nothing but white space")
        return
    metadata = Metadata()
    sidecar = payload.sidecar()
    if sidecar is not None:
        try:
            metadata = _metadata(sidecar, payload.fields)
        except (ValueError, RecursionError) as error:
            reason = f"its metadata file was left aside: {error}"
            yield Fault("bad_sidecar", reason, sample_of(sidecar))
    yield Draft(text, decoded.encoding, decoded.repairs + repairs, metadata)


def _metadata(sidecar: bytes, names: FieldNames) -> Metadata:
    record = json.loads(decode(sidecar).text)
    if not isinstance(record, dict):
        raise ValueError("it is not a JSON object")
    return names.metadata(names.flatten(record))
