"""Two runs at once, each a process of its own: one works, the other waits and says so."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest
from filelock import FileLock, Timeout

from pipelines.lake.store import Lake
from tests.conftest import ROOT, Workspace

STORY = '"We will open {} in May," Anna Weber said on Monday. "It took too long, all agree."\n'

pytestmark = pytest.mark.xdist_group("two_runs")


def test_the_second_of_two_runs_waits_and_says_so(workspace: Workspace, tmp_path: Path) -> None:
    for what in ("bridges", "tunnels", "harbours"):
        workspace.add(f"{what}.txt", STORY.format(what))
    first = _start(tmp_path / "first.log")
    try:
        _wait_until_held(workspace, first)
        second = _start(tmp_path / "second.log")
        assert second.wait(timeout=300) == 0, (tmp_path / "second.log").read_text()
        # The second could only end once the first had.
        assert first.wait(timeout=60) == 0, (tmp_path / "first.log").read_text()
    finally:
        first.kill()
    said = (tmp_path / "second.log").read_text()
    assert "another run is writing" in said
    assert "Nothing new: 3 source files" in said
    assert "waiting" not in (tmp_path / "first.log").read_text()

    lake = Lake(workspace.settings)
    assert [len(lake.accepted(table)) for table in ("raw_documents", "articles", "quotes")] == [
        1
    ] * 3
    assert lake.candidates("raw_documents") == ()
    assert workspace.rows("select count(*) from articles") == [(3,)]
    assert len(list(workspace.settings.builds.glob("*.duckdb"))) == 1


def _start(log: Path) -> subprocess.Popen[bytes]:
    with log.open("wb") as said:
        return subprocess.Popen(
            [sys.executable, "-m", "pipelines.cli", "run"],
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=subprocess.STDOUT,
        )


def _wait_until_held(workspace: Workspace, process: subprocess.Popen[bytes]) -> None:
    """Until the run has taken the warehouse, which it does before it looks at the sources."""
    until = time.monotonic() + 120
    while time.monotonic() < until:
        assert process.poll() is None
        if workspace.settings.lock.exists():
            try:
                FileLock(workspace.settings.lock).acquire(timeout=0).lock.release()
            except Timeout:
                return
        time.sleep(0.02)
    pytest.fail("the run never took the warehouse")
