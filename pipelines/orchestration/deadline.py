"""Cuts off what takes for ever: a limit on the time that each document may take.

What becomes of a document that was cut off is decided by whoever set the limit.
"""

from __future__ import annotations

import ctypes
import multiprocessing
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from types import FrameType

from pipelines.orchestration import watchdog

_AGAIN = 1.0
"""Seconds after which the limit is enforced again, where something swallowed the exception."""

_PATIENCE = 2.0
"""Times the limit after which a worker process ends that would not be interrupted."""


class TooLongError(BaseException):
    """The time is up. No Exception, so that no `except Exception` on the way keeps it."""


Limited = Callable[[], AbstractContextManager[None]]
"""Makes a block that is limited."""


@contextmanager
def each_at_most(seconds: float) -> Iterator[Limited]:
    """Gives blocks, to be entered one after another in this thread, whatever it is.

    TooLongError is raised inside a block once it has run for so long. Code that never comes back
    to the interpreter cannot be interrupted. A worker process then ends itself, which its pool
    notices; no other process does that.
    """
    enforced = _by_signal if threading.current_thread() is threading.main_thread() else _by_thread
    with enforced(seconds) as interrupted, _by_death(seconds * _PATIENCE + _AGAIN) as put_off:

        @contextmanager
        def block() -> Iterator[None]:
            put_off()
            with interrupted():
                yield

        yield block


@contextmanager
def _by_signal(seconds: float) -> Iterator[Limited]:
    """Also interrupts what asks for signals in C, as regular expressions do."""
    running = False

    def expire(number: int, frame: FrameType | None) -> None:
        # It may have been under way while the block ended.
        if running:
            raise TooLongError

    @contextmanager
    def block() -> Iterator[None]:
        nonlocal running
        running = True
        signal.setitimer(signal.ITIMER_REAL, seconds, _AGAIN)
        try:
            try:
                yield
            finally:
                running = False
        finally:
            # Twice, since the signal may come just before the first.
            running = False
            signal.setitimer(signal.ITIMER_REAL, 0)

    before = signal.signal(signal.SIGALRM, expire)
    try:
        yield block
    finally:
        signal.signal(signal.SIGALRM, before)


@contextmanager
def _by_thread(seconds: float) -> Iterator[Limited]:
    """Where signals do not reach, as in a Dask worker, whose tasks run beside the main thread."""
    yield partial(_watched, seconds)


@contextmanager
def _watched(seconds: float) -> Iterator[None]:
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
def _by_death(seconds: float) -> Iterator[Callable[[], None]]:
    """Gives a function that puts the death of this worker off by so long."""
    if multiprocessing.parent_process() is None:
        yield lambda: None
        return
    with watchdog.ended_after(seconds) as put_off:
        yield put_off
