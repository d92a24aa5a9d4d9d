"""Finds the processes that this one has others forked from, and those forked."""

from __future__ import annotations

import psutil


def living_forks() -> list[int]:
    """Workers of this process, and what they are forked from."""
    found = psutil.Process().children(recursive=True)
    living = [each for each in found if each.status() != psutil.STATUS_ZOMBIE]
    return [each.pid for each in living if "multiprocessing.forkserver" in str(each.cmdline())]
