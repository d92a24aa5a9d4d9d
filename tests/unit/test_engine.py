"""Work is done once an item, wherever it runs, and a killed worker loses none of it."""

from __future__ import annotations

import ctypes
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path

import pytest

from pipelines import engine
from pipelines.orchestration.deadline import each_at_most
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


def _die_of_three(number: int) -> int:
    if number == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    return 2 * number


def _hang_on_three(number: int) -> int:
    """Holds the interpreter's lock for ever, as a loop in C may."""
    with each_at_most(0.2) as limited, limited():
        if number == 3:
            signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGALRM})
            ctypes.PyDLL(None).sleep(1000)
    return 2 * number


def _slow(number: int) -> int:
    time.sleep(0.2)
    return 2 * number


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


@pytest.mark.parametrize("work", [_die_of_three, _hang_on_three])
def test_an_item_that_kills_is_told_from_its_neighbours(work: object) -> None:
    assert callable(work)
    done = dict(engine.run(Settings(workers=2), work, range(1, 7)))
    assert done.pop(3) == engine.WorkerDied()
    assert done == {number: 2 * number for number in (1, 2, 4, 5, 6)}


def _loaded(module: str) -> tuple[bool, int]:
    """Whether a worker has the module, and how many threads the process has that it comes from."""
    return module in sys.modules, len(os.listdir(f"/proc/{os.getppid()}/task"))


PREPARED = """
from pipelines import engine
from pipelines.settings import Settings
from tests.unit.test_engine import _loaded

settings = Settings(workers=2)
engine.prepare(settings, "no_such_module", "pipelines.orchestration.warmed_up")
print(*dict(engine.run(settings, _loaded, ["pipelines.extract.extractor"])).values())
"""


def test_workers_have_from_the_beginning_what_was_prepared() -> None:
    assert _python(PREPARED).communicate()[0].strip() == "(True, 1)"


FREED = """
from pipelines import engine
from pipelines.settings import Settings
from tests.forked import living_forks
from tests.unit.test_engine import _loaded

settings = Settings(workers=2)
for module in ["pipelines.extract.extractor", *["wave"] * 8]:
    engine.prepare(settings, module)
    print(*dict(engine.run(settings, _loaded, [module])).values())
    print(len(living_forks()))
    engine.free_memory()
    engine.free_memory()
    print(len(living_forks()))
"""


def test_memory_is_freed_when_asked_for_and_workers_are_there_again_when_needed() -> None:
    assert _python(FREED).communicate()[0].splitlines() == ["(True, 1)", "1", "0"] * 9


ORPHANED = """
import subprocess, sys

script = \"\"\"
from pipelines import engine

engine._workshop.load([])
engine._workshop.hire = lambda workers: engine.InlineExecutor()
engine.free_memory()
\"\"\"
subprocess.run([sys.executable, "-c", script], check=True)
print("alive")
"""


KEPT = """
import os
from pipelines import engine
from pipelines.settings import Settings
from tests.unit.test_engine import _pid_and_wait

del os.waitid
for _ in range(2):
    made = dict(engine.run(Settings(workers=2), _pid_and_wait, range(10)))
    print(len(made), os.getpid() in made.values())
    engine.free_memory()
"""


def test_workers_work_on_where_their_memory_cannot_be_freed() -> None:
    assert _python(KEPT).communicate()[0].splitlines() == ["10 False"] * 2


def test_who_took_in_the_workers_of_a_dead_process_is_not_ended_for_it() -> None:
    assert _python(ORPHANED).communicate()[0].splitlines() == ["alive"]


def _pid_and_wait(number: int) -> int:
    time.sleep(0.1)
    return os.getpid()


ENDLESS = """
from pipelines import engine
from pipelines.settings import Settings
from tests.unit.test_engine import _pid_and_wait

for _, pid in engine.run(Settings(workers=2), _pid_and_wait, range(10_000)):
    print(pid, flush=True)
"""


def test_workers_of_a_killed_run_do_not_outlive_it() -> None:
    run = _python(ENDLESS)
    assert run.stdout is not None
    worker = Path("/proc") / run.stdout.readline().strip()
    assert worker.exists()
    run.kill()
    run.communicate()
    deadline = time.monotonic() + 30
    while worker.exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not worker.exists()


def _python(program: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", program],
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    )


def test_a_killed_dask_worker_costs_no_item(tmp_path: Path) -> None:
    with _scheduler(tmp_path) as (address, workers):
        settings = Settings(scheduler=address)
        done = []
        for pair in engine.run(settings, _slow, range(1, 21)):
            done.append(pair)
            if len(done) == 5:
                workers[0].kill()
    assert sorted(done) == [(number, 2 * number) for number in range(1, 21)]


@contextmanager
def _scheduler(folder: Path) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """A Dask scheduler on loopback with two workers, each a process of its own."""
    file = folder / "scheduler.json"
    dask = Path(sys.executable).with_name("dask")
    with ExitStack() as stack:

        def start(*words: str) -> subprocess.Popen[bytes]:
            process = stack.enter_context(
                subprocess.Popen(
                    [dask, *words, "--scheduler-file", file, "--no-dashboard"],
                    env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
                    stderr=subprocess.DEVNULL,
                )
            )
            stack.callback(process.kill)
            return process

        start("scheduler", "--host", "127.0.0.1", "--port", "0")
        while not file.exists():
            time.sleep(0.05)
        workers = [start("worker", "--no-nanny", "--nthreads", "1") for _ in range(2)]
        yield json.loads(file.read_text(encoding="utf-8"))["address"], workers


def test_a_scheduler_without_its_library_is_an_error_that_says_what_to_do(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(engine.EngineError, match="distributed"):
        list(engine.run(Settings(scheduler="tcp://127.0.0.1:1"), _double, [1]))
