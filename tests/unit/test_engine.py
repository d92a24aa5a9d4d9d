"""Work is done once an item, wherever it runs, and a killed worker loses none of it."""

from __future__ import annotations

import os
import signal
import sys
from functools import partial
from pathlib import Path

import pytest

from pipelines import engine
from pipelines.settings import Settings


def _double(number: int) -> int:
    return 2 * number


def _fail(number: int) -> int:
    raise ValueError(f"no {number}")


def _die_once(folder: Path, number: int) -> int:
    """Kills its own process the first time it meets 3."""
    mark = folder / "died"
    if number == 3 and not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return 2 * number


def _die(number: int) -> int:
    os.kill(os.getpid(), signal.SIGKILL)
    return number


@pytest.mark.parametrize("workers", [1, 2])
def test_every_item_comes_back_once(workers: int) -> None:
    done = dict(engine.run(Settings(workers=workers), _double, range(1, 20)))
    assert done == {number: 2 * number for number in range(1, 20)}


def test_nothing_to_do_starts_nothing() -> None:
    assert list(engine.run(Settings(workers=2), _fail, [])) == []


@pytest.mark.parametrize("workers", [1, 2])
def test_what_work_raises_is_raised(workers: int) -> None:
    with pytest.raises(ValueError, match="no 7"):
        list(engine.run(Settings(workers=workers), _fail, [7, 7]))


def test_a_killed_worker_costs_no_item(tmp_path: Path) -> None:
    items = list(range(1, 9))
    done = list(engine.run(Settings(workers=2), partial(_die_once, tmp_path), items))
    assert sorted(done) == [(number, 2 * number) for number in items]
    assert (tmp_path / "died").exists()


def test_a_worker_that_always_dies_is_an_error_that_says_what_to_do() -> None:
    with pytest.raises(engine.EngineError, match="ONRECORD_WORKERS"):
        list(engine.run(Settings(workers=2), _die, [1, 2]))


def test_a_scheduler_without_its_library_is_an_error_that_says_what_to_do(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(engine.EngineError, match="distributed"):
        list(engine.run(Settings(scheduler="tcp://127.0.0.1:1"), _double, [1]))
