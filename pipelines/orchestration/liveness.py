"""A run shows that it is alive by a lock that the system releases when its process dies.

What follows from a run's death is decided in `dead_runs`.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout


@contextmanager
def alive(home: Path, run_id: str) -> Iterator[None]:
    """Inside, the run is alive."""
    path = _path(home, run_id)
    path.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(path):
        yield
    path.unlink(missing_ok=True)


def is_alive(home: Path, run_id: str) -> bool:
    """Whether a process holds the run's lock."""
    path = _path(home, run_id)
    if not path.exists():
        return False
    try:
        with FileLock(path, timeout=0):
            path.unlink(missing_ok=True)
            return False
    except Timeout:
        return True


def _path(home: Path, run_id: str) -> Path:
    return home / "alive" / f"{run_id}.lock"
