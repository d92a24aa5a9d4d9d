"""Asks the lake again where a file went while it was read.

For those who read without the lock of the warehouse. What is asked is decided elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from pipelines.lake.parquet import LakeFileGoneError

P = ParamSpec("P")
T = TypeVar("T")

_TIMES = 3


def on_fresh_listing(ask: Callable[P, T]) -> Callable[P, T]:
    """The same function, called anew where a file is gone that it has just seen.

    Compaction puts the rows of such a file into another first, so a new listing finds them. A file
    that is truly gone still raises LakeFileGoneError.
    """

    @wraps(ask)
    def asked(*args: P.args, **kwargs: P.kwargs) -> T:
        for _ in range(_TIMES - 1):
            try:
                return ask(*args, **kwargs)
            except LakeFileGoneError:
                continue
        return ask(*args, **kwargs)

    return asked
