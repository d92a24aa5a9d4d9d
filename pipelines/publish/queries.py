"""Runs many queries over one build. What is asked is up to the caller."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

import duckdb

from pipelines.settings import usable_cores

Asked = TypeVar("Asked")
Answer = TypeVar("Answer")

_NICENESS = 10
_NICEST = 19


def on_each_core(
    build: Path,
    ask: Callable[[duckdb.DuckDBPyConnection, Asked], Answer],
    items: Iterable[Asked],
) -> list[Answer]:
    """What `ask` answers to each of the items, in their order, given a read-only connection.

    Each query keeps to one core: with all cores for each, as DuckDB has it by itself, they spend a
    quarter of the time on waiting for each other. They give way to what this process does beside,
    which may be long and has but one thread. Raises what `ask` raises, and duckdb.Error where
    the build cannot be opened.
    """

    def answer(item: Asked) -> Answer:
        with connection.cursor() as own:
            return ask(own, item)

    with duckdb.connect(str(build), read_only=True) as connection:
        connection.execute("SET threads = 1")
        with ThreadPoolExecutor(usable_cores(), initializer=_give_way) as pool:
            return list(pool.map(answer, items))


def _give_way() -> None:
    """Let this thread have what the others leave it; on Linux, where threads have a priority."""
    if sys.platform == "linux":
        thread = threading.get_native_id()
        # Never less nice than the process was made: that the system would refuse.
        niceness = os.getpriority(os.PRIO_PROCESS, thread) + _NICENESS
        os.setpriority(os.PRIO_PROCESS, thread, min(niceness, _NICEST))
