"""Who may know whom, and what loads late, as the code is and not as it is told."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
HEAVY = ("dagster", "great_expectations", "spacy", "pandas", "trafilatura", "sqlglot")


def test_the_rooms_know_only_whom_they_may() -> None:
    command = Path(sys.executable).parent / "lint-imports"
    done = subprocess.run(
        [str(command), "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(
    "module",
    [
        "pipelines.cli",
        "pipelines.console.query",
        "pipelines.console.explain",
        "pipelines.lake.store",
        "pipelines.gates.gate",
        "pipelines.ingest.discovery",
        "pipelines.extract.version",
    ],
)
def test_a_module_loads_nothing_heavy_that_it_does_not_need(module: str) -> None:
    script = f"import sys, {module}; print([name for name in {HEAVY!r} if name in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("path", sorted((ROOT / "pipelines").rglob("*.py")), ids=str)
def test_every_module_says_what_belongs_in_it(path: Path) -> None:
    assert path.read_text(encoding="utf-8").startswith('"""')
