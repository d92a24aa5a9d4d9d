"""Swaps the published link between builds, back and forth, and clears old builds away.

The published file is a relative symbolic link: a reader that has the former build open keeps it,
and whoever opens the link anew gets the new one, whole. What is fit to be published is decided
elsewhere (`inspection`).
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from pipelines import faults
from pipelines.publish.history import events, in_order, is_withdrawn, record
from pipelines.publish.inspection import BuildReport, emptier, inspect

__all__ = [
    "BuildReport",
    "PublishError",
    "catch_up",
    "current",
    "emptier",
    "inspect",
    "is_withdrawn",
    "prune",
    "publish",
    "rollback",
]


class PublishError(Exception):
    """The published file cannot be swapped; the message says what to do."""


def current(link: Path) -> Path | None:
    """The build that is published, whether or not it is still there; None before the first.

    A regular file in the link's place is nobody's build, and counts as none.
    """
    return link.parent / link.readlink() if link.is_symlink() else None


def publish(build: Path, link: Path) -> None:
    """Make `link` lead to `build`, at once and for every new reader.

    A regular file in the link's place (a copy of the warehouse that followed links has one) is kept
    beside it under another name.
    """
    if not build.is_file():
        raise PublishError(f"{build} does not exist, so it cannot be published")
    if link.is_dir() and not link.is_symlink():
        raise PublishError(f"{link} is a folder; move it away and run again")
    _swap(build, link)
    record(build.parent, "published", build.stem)


def rollback(link: Path, builds: Path, to: str | None = None) -> Path:
    """Publish an earlier build again: `to`, or else the one before the current.

    The builds published since are withdrawn, so that the next run does not bring them back by
    itself; naming one of them as `to` does.
    """
    catch_up(link, builds)
    now = current(link)
    target = _named(builds, to) if to else _previous(builds, now)
    # Withdrawn first: a crash between the two must not leave the next run free to undo this.
    record(builds, "withdrawn", *_published_after(builds, target))
    publish(target, link)
    return target


def catch_up(link: Path, builds: Path) -> None:
    """Note a publication that a crash kept from being noted, between the swap and the note."""
    now = current(link)
    if not now or now.parent != builds or not now.is_file():
        return
    published = [event.build_id for event in events(builds) if event.action == "published"]
    if published[-1:] != [now.stem]:
        record(builds, "published", now.stem)


def prune(builds: Path, link: Path, keep: int) -> tuple[Path, ...]:
    """Remove all but the last `keep` published builds and what dead builds left behind.

    The published build is never removed, nor one that waits to be published. Returns what was
    removed.
    """
    published = in_order(builds)
    kept = set(published[-keep:])
    kept |= {path for path in (current(link), _waiting(builds, published)) if path}
    removed = [path for path in _builds(builds) if path not in kept]
    for build in removed:
        # The log first: alone it would be taken for a later build's of the same name.
        _log_of(build).unlink(missing_ok=True)
        faults.point("prune.remove", build)
        build.unlink(missing_ok=True)
        faults.point("prune.removed", build)
    return (*removed, *_clear_remains(builds))


def _swap(build: Path, link: Path) -> None:
    aside = link.with_name(f".{link.name}.aside")
    aside.unlink(missing_ok=True)
    faults.point("link.make", aside)
    aside.symlink_to(os.path.relpath(build, link.parent))
    try:
        if link.is_file() and not link.is_symlink():
            _keep(link)
        faults.point("link.swap", link)
        aside.replace(link)
        faults.point("link.swapped", link)
    finally:
        aside.unlink(missing_ok=True)


def _keep(file: Path) -> None:
    # A second name for it first, so that the published path is not missing for a moment.
    kept = file.with_name(f"{file.stem}.{file.stat().st_mtime_ns}{file.suffix}")
    kept.unlink(missing_ok=True)
    kept.hardlink_to(file)
    if _log_of(file).exists():
        _log_of(file).replace(_log_of(kept))


def _named(builds: Path, build_id: str) -> Path:
    build = builds / f"{build_id}.duckdb"
    # Not what lies in a folder below: what failed its audits waits there.
    if build.parent == builds and build.is_file():
        return build
    there = ", ".join(path.stem for path in reversed(in_order(builds))) or "none"
    raise PublishError(f"there is no build {build_id}; builds to go back to, newest first: {there}")


def _previous(builds: Path, now: Path | None) -> Path:
    order = in_order(builds)
    names = [path.name for path in order]
    until = names.index(now.name) if now and now.name in names else len(order)
    earlier = [path for path in order[:until] if not is_withdrawn(path)]
    if not earlier:
        raise PublishError(f"there is no earlier build in {builds} to go back to")
    return earlier[-1]


def _published_after(builds: Path, target: Path) -> list[str]:
    """Builds whose first publication came after the target's, and which are not withdrawn."""
    first = list(dict.fromkeys(e.build_id for e in events(builds) if e.action == "published"))
    if target.stem not in first:
        return []
    later = first[first.index(target.stem) + 1 :]
    return [build_id for build_id in later if not is_withdrawn(builds / f"{build_id}.duckdb")]


def _waiting(builds: Path, published: list[Path]) -> Path | None:
    """The newest build that has never been published."""
    waiting = [path for path in _builds(builds) if path not in published]
    return max(waiting, key=lambda path: (path.stat().st_mtime_ns, path.name), default=None)


def _builds(builds: Path) -> list[Path]:
    return sorted(path for path in builds.glob("*.duckdb") if path.is_file())


def _clear_remains(builds: Path) -> Iterator[Path]:
    """What died while it was made, what failed its audits, and logs without their build."""
    for folder in (builds, builds / "candidate"):
        for path in sorted(folder.glob("*")):
            if _is_remains(path, folder):
                if path.is_dir():
                    shutil.rmtree(path, ignore_errors=True)
                else:
                    path.unlink(missing_ok=True)
                yield path


def _is_remains(path: Path, folder: Path) -> bool:
    if folder.name == "candidate":
        return True
    if path.suffix == ".wal":
        return not path.with_suffix("").exists()
    return ".building" in path.suffixes


def _log_of(file: Path) -> Path:
    return file.with_name(f"{file.name}.wal")
