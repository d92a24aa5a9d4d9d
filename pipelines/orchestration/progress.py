"""Says how far long work has come: a bar on a terminal, now and then a line elsewhere.

What is reported is counted by the stages; where it goes is decided by whoever starts the run.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Protocol

logger = logging.getLogger("onrecord")


class Progress(Protocol):
    """Where a stage reports; `total` is None where it cannot be known beforehand."""

    def start(self, stage: str, total: int | None) -> None: ...

    def advance(self, documents: int) -> None: ...

    def finish(self) -> None: ...


class LogProgress:
    """A log line every `interval` seconds and at the end, with the rate and the time left."""

    def __init__(self, log: Callable[[str], object] = logger.info, interval: float = 10.0) -> None:
        self._log = log
        self._interval = interval
        self._stage = ""
        self._total: int | None = None
        self._done = self._told = 0
        self._began = self._said = time.monotonic()

    def start(self, stage: str, total: int | None) -> None:
        self._stage, self._total = stage, total
        self._done = self._told = 0
        self._began = self._said = time.monotonic()

    def advance(self, documents: int) -> None:
        self._done += documents
        if time.monotonic() - self._said >= self._interval:
            self._say()

    def finish(self) -> None:
        if self._done > self._told:
            self._say()

    def _say(self) -> None:
        self._said, self._told = time.monotonic(), self._done
        rate = self._done / max(self._said - self._began, 1e-9)
        of = f" of {self._total:,}" if self._total else ""
        to_do = (self._total or 0) - self._done
        left = f", {to_do / rate:.0f} s left" if to_do > 0 and rate else ""
        speed = f"{rate:,.1f}" if rate < 10 else f"{rate:,.0f}"
        self._log(f"{self._stage}: {self._done:,}{of} documents, {speed} a second{left}")


_current: ContextVar[Progress | None] = ContextVar("progress", default=None)


def current(otherwise: Callable[[str], object] = logger.info) -> Progress:
    """The progress of the run under way, or one that logs with `otherwise`."""
    return _current.get() or LogProgress(otherwise)


@contextmanager
def reporting_to(progress: Progress) -> Iterator[None]:
    """Everything run inside reports to `progress`."""
    token = _current.set(progress)
    try:
        yield
    finally:
        _current.reset(token)
