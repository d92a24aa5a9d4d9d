"""A place of its own for each test that runs the pipeline: sources, warehouse, run history."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import dagster as dg
import duckdb
import hypothesis
import pytest

from pipelines.settings import Settings

QUIET = {"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}}
ROOT = Path(__file__).parents[1]
SEEDS = ROOT / "seeds"

_MEMORY = Path("/dev/shm")
_ROOM = 4 * 1024**3


def _in_memory() -> None:
    """Let temporary folders lie in memory where there is room: runs sync many small writes."""
    if os.access(_MEMORY, os.W_OK) and shutil.disk_usage(_MEMORY).free >= _ROOM:
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(_MEMORY))


_in_memory()

# The same examples each time where a change is judged; new ones wherever else the tests run.
hypothesis.settings.register_profile("judged", derandomize=True)
if os.environ.get("CI"):
    hypothesis.settings.load_profile("judged")


@dataclass
class Workspace:
    """Sources and a warehouse in a temporary folder, and the real pipeline over them."""

    folder: Path
    instance: dg.DagsterInstance = field(default_factory=dg.DagsterInstance.ephemeral)

    @property
    def sources(self) -> Path:
        return self.folder / "sources"

    @property
    def settings(self) -> Settings:
        return Settings()

    def add(self, name: str, content: str | bytes) -> Path:
        path = self.sources / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    def add_seeds(self) -> None:
        for path in sorted(SEEDS.glob("*.txt")):
            shutil.copy(path, self.sources)

    def refresh(self) -> dg.ExecuteInProcessResult:
        """Run the job `refresh` as the UI does, and hand back its result, failed or not."""
        from pipelines.definitions import defs

        return defs.resolve_job_def("refresh").execute_in_process(
            instance=self.instance, raise_on_error=False, run_config=QUIET
        )

    def materialize(self, *keys: str) -> dg.ExecuteInProcessResult:
        """Materialize single assets, as someone would who selects them in the UI."""
        chosen = dg.AssetSelection.assets(*(key.split("/") for key in keys))
        return self.execute(chosen.required_multi_asset_neighbors())

    def execute(self, selection: dg.AssetSelection) -> dg.ExecuteInProcessResult:
        """Run what is selected alone."""
        from pipelines.definitions import defs

        job = dg.define_asset_job("some", selection=selection)
        more = dg.Definitions.merge(defs, dg.Definitions(jobs=[job]))
        return more.resolve_job_def("some").execute_in_process(
            instance=self.instance, raise_on_error=False, run_config=QUIET
        )

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """Ask the published file."""
        with duckdb.connect(str(self.settings.published.resolve()), read_only=True) as connection:
            return connection.execute(sql).fetchall()

    def build(self) -> str:
        """Name of the build that is published."""
        return self.settings.published.resolve().name


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    made = Workspace(tmp_path)
    made.sources.mkdir()
    monkeypatch.setenv("ONRECORD_SOURCES", str(made.sources))
    monkeypatch.setenv("ONRECORD_WAREHOUSE", str(tmp_path / "warehouse"))
    monkeypatch.setenv("DAGSTER_HOME", str(tmp_path / "dagster"))
    monkeypatch.setenv("ONRECORD_WORKERS", "1")
    return made
