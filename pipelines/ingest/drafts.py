"""What a format reader is given and what it yields. No reading, and nothing of sources or tables.

A reader is a function `read(payload: Payload) -> Iterator[Found]`. It raises Refused where the
payload as a whole is no good.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from io import BufferedReader
from typing import TYPE_CHECKING

from pipelines.ingest.records import ReadLimits

if TYPE_CHECKING:
    from pipelines.ingest.fields import FieldNames

SAMPLE_LENGTH = 200
_USUAL_BYTES = 128 * 1024


@dataclass(frozen=True, slots=True)
class Payload:
    """The bytes of one file or archive member, unpacked, with the name it has there.

    `fields` says what fields of records are called. `sidecar` gives the metadata that lies beside
    it, None where there is none.
    """

    name: str
    stream: BufferedReader
    limits: ReadLimits
    fields: FieldNames
    sidecar: Callable[[], bytes | None]


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a source says about a document, as it says it."""

    url: str | None = None
    publisher: str | None = None
    title: str | None = None
    subtitle: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """A document that was read; `locator` tells it from others of the same payload."""

    text: str
    encoding: str | None
    repairs: tuple[str, ...] = ()
    metadata: Metadata = field(default_factory=Metadata)
    locator: str | None = None


@dataclass(frozen=True, slots=True)
class Fault:
    """A record, or a whole payload, that cannot be taken in."""

    rule: str
    reason: str
    sample: str | None = None
    locator: str | None = None


@dataclass(frozen=True, slots=True)
class Later:
    """A document that is yet to be made of what was read, where making it is most of the work.

    `make` can be sent to another process, and may raise Refused.
    """

    make: Callable[[], Draft | Fault]
    locator: str | None = None


Found = Draft | Fault | Later


class Refused(Exception):  # noqa: N818 # not an error of ours: a finding about the source
    """The payload cannot be read, or not further."""

    def __init__(self, rule: str, reason: str, sample: str | None = None) -> None:
        super().__init__(reason)
        self.rule = rule
        self.reason = reason
        self.sample = sample

    def fault(self, locator: str | None = None) -> Fault:
        return Fault(self.rule, self.reason, self.sample, locator)


def read_whole(payload: Payload) -> bytes:
    """All bytes of a payload that is one document; Refused where it is empty or too large."""
    limit = payload.limits.max_document_bytes
    # Streams set aside as much as they are asked for, and most documents are a small part of that.
    data = payload.stream.read(min(_USUAL_BYTES, limit + 1))
    if len(data) == _USUAL_BYTES:
        data += payload.stream.read(limit + 1 - _USUAL_BYTES)
    if not data:
        raise Refused("empty", "the file is empty")
    if len(data) > limit:
        raise Refused("too_large", too_large(limit))
    return data


def too_large(limit: int) -> str:
    """Why a document was refused for its size."""
    return f"larger than a document may be ({limit:,} bytes, ONRECORD_MAX_DOCUMENT_BYTES)"


def sample_of(data: bytes | str) -> str:
    """The start of what was refused, for a person to recognize it by."""
    start = data[:SAMPLE_LENGTH]
    text = start.decode("utf-8", "replace") if isinstance(start, bytes) else start
    return "".join(character if character.isprintable() else " " for character in text).strip()
