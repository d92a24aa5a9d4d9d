"""Compares the sources with the lake: what is new, changed, gone or refused. Opens no raw file.

What is done about it is in `ingesting`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pipelines.garbage import nothing_collected
from pipelines.ingest.changes import Changes, compare
from pipelines.ingest.discovery import discover
from pipelines.ingest.records import Rejection, SourceFile
from pipelines.lake import known
from pipelines.lake.known import SeenFile
from pipelines.lake.store import Lake
from pipelines.orchestration.reading import reader_version
from pipelines.settings import PROJECT_ROOT, Settings


@dataclass(frozen=True, slots=True)
class Survey:
    """The sources compared with the lake.

    `refused` are files that may not be read at all; `retries` are among the changed ones, and are
    there only because reading them failed the last time for a cause outside them.
    """

    changes: Changes
    refused: tuple[Rejection, ...]
    retries: frozenset[str]

    @property
    def work(self) -> int:
        """Files to read, refuse or take out, without those that are only tried again."""
        changes = self.changes
        files = len(changes.new) + len(changes.changed) - len(self.retries)
        return files + len(changes.removed) + len(self.refused)


def survey(settings: Settings) -> Survey:
    """What differs between the sources and the lake.

    Raises SourceRootError where a root is missing.
    """
    lake = Lake(settings)
    reader = reader_version(settings)
    # There are some objects for every file and all are needed.
    with nothing_collected():
        # The lake first: what a run that is under way adds to it meanwhile can only be read again.
        seen = _seen(lake)
        found = list(discover(settings.sources, PROJECT_ROOT))
        changes = compare(found, {uri: _as_read_by(reader, file) for uri, file in seen.items()})
    retries = frozenset(
        file.uri for file in changes.changed if _version(seen, file.uri) == retry_version(file)
    )
    return Survey(changes, tuple(_newly_refused(found, seen)), retries)


def refusal_version(refusal: Rejection) -> str:
    """Stands in place of the version of a file that may not be read."""
    return f"refused: {refusal.rule}"


def retry_version(file: SourceFile) -> str:
    """Never equal to a version of the file, so that it counts as changed."""
    return f"{file.version}!"


def _seen(lake: Lake) -> dict[str, SeenFile]:
    """The files as the lake knows them.

    One of which a reading was begun and never ended counts as changed, or gone, whatever its
    version: documents of it are in the lake that no later reading would look for.
    """
    seen = known.files(lake)
    for uri in known.unfinished(lake):
        before = seen.get(uri)
        seen[uri] = before._replace(version="") if before else SeenFile(0, "", "quarantined", "")
    return seen


def _newly_refused(
    found: Iterable[SourceFile | Rejection], seen: Mapping[str, SeenFile]
) -> Iterable[Rejection]:
    for item in found:
        if isinstance(item, Rejection) and refusal_version(item) != _version(seen, item.source_uri):
            yield item


def _version(seen: Mapping[str, SeenFile], uri: str) -> str | None:
    file = seen.get(uri)
    return file.version if file else None


def _as_read_by(reader: str, file: SeenFile) -> SeenFile:
    """The file as it was; one that was read otherwise has no version that could be equal."""
    return file if file.reader_version == reader else file._replace(version="")
