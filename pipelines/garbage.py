"""Pauses Python's search for objects that hold each other, where next to none are to be found.

The search looks through all that was made since the last one, and now and then through everything:
what makes much and keeps it, as loading a library does, pays for nothing. What is done meanwhile
is not this module's subject.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def nothing_collected() -> Iterator[None]:
    """Inside, no search; afterwards it goes on, if it was on before. In all threads."""
    collected = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collected:
            gc.enable()
