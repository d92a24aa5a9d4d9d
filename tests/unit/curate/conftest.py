"""A folder of SQL that a test writes itself."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

Write = Callable[..., Path]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "sql"


@pytest.fixture
def write(folder: Path) -> Write:
    """Write a file; without a header of its own it gets the least that a model needs."""

    def _write(name: str, sql: str, *, header: str | None = None, columns: str = "a") -> Path:
        described = "".join(f"-- column {column}: It.\n" for column in columns.split())
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        text = header or f"-- description: A model.\n-- grain: {columns.split()[0]}\n{described}"
        path.write_text(f"{text}\n{sql}\n", encoding="utf-8")
        return path

    return _write
