"""Two at once, each a process of its own: one works, the other waits and says so."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest
from filelock import FileLock, Timeout

from pipelines.console.home import prepare
from pipelines.lake.store import Lake
from tests.conftest import ROOT, Workspace

STORY = '"We will open {} in May," Anna Weber said on Monday. "It took too long, all agree."\n'

COMMAND = [sys.executable, "-m", "pipelines.cli"]
RUN = [*COMMAND, "run"]
UI_RUN = [sys.executable, "-m", "dagster", "job", "execute", "-m", "pipelines.definitions"]
UI_RUN += ["-j", "refresh"]

pytestmark = pytest.mark.xdist_group("two_runs")


def test_the_second_of_two_runs_waits_and_says_so(workspace: Workspace, tmp_path: Path) -> None:
    for what in ("bridges", "tunnels", "harbours"):
        workspace.add(f"{what}.txt", STORY.format(what))
    said = _one_after_the_other(workspace, tmp_path, RUN)
    assert "Nothing new: 3 source files" in said
    _has_three_articles_once(workspace)


@pytest.mark.slow
def test_a_run_of_dagster_waits_for_one_of_the_command(
    workspace: Workspace, tmp_path: Path
) -> None:
    """As the UI starts it: it holds the warehouse for a step at a time."""
    for what in ("bridges", "tunnels", "harbours"):
        workspace.add(f"{what}.txt", STORY.format(what))
    prepare(workspace.settings)
    _one_after_the_other(workspace, tmp_path, UI_RUN)
    _has_three_articles_once(workspace)


@pytest.mark.slow
def test_a_rollback_waits_for_a_run_and_goes_back_before_it(
    workspace: Workspace, tmp_path: Path
) -> None:
    workspace.add("bridges.txt", STORY.format("bridges"))
    assert workspace.refresh().success
    before = workspace.build()
    workspace.add("tunnels.txt", STORY.format("tunnels"))
    said = _one_after_the_other(workspace, tmp_path, [*COMMAND, "rollback"])
    assert f"is build {before.removesuffix('.duckdb')} again" in said
    assert workspace.build() == before
    assert len(list(workspace.settings.builds.glob("*.duckdb"))) == 2
    assert workspace.rows("select count(*) from articles") == [(1,)]


def _one_after_the_other(workspace: Workspace, folder: Path, second: list[str]) -> str:
    """What the second says that is started once `onrecord run` has taken the warehouse."""
    logs = folder / "first.log", folder / "second.log"
    first = _start(RUN, logs[0])
    try:
        _wait_until_held(workspace, first)
        later = _start(second, logs[1])
        assert later.wait(timeout=300) == 0, logs[1].read_text()
        # The second could only end once the first had.
        assert first.wait(timeout=60) == 0, logs[0].read_text()
    finally:
        first.kill()
    assert "waiting" not in logs[0].read_text()
    said = logs[1].read_text()
    assert "another run is writing" in said
    return said


def _has_three_articles_once(workspace: Workspace) -> None:
    lake = Lake(workspace.settings)
    assert [len(lake.accepted(table)) for table in ("raw_documents", "articles", "quotes")] == [
        1
    ] * 3
    assert lake.candidates("raw_documents") == ()
    assert workspace.rows("select count(*) from articles") == [(3,)]
    assert len(list(workspace.settings.builds.glob("*.duckdb"))) == 1


def _start(command: list[str], log: Path) -> subprocess.Popen[bytes]:
    with log.open("wb") as said:
        return subprocess.Popen(
            command,
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
