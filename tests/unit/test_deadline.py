"""A limit on time interrupts whatever comes back to the interpreter, in any thread."""

from __future__ import annotations

import itertools
import multiprocessing
import re
import signal
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import AbstractContextManager

import pytest

from pipelines.orchestration import watchdog
from pipelines.orchestration.deadline import TooLongError, each_at_most

LIMIT = 0.5
"""Seconds; what is quick takes a tenth of it, so that a busy machine does not make it too long."""


def _loop() -> None:
    while True:
        pass


def _loop_that_keeps_errors() -> None:
    while True:
        try:
            time.sleep(0.01)
        except Exception:
            continue


def _pathological_pattern() -> None:
    re.match(r"(a+)+$", "a" * 64 + "b")


def _never_back_to_the_interpreter() -> None:
    max(itertools.count())


def _cut_off(forever: object) -> bool:
    """Whether it is cut off, between two that are quick and are not."""
    assert callable(forever)
    with each_at_most(LIMIT) as limited:
        _quick(limited())
        try:
            with limited():
                forever()
        except TooLongError:
            _quick(limited())
            return True
    return False


def _quick(block: AbstractContextManager[None]) -> None:
    with block:
        time.sleep(LIMIT / 10)


def _many_quick_ones() -> str:
    """Which take longer together than a process has to be dead by."""
    with each_at_most(LIMIT) as limited:
        for _ in range(80):
            _quick(limited())
    return "alive"


def _alive() -> str:
    return "alive"


def test_what_is_quick_is_not_interrupted() -> None:
    with each_at_most(LIMIT) as limited:
        for _ in range(15):
            _quick(limited())
        time.sleep(1.5 * LIMIT)
    time.sleep(1.5 * LIMIT)


@pytest.mark.parametrize("forever", [_loop, _loop_that_keeps_errors, _pathological_pattern])
def test_what_takes_for_ever_is_interrupted(forever: object) -> None:
    assert _cut_off(forever)


@pytest.mark.parametrize("forever", [_loop, _loop_that_keeps_errors])
def test_what_takes_for_ever_is_interrupted_beside_the_main_thread(forever: object) -> None:
    cut_off = []
    thread = threading.Thread(target=lambda: cut_off.append(_cut_off(forever)), daemon=True)
    thread.start()
    thread.join(timeout=30)
    assert cut_off == [True]


def test_the_signal_means_again_what_it_meant() -> None:
    before = signal.getsignal(signal.SIGALRM)
    with each_at_most(LIMIT) as limited, limited():
        assert signal.getsignal(signal.SIGALRM) is not before
    assert signal.getsignal(signal.SIGALRM) is before
    assert signal.getitimer(signal.ITIMER_REAL)[0] == 0


def _no_timers() -> None:
    """As where the system has none, or none left."""
    watchdog._new_timer = lambda: None


@pytest.fixture(params=["by a timer", "by a thread"])
def worker(request: pytest.FixtureRequest) -> Iterator[ProcessPoolExecutor]:
    begin = _no_timers if request.param == "by a thread" else None
    with ProcessPoolExecutor(1, multiprocessing.get_context("forkserver"), begin) as pool:
        yield pool


def test_a_worker_that_never_comes_back_ends_itself(worker: ProcessPoolExecutor) -> None:
    with pytest.raises(BrokenProcessPool):
        worker.submit(_cut_off, _never_back_to_the_interpreter).result(timeout=60)


def test_a_worker_lives_as_long_as_each_is_quick(worker: ProcessPoolExecutor) -> None:
    assert worker.submit(_many_quick_ones).result(timeout=60) == "alive"
    # Long enough for a timer that was left to end it.
    time.sleep(3)
    assert worker.submit(_alive).result(timeout=60) == "alive"
