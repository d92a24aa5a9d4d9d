"""No bytes that coverage leads a fuzzer to make a target raise, hang, or take too much memory."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.fuzz.targets import TARGETS

SECONDS = 60
LIMITS = (f"-max_total_time={SECONDS}", "-timeout=120", "-rss_limit_mb=3000", "-max_len=4000")


@pytest.mark.parametrize("name", TARGETS)
def test_examples_are_taken(name: str) -> None:
    target = TARGETS[name]
    for example in target.examples:
        target.run(example)


@pytest.mark.slow
@pytest.mark.skipif(not importlib.util.find_spec("atheris"), reason="no atheris for this platform")
@pytest.mark.parametrize("name", TARGETS)
def test_a_minute_of_fuzzing_finds_nothing(name: str, tmp_path: Path) -> None:
    examples = tmp_path / "examples"
    examples.mkdir()
    for number, example in enumerate(TARGETS[name].examples):
        (examples / str(number)).write_bytes(example)
    command = [sys.executable, "-m", "tests.fuzz", name, *LIMITS]
    run = subprocess.run(
        [*command, f"-artifact_prefix={tmp_path}/", str(examples)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
    )
    assert run.returncode == 0, run.stderr[-5000:]
    assert "Done " in run.stderr
