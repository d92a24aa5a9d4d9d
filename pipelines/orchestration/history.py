"""Dagster's run history, with fewer waits for the disk. What is in it is Dagster's own affair.

Dagster stores each event over a connection of its own, and a run has some hundreds. SQLite brings
each to disk twice: when it is committed, and when its file's last connection is closed. That took
longer than all else a small run does.
"""

from __future__ import annotations

import sqlite3
from functools import cache

from sqlalchemy import event
from sqlalchemy.engine import Engine


def wait_less_for_the_disk() -> None:
    """For every SQLite file that this process opens through SQLAlchemy from now on.

    A process that dies loses nothing by it. A machine that does may lose the last events, and
    never the file: it is written ahead, and synced whenever that log is written back.
    """
    if not event.contains(Engine, "connect", _opened):
        event.listen(Engine, "connect", _opened)


def _opened(connection: object, _: object) -> None:
    if not isinstance(connection, sqlite3.Connection):
        return
    connection.execute("pragma synchronous = normal")
    _, _, path = connection.execute("pragma database_list").fetchall()[0]
    if path:
        # Only a connection that has read since the file became one that is written ahead counts.
        _kept_open(path).execute("select count(*) from sqlite_master").fetchall()


@cache
def _kept_open(path: str) -> sqlite3.Connection:
    """A connection that is there for nothing but that no other is the last to be closed."""
    return sqlite3.connect(path, check_same_thread=False)
