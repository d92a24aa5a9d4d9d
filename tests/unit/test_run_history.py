"""Dagster's history waits for the disk as rarely as is safe."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.pool import NullPool

from pipelines.orchestration.history import wait_less_for_the_disk

NORMAL = 1

KILLED = """
import os, signal, sys
import sqlalchemy as sa
from pipelines.orchestration.history import wait_less_for_the_disk

wait_less_for_the_disk()
with sa.create_engine(sys.argv[1]).begin() as connection:
    connection.execute(sa.text("insert into events values (1)"))
os.kill(os.getpid(), signal.SIGKILL)
"""


def _engine(file: Path) -> sa.Engine:
    """As Dagster has it: written ahead, and a connection for each use."""
    engine = sa.create_engine(f"sqlite:///{file}", poolclass=NullPool)
    with engine.connect() as connection:
        connection.execute(sa.text("pragma journal_mode = wal"))
        connection.execute(sa.text("create table if not exists events (number integer)"))
    return engine


def test_an_event_is_not_brought_to_disk_twice_as_it_is_stored(tmp_path: Path) -> None:
    wait_less_for_the_disk()
    engine = _engine(tmp_path / "runs.db")
    with engine.begin() as connection:
        assert connection.execute(sa.text("pragma synchronous")).scalar() == NORMAL
        connection.execute(sa.text("insert into events values (1)"))
    log = tmp_path / "runs.db-wal"
    assert log.exists(), "closing the connection wrote the log back"
    with sqlite3.connect(tmp_path / "runs.db") as other:
        assert other.execute("select number from events").fetchall() == [(1,)]


def test_a_killed_process_loses_no_event(tmp_path: Path) -> None:
    engine = _engine(tmp_path / "runs.db")
    subprocess.run([sys.executable, "-c", KILLED, str(engine.url)], check=False)
    with engine.connect() as connection:
        assert connection.execute(sa.text("select number from events")).scalar() == 1
