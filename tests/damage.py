"""Damages files as a disk does, which does not ask who may write to them."""

from __future__ import annotations

import os
from pathlib import Path


def cut_short(path: Path, length: int) -> None:
    """Leave the first `length` bytes of the file, even where it is read-only as a build is."""
    path.chmod(0o644)
    os.truncate(path, length)
