"""Fault points: named places at which a test can make a process die, or a disk fail.

Nothing happens at them unless ONRECORD_FAULT is set, which is no setting and for tests alone:

    kill 17            die at the seventeenth point passed, as by -9
    ENOSPC 17          the write there fails with that error
    list /some/file    write the name of every point passed into the file

The second word may also be the name of a point. What is done about a fault is not here.
"""

from __future__ import annotations

import errno
import itertools
import os
import signal
from pathlib import Path

_VARIABLE = "ONRECORD_FAULT"
_passed = itertools.count(1)


def point(name: str, path: Path) -> None:
    """Pass a place where something is about to change on disk, or just has."""
    fault = os.environ.get(_VARIABLE)
    if fault:
        _pass(fault, name, path)


def _pass(fault: str, name: str, path: Path) -> None:
    action, _, where = fault.partition(" ")
    if action == "list":
        with Path(where).open("a", encoding="utf-8") as file:
            file.write(f"{name}\t{path}\n")
    elif where in (name, str(next(_passed))):
        if action == "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        code = getattr(errno, action)
        raise OSError(code, os.strerror(code), str(path))
