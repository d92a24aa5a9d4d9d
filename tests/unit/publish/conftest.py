"""A warehouse folder with builds in it."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path

import duckdb
import pytest

from pipelines.publish.publish import publish


@dataclass
class Warehouse:
    """Builds are DuckDB files that hold their own name."""

    root: Path
    made: int = field(default=0)

    @property
    def link(self) -> Path:
        return self.root / "onrecord.duckdb"

    @property
    def builds(self) -> Path:
        return self.root / "builds"

    def build(self, name: str) -> Path:
        path = self.builds / f"{name}.duckdb"
        with duckdb.connect(str(path)) as connection:
            connection.execute("create table name as select ? as name", [name])
        self.made += 1
        os.utime(path, (self.made, self.made))
        return path

    def publish(self, *names: str) -> None:
        for name in names:
            publish(self.build(name), self.link)

    def read(self) -> str:
        with duckdb.connect(str(self.link), read_only=True) as connection:
            [(name,)] = connection.execute("from name").fetchall()
        return str(name)

    def there(self) -> list[str]:
        return sorted(path.stem for path in self.builds.glob("*.duckdb"))


@pytest.fixture
def warehouse(tmp_path: Path) -> Warehouse:
    found = Warehouse(tmp_path / "warehouse")
    found.builds.mkdir(parents=True)
    return found
