"""The real webserver and daemon, as `onrecord ui` starts them: a file dropped in becomes a row."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import duckdb
import pytest

from tests.conftest import ROOT, Workspace

STORY = """BERLIN, March 3, 2021. /DPA/. The minister spoke on Wednesday.

"We will open the bridge in May," Anna Weber said. "It took too long."
"""
PATIENCE = 180.0


@pytest.mark.xdist_group("daemon")
def test_a_file_that_is_dropped_in_is_in_the_warehouse_without_a_click(
    workspace: Workspace, tmp_path: Path
) -> None:
    said = tmp_path / "ui.log"
    with _ui(said) as port:
        workspace.add("dropped.txt", STORY)
        _wait("the webserver", lambda: _answers(port), said)
        _wait("the row", lambda: _rows(workspace, "quotes", "speaker_name = 'Anna Weber'"), said)

        workspace.add("broken.txt", bytes(range(256)) * 20)
        _wait("the refusal", lambda: _rows(workspace, "quarantine", "true"), said)
        assert _rows(workspace, "quarantine", "source_uri like '%/broken.txt'") == 1
        assert _rows(workspace, "articles", "true") == 1


@contextmanager
def _ui(said: Path) -> Iterator[int]:
    """`onrecord ui` on a free port; with it ends every process it has started."""
    port = _free_port()
    with said.open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "pipelines.cli", "ui", "--port", str(port)],
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            yield port
        finally:
            _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    """Interrupted as by Ctrl-C first; whatever is left of the session is killed."""
    os.killpg(process.pid, signal.SIGINT)
    try:
        process.wait(timeout=20)
    except subprocess.TimeoutExpired:
        pass
    finally:
        _kill_group(process.pid)
        process.wait(timeout=20)


def _kill_group(group: int) -> None:
    for _ in range(50):
        try:
            os.killpg(group, signal.SIGKILL)
        except ProcessLookupError:
            return
        time.sleep(0.1)


def _free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])


def _wait(what: str, happened: Callable[[], object], said: Path) -> None:
    until = time.monotonic() + PATIENCE
    while not happened():
        if time.monotonic() > until:
            pytest.fail(f"{what} did not come; the UI said:\n{said.read_text()[-5000:]}")
        time.sleep(1.0)


def _answers(port: int) -> bool:
    try:
        with urlopen(f"http://127.0.0.1:{port}/server_info", timeout=5) as response:
            return bool(response.status == 200)
    except (URLError, OSError):
        return False


def _rows(workspace: Workspace, table: str, where: str) -> int:
    published = workspace.settings.published
    if not published.exists():
        return 0
    with duckdb.connect(str(published.resolve()), read_only=True) as connection:
        found = connection.execute(f"select count(*) from {table} where {where}").fetchone()
    return int(found[0]) if found else 0
