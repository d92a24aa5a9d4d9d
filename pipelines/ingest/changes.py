"""What differs between the files that are there and the files that are known. No file is read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from pipelines.ingest.records import Rejection, SourceFile


class KnownFile(Protocol):
    """A file as it was when it was last read or refused."""

    @property
    def size(self) -> int: ...
    @property
    def version(self) -> str: ...
    @property
    def status(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Changes:
    """Files to read, URIs of files that are gone, and how many are as they were."""

    new: tuple[SourceFile, ...]
    changed: tuple[SourceFile, ...]
    removed: tuple[str, ...]
    unchanged: int


def compare(found: Iterable[SourceFile | Rejection], known: Mapping[str, KnownFile]) -> Changes:
    """Sort the files found into new, changed and unchanged, and name the known ones that are gone.

    A file that was refused counts as unchanged while its size and version are the same, so it is
    refused once and not at every run. A refusal among the found keeps what lies at or under its
    URI from counting as gone: a folder that cannot be listed has lost nothing.
    """
    new: list[SourceFile] = []
    changed: list[SourceFile] = []
    unchanged = 0
    missing = dict.fromkeys(known)
    for item in found:
        if isinstance(item, Rejection):
            _keep(missing, item.source_uri)
            continue
        missing.pop(item.uri, None)
        before = known.get(item.uri)
        if before is None or before.status == "removed":
            new.append(item)
        elif before.version == item.version and before.size == item.size:
            unchanged += 1
        else:
            changed.append(item)
    gone = tuple(sorted(uri for uri in missing if known[uri].status != "removed"))
    return Changes(tuple(new), tuple(changed), gone, unchanged)


def _keep(missing: dict[str, None], refused: str) -> None:
    missing.pop(refused, None)
    if refused.endswith("/"):
        for uri in [uri for uri in missing if uri.startswith(refused)]:
            del missing[uri]
