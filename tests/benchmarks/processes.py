"""Whole processes, timed, with the memory of all of them together.

What they run is said by others.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import psutil

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class Ran:
    """What a process and its children took; `output` is what it printed."""

    wall: float
    peak_bytes: int
    output: str


def python(*words: str, env: Mapping[str, str] | None = None) -> Ran:
    """Run Python with these arguments to its end. Raises where it fails."""
    [ran] = side_by_side([words], env)
    return ran


def side_by_side(many: Sequence[Sequence[str]], env: Mapping[str, str] | None = None) -> list[Ran]:
    """Run several at once, to the end of the last; each is said to take as long as it did."""
    began = time.perf_counter()
    started = [
        psutil.Popen(
            [sys.executable, *words],
            cwd=ROOT,
            env={**os.environ, **(env or {})},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        for words in many
    ]
    with ThreadPoolExecutor(len(started)) as watchers:
        return list(watchers.map(lambda process: _watched(process, began), started))


def _watched(process: psutil.Popen, began: float) -> Ran:
    peak, done = 0, threading.Event()

    def sample() -> None:
        nonlocal peak
        while not done.wait(0.2):
            peak = max(peak, _memory(process))

    sampler = threading.Thread(target=sample, daemon=True)
    sampler.start()
    output, _ = process.communicate()
    wall = time.perf_counter() - began
    done.set()
    sampler.join()
    if process.returncode:
        raise RuntimeError(f"{process.args} failed:\n{output[-3000:]}")
    return Ran(wall, peak, output)


def _memory(process: psutil.Process) -> int:
    """Resident memory of the process and all its children; shared pages count more than once."""
    total = 0
    try:
        for each in (process, *process.children(recursive=True)):
            total += each.memory_info().rss
    except psutil.Error:
        return total
    return total
