"""Loads Great Expectations in half its time, without what it loads for rules nobody asks here.

It draws with altair, tests distributions with scipy, and reads from S3 with boto3. What it is asked
is in `expectations`.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from types import ModuleType

from pipelines.garbage import nothing_collected

_UNUSED = ("altair", "boto3", "botocore", "scipy", "scipy.stats")


@cache
def load() -> None:
    """To be called before anything of it is imported. It tells nobody that it is used."""
    # Read at import, so it has to be said before.
    os.environ.setdefault("GX_ANALYTICS_ENABLED", "false")
    with _left_out(_UNUSED), nothing_collected():
        import great_expectations  # noqa: F401


@contextmanager
def _left_out(names: tuple[str, ...]) -> Iterator[None]:
    """Inside, whoever imports one of these gets an empty module, unless it is loaded already."""
    empty = {name: ModuleType(name) for name in names if name not in sys.modules}
    sys.modules.update(empty)
    try:
        yield
    finally:
        for name in empty:
            del sys.modules[name]
