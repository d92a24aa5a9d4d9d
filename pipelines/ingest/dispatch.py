"""From the bytes of a file to its documents: chooses the reader by content and name.

Decides who reads, and turns what goes wrong with a payload into faults. Reads no format itself.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from pipelines.ingest.drafts import Draft, Fault, Payload, Refused
from pipelines.ingest.formats.registry import FORMATS, Format
from pipelines.ingest.records import ReadLimits


@dataclass(frozen=True, slots=True)
class Source:
    """An open file as it was found: packed or not, of any kind."""

    path: str
    stream: BinaryIO
    size: int
    limits: ReadLimits
    sidecar: Callable[[], bytes | None]


@dataclass(frozen=True, slots=True)
class Sourced:
    """A draft or fault, with the format it was read as and its place in the file."""

    item: Draft | Fault
    format: str
    locator: str | None


def documents(source: Source) -> Iterator[Sourced]:
    """Everything in the file, in order."""
    name = os.path.basename(source.path)  # noqa: PTH119 # a path may be no valid text
    payload = Payload(name, source.stream, source.limits, source.sidecar)
    yield from _payload(payload)


def _payload(payload: Payload) -> Iterator[Sourced]:
    try:
        chosen = _choose(payload)
        for item in chosen.read(payload):
            yield Sourced(item, chosen.name, item.locator)
    except Refused as refusal:
        yield Sourced(refusal.fault(), "unknown", None)


def _choose(payload: Payload) -> Format:
    name = payload.name.lower()
    for known in FORMATS:
        if name.endswith(known.endings):
            return known
    endings = ", ".join(ending for known in FORMATS for ending in known.endings)
    raise Refused("unknown_format", f"a kind of file that is not read; known are {endings}")
