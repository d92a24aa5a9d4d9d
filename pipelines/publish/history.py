"""Which build was published when, and which were withdrawn: one line of text per event.

Modification times would do until the folder is copied. Nothing is published or removed here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from pipelines import faults

_FILE = "history.tsv"

Action = Literal["published", "withdrawn"]


@dataclass(frozen=True, slots=True)
class Event:
    """A build was published, or withdrawn by going back to an earlier one."""

    at: str
    action: str
    build_id: str


def events(builds: Path) -> list[Event]:
    """All events, oldest first. A line that a crash cut short is passed over."""
    path = builds / _FILE
    if not path.exists():
        return []
    rows = (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines())
    return [Event(*row) for row in rows if len(row) == 3 and row[1] in {"published", "withdrawn"}]


def record(builds: Path, action: Action, *build_ids: str) -> None:
    """Append an event for each build."""
    at = datetime.now(UTC).isoformat(timespec="seconds")
    faults.point("history.record", builds / _FILE)
    path = builds / _FILE
    torn = path.exists() and not path.read_bytes().endswith(b"\n")
    lines = "".join(f"{at}\t{action}\t{build_id}\n" for build_id in build_ids)
    with path.open("a", encoding="utf-8") as file:
        file.write(f"\n{lines}" if torn else lines)
    faults.point("history.recorded", builds / _FILE)


def is_withdrawn(build: Path) -> bool:
    """Whether the last thing that happened to the build is that it was withdrawn."""
    last = [event.action for event in events(build.parent) if event.build_id == build.stem]
    return bool(last) and last[-1] == "withdrawn"


def in_order(builds: Path) -> list[Path]:
    """The builds that were published and are still there, in the order of their last publication.

    Where no history is left, all builds, by modification time.
    """
    there = {path.stem: path for path in builds.glob("*.duckdb") if path.is_file()}
    last: dict[str, None] = {}
    for event in events(builds):
        if event.action == "published" and event.build_id in there:
            last.pop(event.build_id, None)
            last[event.build_id] = None
    if last:
        return [there[build_id] for build_id in last]
    return sorted(there.values(), key=lambda path: (path.stat().st_mtime_ns, path.name))
