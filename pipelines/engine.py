"""Runs a function over items: in this process, in local processes, or on a Dask cluster.

Offers a `concurrent.futures.Executor`, and `run`, which also knows what to do when workers die.
What is run knows no difference.
"""

from __future__ import annotations

import fcntl
import multiprocessing
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Hashable, Iterable, Iterator
from concurrent.futures import (
    FIRST_COMPLETED,
    Executor,
    Future,
    ProcessPoolExecutor,
    wait,
)
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing import forkserver
from typing import Any, Generic, ParamSpec, TypeVar

from pipelines.settings import Settings, usable_cores

P = ParamSpec("P")
T = TypeVar("T", bound=Hashable)
R = TypeVar("R")

_DEATHS = 3
"""So often a worker may die over an item, at last alone with it, before the item is to blame."""

_AHEAD = 8
"""Items a worker under way: enough to go on with while whoever takes the results is busy."""

_WAIT_FOR_WORKERS = 60


class _Workshop:
    """The process that workers are forked from, and what it has loaded they need not load.

    A forked child of a process with threads may hang, and Dagster's has many: this one is there
    for nothing else. It starts with what is asked of it first, and again after it was closed.
    """

    def __init__(self) -> None:
        self._context = multiprocessing.get_context("forkserver")
        self._open = False

    def load(self, modules: list[str]) -> None:
        """Begin to load them; for nothing where it is open already."""
        self._open = True
        self._context.set_forkserver_preload(modules)
        forkserver.ensure_running()

    def hire(self, workers: int) -> ProcessPoolExecutor:
        """A pool of so many workers."""
        self._open = True
        return ProcessPoolExecutor(workers, self._context, _end_with_parent)

    def close(self) -> None:
        """End it, so that the memory of what it has loaded is free.

        By itself it ends with this process; where the system cannot wait for a process without
        taking it off its list, as macOS before Python 3.13, only then. To end it earlier only its
        children know it by number.
        """
        if not self._open or not hasattr(os, "waitid"):
            return
        # Should it be dead, another is started only to be ended: that one need load nothing.
        self._context.set_forkserver_preload([])
        # What dies before it can fork is what was to be ended.
        with suppress(OSError, EOFError, BrokenProcessPool):
            with self.hire(1) as pool:
                number = pool.submit(os.getppid).result()
            # Should it have died meanwhile, that is who took its children in; this raises then.
            os.waitid(os.P_PID, number, os.WEXITED | os.WNOHANG | os.WNOWAIT)
            os.kill(number, signal.SIGKILL)
            # Until it is known to be dead, whoever needs it next would ask it. It is not taken off
            # the system's list here: who starts another does that.
            os.waitid(os.P_PID, number, os.WEXITED | os.WNOWAIT)
        self._open = False


_workshop = _Workshop()


@dataclass(frozen=True, slots=True)
class WorkerDied:
    """Comes in place of the result of an item that took its worker with it each time."""


class InlineExecutor(Executor):
    """Runs what is submitted at once, in the calling thread."""

    def submit(self, fn: Callable[P, R], /, *args: P.args, **kwargs: P.kwargs) -> Future[R]:
        future: Future[R] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:
            future.set_exception(error)
        return future


class EngineError(Exception):
    """Work could not be finished; the message says on what, and what to do."""


@dataclass(frozen=True, slots=True)
class Crew:
    """An executor, how many workers it has, and what its workers' death looks like."""

    executor: Executor
    workers: int
    dead: type[Exception] = BrokenProcessPool


def worker_count(settings: Settings) -> int:
    """Processes to work in: as set, or one per core this process may use."""
    return settings.workers or usable_cores()


def prepare(settings: Settings, *modules: str) -> None:
    """Begin to load modules that workers will need, while this process does something else.

    To be called before there are workers, and for nothing where they are not processes of this
    machine. A module that cannot be imported is left to the workers.
    """
    if not settings.scheduler and worker_count(settings) > 1:
        _workshop.load(list(modules))


def free_memory() -> None:
    """End the process that was prepared for workers; who needs some later has it started anew.

    To be called between crews only: a worker's death is not heard of without it.
    """
    _workshop.close()


@contextmanager
def crew(settings: Settings, tasks: int, *, apart: bool = False) -> Iterator[Crew]:
    """Workers for that many tasks. On leaving they are gone, but where an exception ends it: then
    they go as soon as they have done what is under way.

    A single worker is this process, unless what it does must be kept `apart` because it may kill.
    """
    workers = worker_count(settings)
    if settings.scheduler:
        with _cluster(settings.scheduler) as cluster:
            yield cluster
    elif workers == 1 and not apart:
        yield Crew(InlineExecutor(), 1)
    else:
        with _processes(min(tasks, workers)) as processes:
            yield processes


def run(
    settings: Settings, work: Callable[[T], R], items: Iterable[T]
) -> Iterator[tuple[T, R | WorkerDied]]:
    """Results as they come, in any order, a few items a worker under way.

    What was under way when a worker died is begun again, at last alone, so that an item that
    kills is told from its neighbours: WorkerDied comes in place of its result. Raises what `work`
    raises, and EngineError where workers die over everything.
    """
    tasks = _Tasks(items)
    while tasks.waiting:
        with crew(settings, len(tasks.waiting), apart=tasks.anybody_died) as hired:
            yield from _until_death(hired, work, tasks)
        while tasks.suspects:
            with _processes(1) as single:
                yield from _alone(single, work, tasks)


class _Tasks(Generic[T]):
    """Items that wait, those to be tried alone, and how often a worker died over each."""

    def __init__(self, items: Iterable[T]) -> None:
        self.waiting = deque(items)
        self.suspects: deque[T] = deque()
        self.anything_done = False
        self._deaths: dict[T, int] = {}

    @property
    def anybody_died(self) -> bool:
        return bool(self._deaths)

    def killed(self, items: Iterable[T]) -> None:
        """Workers died while these were under way; the first time that is nobody's fault."""
        for item in items:
            self._deaths[item] = self._deaths.get(item, 0) + 1
            if self._deaths[item] == 1:
                self.waiting.append(item)
            else:
                self.suspects.append(item)

    def is_to_blame(self, item: T) -> bool:
        """Whether the last death over it, alone, was one too many; if not, it is tried again."""
        self.killed([item])
        if self._deaths[item] < _DEATHS:
            return False
        self.suspects.remove(item)
        return True


def _until_death(
    hired: Crew, work: Callable[[T], R], tasks: _Tasks[T]
) -> Iterator[tuple[T, R | WorkerDied]]:
    """Work on what waits until all is done, or the crew is no more."""
    under_way: dict[Future[R], T] = {}
    try:
        while tasks.waiting or under_way:
            while tasks.waiting and len(under_way) < _AHEAD * hired.workers:
                item = tasks.waiting.popleft()
                under_way[_submit(hired, work, item)] = item
            done, _ = wait(under_way, return_when=FIRST_COMPLETED)
            for future in done:
                result = future.result()
                tasks.anything_done = True
                yield under_way.pop(future), result
    except hired.dead:
        tasks.killed(under_way.values())
    finally:
        for future in under_way:
            future.cancel()


def _submit(hired: Crew, work: Callable[[T], R], item: T) -> Future[R]:
    try:
        return hired.executor.submit(work, item)
    except hired.dead as error:
        # The pool broke since the last result: let this item share the fate of the others.
        future: Future[R] = Future()
        future.set_exception(error)
        return future


def _alone(
    single: Crew, work: Callable[[T], R], tasks: _Tasks[T]
) -> Iterator[tuple[T, R | WorkerDied]]:
    """Try the suspects one after the other, until one kills."""
    while tasks.suspects:
        item = tasks.suspects.popleft()
        try:
            result = single.executor.submit(work, item).result()
        except single.dead:
            if tasks.is_to_blame(item):
                _require_life(tasks.anything_done, item)
                yield item, WorkerDied()
            return
        tasks.anything_done = True
        yield item, result


def _require_life(anything_done: bool, item: object) -> None:
    """Where nothing at all can be done, the machine is at fault, not the item."""
    if not anything_done:
        raise EngineError(
            f"worker processes died {_DEATHS} times over {item!r}, and nothing else was done "
            "before, perhaps for want of memory. Lower ONRECORD_WORKERS or ONRECORD_BATCH_BYTES "
            "and run again."
        )


@contextmanager
def _processes(count: int) -> Iterator[Crew]:
    with _workshop.hire(count) as pool:
        try:
            yield Crew(pool, count)
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _end_with_parent() -> None:
    """See to it that this worker goes when whoever it works for is gone, even if that was killed:
    by itself it would wait for work for ever."""
    parent = multiprocessing.parent_process()
    if parent is None:
        return
    if sys.platform == "linux":
        # The system tells of it by a signal that ends who does not ask for it. A thread that waits
        # would have extraction take 6 % longer: with a second thread a process pays for each lock,
        # and spaCy's parser takes the interpreter's at each step.
        signal.signal(signal.SIGIO, signal.SIG_DFL)
        fcntl.fcntl(parent.sentinel, fcntl.F_SETOWN, os.getpid())
        fcntl.fcntl(parent.sentinel, fcntl.F_SETFL, os.O_ASYNC)
        if not parent.is_alive():
            os._exit(1)
    else:
        threading.Thread(target=_end_after, args=[parent], daemon=True).start()


def _end_after(parent: multiprocessing.process.BaseProcess) -> None:
    parent.join()
    os._exit(1)


@contextmanager
def _cluster(address: str) -> Iterator[Crew]:
    try:
        import distributed
    except ImportError as error:
        raise EngineError(
            "ONRECORD_SCHEDULER is set, and distributed is not installed. "
            "Install onrecord with its `cluster` extra, or unset it."
        ) from error
    dask: Any = distributed  # has types for a part of itself only
    try:
        client = dask.Client(address)
        client.wait_for_workers(1, timeout=_WAIT_FOR_WORKERS)
    except OSError as error:
        raise EngineError(
            f"no scheduler with a worker answers at {address} ({error}). "
            "Start one, or unset ONRECORD_SCHEDULER."
        ) from error
    with client:
        threads = sum(client.nthreads().values())
        yield Crew(client.get_executor(), threads, dask.KilledWorker)
