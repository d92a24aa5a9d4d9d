"""A limit on time interrupts whatever comes back to the interpreter, in any thread."""

from __future__ import annotations

import re
import threading
import time

import pytest

from pipelines.orchestration.deadline import TooLongError, at_most


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


def test_what_is_quick_is_not_interrupted() -> None:
    with at_most(0.2):
        pass
    time.sleep(0.3)


@pytest.mark.parametrize("forever", [_loop, _loop_that_keeps_errors, _pathological_pattern])
def test_what_takes_for_ever_is_interrupted(forever: object) -> None:
    assert callable(forever)
    with pytest.raises(TooLongError), at_most(0.2):
        forever()


@pytest.mark.parametrize("forever", [_loop, _loop_that_keeps_errors])
def test_what_takes_for_ever_is_interrupted_beside_the_main_thread(forever: object) -> None:
    assert callable(forever)
    cut_off = []

    def work() -> None:
        try:
            with at_most(0.2):
                forever()
        except TooLongError:
            cut_off.append(True)
        time.sleep(0.1)

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    thread.join(timeout=30)
    assert cut_off == [True]
