"""Runs a function over batches: in this process, in local processes, or on a Dask cluster.

Offers a `concurrent.futures.Executor` and nothing else; what is run knows no difference.
"""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import (
    FIRST_COMPLETED,
    Executor,
    Future,
    ProcessPoolExecutor,
    wait,
)
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from typing import ParamSpec, TypeVar

from pipelines.settings import Settings

P = ParamSpec("P")
T = TypeVar("T")
R = TypeVar("R")

_ATTEMPTS = 3


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


def worker_count(settings: Settings) -> int:
    """Processes to work in: as set, or one per core this process may use."""
    return settings.workers or len(os.sched_getaffinity(0))


@contextmanager
def executor(settings: Settings, tasks: int) -> Iterator[Executor]:
    """An executor for that many tasks, shut down on leaving.

    One task alone is not worth starting processes for, and runs in this one.
    """
    if settings.scheduler:
        with _cluster(settings.scheduler) as cluster:
            yield cluster
    elif tasks <= 1 or worker_count(settings) == 1:
        yield InlineExecutor()
    else:
        with _processes(min(tasks, worker_count(settings))) as pool:
            yield pool


def run(settings: Settings, work: Callable[[T], R], items: Iterable[T]) -> Iterator[tuple[T, R]]:
    """Results as they come, in any order, at most two items a worker under way.

    A worker that dies takes its pool with it; what was not done is begun again in a new pool, up
    to three times. Raises EngineError when it dies each time, and what `work` raises.
    """
    left = list(items)
    for _ in range(_ATTEMPTS):
        try:
            with executor(settings, len(left)) as pool:
                for item, result in _bounded(pool, work, tuple(left), 2 * worker_count(settings)):
                    left.remove(item)
                    yield item, result
            return
        except BrokenProcessPool:
            continue
    raise EngineError(
        f"worker processes died {_ATTEMPTS} times over {left[0]!r}, perhaps for want of memory. "
        "Lower ONRECORD_WORKERS or ONRECORD_BATCH_BYTES and run again."
    )


def _bounded(
    pool: Executor, work: Callable[[T], R], items: tuple[T, ...], limit: int
) -> Iterator[tuple[T, R]]:
    waiting = iter(items)
    under_way: dict[Future[R], T] = {}
    while True:
        while len(under_way) < limit and (item := next(waiting, None)) is not None:
            under_way[pool.submit(work, item)] = item
        if not under_way:
            return
        done, _ = wait(under_way, return_when=FIRST_COMPLETED)
        for future in done:
            yield under_way.pop(future), future.result()


def _processes(count: int) -> ProcessPoolExecutor:
    # A forked child of a process with threads may hang, and Dagster's has many.
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(count, mp_context=context, initializer=_one_thread)


def _one_thread() -> None:
    os.environ["OPENBLAS_NUM_THREADS"] = "1"


@contextmanager
def _cluster(address: str) -> Iterator[Executor]:
    try:
        from distributed import Client
    except ImportError as error:
        raise EngineError(
            "ONRECORD_SCHEDULER is set, and distributed is not installed. "
            "Install onrecord with its `cluster` extra, or unset it."
        ) from error
    with Client(address) as client:
        yield client.get_executor(retries=_ATTEMPTS)
