"""Ends this process when it is not put off in time: the last resort against code that never comes
back to the interpreter. What is waited for is not known here.
"""

from __future__ import annotations

import ctypes
import faulthandler
import math
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

_EVERY = 1.0
"""Seconds between two starts of the thread. To start it takes longer than many a document."""


class _SignalEvent(ctypes.Structure):
    """`struct sigevent` as Linux has it (sigevent(7)), which says what happens in time."""

    _fields_ = (
        ("value", ctypes.c_void_p),
        ("signal", ctypes.c_int),
        ("notify", ctypes.c_int),
        ("reserved", ctypes.c_int * 13),
    )


class _Times(ctypes.Structure):
    """`struct itimerspec` (timer_settime(2)): seconds and nanoseconds, each twice."""

    _fields_ = (
        ("again_seconds", ctypes.c_long),
        ("again_nanoseconds", ctypes.c_long),
        ("seconds", ctypes.c_long),
        ("nanoseconds", ctypes.c_long),
    )


_NOTIFY_BY_SIGNAL = 0


@contextmanager
def ended_after(seconds: float) -> Iterator[Callable[[], None]]:
    """Gives a function that has this process ended so many seconds after it was called last, or a
    little later; not after the block is left."""
    timer = _new_timer()
    by = _by_thread(seconds) if timer is None else _by_timer(timer, seconds)
    with by as put_off:
        yield put_off


@contextmanager
def _by_timer(timer: ctypes.c_void_p, seconds: float) -> Iterator[Callable[[], None]]:
    """By a timer of the system, which needs no thread (POSIX.1-2008, timer_create)."""
    whole = int(seconds)
    times = _Times(seconds=whole, nanoseconds=int((seconds - whole) * 1e9))
    try:
        yield lambda: _library().timer_settime(timer, 0, ctypes.byref(times), None)
    finally:
        _library().timer_delete(timer)


def _new_timer() -> ctypes.c_void_p | None:
    """None where the system has no such timers, as macOS, or has none left."""
    if sys.platform != "linux" or not hasattr(_library(), "timer_create"):
        return None
    timer = ctypes.c_void_p()
    event = _SignalEvent(signal=signal.SIGKILL, notify=_NOTIFY_BY_SIGNAL)
    failed = _library().timer_create(time.CLOCK_MONOTONIC, ctypes.byref(event), ctypes.byref(timer))
    return None if failed else timer


@cache
def _library() -> ctypes.CDLL:
    return ctypes.CDLL(None)


@contextmanager
def _by_thread(seconds: float) -> Iterator[Callable[[], None]]:
    """By a thread that does not need the interpreter's lock. Only faulthandler has one."""
    set_at = -math.inf

    def put_off() -> None:
        nonlocal set_at
        if time.monotonic() - set_at > _EVERY:
            faulthandler.dump_traceback_later(seconds + _EVERY, exit=True, file=nowhere)
            set_at = time.monotonic()

    with Path(os.devnull).open("w") as nowhere:
        try:
            yield put_off
        finally:
            faulthandler.cancel_dump_traceback_later()
