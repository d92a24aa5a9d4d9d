"""Every SQL model has at least one test that runs it alone on rows of its own."""

from __future__ import annotations

import re
from pathlib import Path

from tests.warehouse import bench

_RUN = re.compile(r'\brun\(\s*"(\w+)"')


def test_every_model_is_run_alone() -> None:
    tested = {
        name
        for path in Path(__file__).parent.glob("test_*.py")
        for name in _RUN.findall(path.read_text(encoding="utf-8"))
    }

    assert tested == {model.name for model in bench.models()}
