"""One writer at a time in a warehouse folder, by a lock that dies with its process."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

from filelock import FileLock, Timeout

from pipelines.lake.store import Lake
from pipelines.settings import Settings

_held: ContextVar[frozenset[Path]] = ContextVar("held", default=frozenset())


@contextmanager
def writing(settings: Settings, say: Callable[[str], object]) -> Iterator[None]:
    """Hold the warehouse for writing; wait, and say so, while another run holds it.

    Whoever gets hold of it clears away first what a writer that died has left in the lake. A run
    that holds it already, for all its steps, goes straight on.
    """
    if settings.lock in _held.get():
        yield
        return
    with _locked(settings, say):
        token = _held.set(_held.get() | {settings.lock})
        try:
            Lake(settings).sweep()
            yield
        finally:
            _held.reset(token)


@contextmanager
def _locked(settings: Settings, say: Callable[[str], object]) -> Iterator[None]:
    settings.warehouse.mkdir(parents=True, exist_ok=True)
    lock = FileLock(settings.lock)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        say(f"another run is writing in {settings.warehouse}; waiting for it to end")
        lock.acquire()
    try:
        yield
    finally:
        lock.release()
