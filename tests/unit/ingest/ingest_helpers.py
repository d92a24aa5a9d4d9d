"""Short ways to put files down and read them back, for the tests of ingestion."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from pipelines.ingest.discovery import discover
from pipelines.ingest.reader import read
from pipelines.ingest.records import RawDocument, ReadLimits, Rejection, SourceFile

LIMITS = ReadLimits()


def found(root: Path) -> dict[str, SourceFile | Rejection]:
    """Everything under the folder, which counts as the root `news`, by URI without the root."""
    items = discover([root.name], root.parent)
    uris = ((item.uri if isinstance(item, SourceFile) else item.source_uri, item) for item in items)
    return {uri.removeprefix(f"{root.name}/"): item for uri, item in uris}


def source(path: Path) -> SourceFile:
    """The file as a source file under its folder."""
    for item in discover([path.parent.name], path.parent.parent):
        if isinstance(item, SourceFile) and Path(item.path) == path.resolve():
            return item
    raise AssertionError(f"{path} was not found")


def outcome(path: Path, limits: ReadLimits = LIMITS) -> list[RawDocument | Rejection]:
    """All that reading the file gives."""
    return list(read(source(path), limits))


def documents(path: Path, limits: ReadLimits = LIMITS) -> list[RawDocument]:
    """The documents of a file that must not be refused in any part."""
    items = outcome(path, limits)
    refused = [item for item in items if isinstance(item, Rejection)]
    assert not refused, refused
    return [item for item in items if isinstance(item, RawDocument)]


def document(path: Path, limits: ReadLimits = LIMITS) -> RawDocument:
    """The one document of a file."""
    (only,) = documents(path, limits)
    return only


def rejection(path: Path, limits: ReadLimits = LIMITS) -> Rejection:
    """The one rejection of a file that gives nothing else."""
    (only,) = outcome(path, limits)
    assert isinstance(only, Rejection)
    return only


_MEASURE = """
import resource, sys
from pathlib import Path
from pipelines.ingest.records import RawDocument
from tests.unit.ingest.ingest_helpers import LIMITS, read, source

def peak():
    # Of this program alone: the system's count of resources goes on from who started it.
    status = Path("/proc/self/status")
    if status.exists():
        return int(status.read_text().split("VmHWM:")[1].split()[0]) * 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

file = source(Path(sys.argv[1]))
before = peak()
read_well = [isinstance(item, RawDocument) for item in read(file, LIMITS)]
print(sum(read_well), len(read_well) - sum(read_well), peak() - before)
"""


def costs(path: Path) -> tuple[int, int, int]:
    """Documents, rejections, and the bytes of memory that a process of its own took to read."""
    command = [sys.executable, "-c", _MEASURE, str(path)]
    run = subprocess.run(command, capture_output=True, text=True, check=True)
    documents, rejections, memory = map(int, run.stdout.split())
    return documents, rejections, memory
