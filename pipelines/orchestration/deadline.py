"""Cuts off what takes for ever: a limit on the time that one document may take.

What becomes of a document that was cut off is decided by whoever set the limit.
"""

from __future__ import annotations

import ctypes
import faulthandler
import multiprocessing
import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

_AGAIN = 1.0
"""Seconds after which the limit is enforced again, where something swallowed the exception."""

_PATIENCE = 2.0
"""Times the limit after which a worker process ends that would not be interrupted."""


class TooLongError(BaseException):
    """The time is up. No Exception, so that no `except Exception` on the way keeps it."""


@contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """Raise TooLongError inside the block, in any thread, once it has run for so long.

    Code that never comes back to the interpreter cannot be interrupted. A worker process then
    ends itself, which its pool notices; no other process does that.
    """
    enforced = _by_signal if threading.current_thread() is threading.main_thread() else _by_thread
    with enforced(seconds), _by_death(seconds * _PATIENCE + _AGAIN):
        yield


@contextmanager
def _by_signal(seconds: float) -> Iterator[None]:
    """Also interrupts what asks for signals in C, as regular expressions do."""

    def expire(number: int, frame: FrameType | None) -> None:
        raise TooLongError

    before = signal.signal(signal.SIGALRM, expire)
    signal.setitimer(signal.ITIMER_REAL, seconds, _AGAIN)
    try:
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
    finally:
        # Twice, since the signal may come while the first is about to be called.
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


@contextmanager
def _by_thread(seconds: float) -> Iterator[None]:
    """Where signals do not reach, as in a Dask worker, whose tasks run beside the main thread."""
    thread, done = threading.get_ident(), threading.Event()
    lock = threading.Lock()

    def watch() -> None:
        pause = seconds
        while not done.wait(pause):
            with lock:
                if not done.is_set():
                    _raise_in(thread, TooLongError)
            pause = _AGAIN

    threading.Thread(target=watch, daemon=True).start()
    try:
        yield
    finally:
        with lock:
            done.set()
            _raise_in(thread, None)


def _raise_in(thread: int, error: type[BaseException] | None) -> None:
    ctypes.pythonapi.PyThreadState_SetAsyncExc(
        ctypes.c_ulong(thread), ctypes.py_object(error) if error else None
    )


@contextmanager
def _by_death(seconds: float) -> Iterator[None]:
    # The only timer that does not need the interpreter's lock is that of faulthandler.
    if multiprocessing.parent_process() is None:
        yield
        return
    with Path(os.devnull).open("w") as nowhere:
        faulthandler.dump_traceback_later(seconds, exit=True, file=nowhere)
        try:
            yield
        finally:
            faulthandler.cancel_dump_traceback_later()
