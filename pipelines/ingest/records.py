"""What ingestion takes and yields: files, documents, rejections, limits. No reading here."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import NamedTuple

# Raised when the same bytes would give other documents: every file is then read again.
READER_VERSION = "2"


class SourceFile(NamedTuple):
    """A raw file that was found, not yet opened.

    `uri` names it in every table. `path` is what the file system opens and `root` the root it was
    found under, as the file system knows it; a remote root may hold credentials and is not shown.
    `sidecar` is the path of the metadata beside it. `version` is made of the times of both, and
    `written` is the latest of them, in nanoseconds. A tuple, as there is one for every file.
    """

    uri: str
    root: str
    path: str
    size: int
    version: str
    written: int = 0
    sidecar: str | None = None

    def __repr__(self) -> str:  # Without the root.
        return f"SourceFile({self.uri!r}, {self.size}, {self.version!r})"


@dataclass(frozen=True, slots=True)
class RawDocument:
    """One document as its file gives it. `published` and the names are as the source writes them.

    Offsets of later stages count in `text`; with `encoding` and `repairs`, which say in order what
    was done to the bytes, they lead back into the file.
    """

    document_id: str
    source_uri: str
    record_locator: str | None
    source_format: str
    encoding: str | None
    repairs: tuple[str, ...]
    content_sha256: str
    text: str
    url: str | None
    publisher: str | None
    title: str | None
    subtitle: str | None
    authors: tuple[str, ...]
    published: str | None


@dataclass(frozen=True, slots=True)
class Rejection:
    """A file, or a record of one, that is not taken in, and why.

    With `retry` the fault lies in the circumstances and not in the content: the file must be read
    again by the next run, and documents that came from it before stay as they are.
    """

    source_uri: str
    record_locator: str | None
    document_id: str | None
    rule: str
    reason: str
    sample: str | None
    retry: bool = False


@dataclass(frozen=True, slots=True)
class ReadLimits:
    """How much a single file may ask of us.

    `max_expansion` is the ratio of unpacked to packed bytes, which is looked at once more than
    `free_expansion_bytes` were unpacked, because a short text may be very regular.
    """

    max_file_bytes: int = 4 * 1024**3
    max_document_bytes: int = 5 * 1024**2
    max_members: int = 200_000
    max_expanded_bytes: int = 64 * 1024**3
    max_expansion: int = 100
    free_expansion_bytes: int = 64 * 1024**2
    max_rejections: int = 1000

    @property
    def max_record_bytes(self) -> int:
        """Most bytes of one record as it is stored: its text, and what else it carries."""
        return 4 * self.max_document_bytes


def document_id(source_uri: str, record_locator: str | None) -> str:
    """Identity of a document: the same on every machine and in every run."""
    name = source_uri if record_locator is None else f"{source_uri}\n{record_locator}"
    return hashlib.sha256(name.encode()).hexdigest()[:32]


def content_sha256(text: str, metadata: dict[str, object]) -> str:
    """Version of a document: changes with its text and with what the source says about it."""
    canonical = json.dumps({**metadata, "text": text}, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(canonical.encode()).hexdigest()
