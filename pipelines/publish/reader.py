"""Opens the published file for people's questions: read-only, shut in, and with limits.

What is asked is up to the caller; nothing here writes.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from pipelines.contracts.search import load_engine


class NoWarehouseError(Exception):
    """There is no published file yet; the message says how to make one."""


class QueryTimeoutError(Exception):
    """A query ran for longer than it may."""


@contextmanager
def opened(published: Path, memory: str = "1GB") -> Iterator[duckdb.DuckDBPyConnection]:
    """A read-only connection that can reach no other file, network or setting.

    Raises NoWarehouseError where nothing has been published.
    """
    if not published.exists():
        raise NoWarehouseError(f"{published} does not exist yet. Make it with: onrecord run")
    connection = duckdb.connect(
        str(published.resolve()),
        read_only=True,
        config={
            "memory_limit": memory,
            "autoinstall_known_extensions": "false",
            "autoload_known_extensions": "false",
        },
    )
    try:
        # What searches has to be loaded before the door is shut.
        connection.execute(load_engine())
        connection.execute("SET enable_external_access = false; SET lock_configuration = true")
        yield connection
    finally:
        connection.close()


@contextmanager
def time_limit(connection: duckdb.DuckDBPyConnection, seconds: int) -> Iterator[None]:
    """Interrupt whatever the connection runs after that many seconds.

    Raises QueryTimeoutError when it had to.
    """
    late = threading.Event()

    def stop() -> None:
        late.set()
        connection.interrupt()

    timer = threading.Timer(seconds, stop)
    timer.start()
    try:
        yield
    except duckdb.InterruptException as error:
        if late.is_set():
            raise QueryTimeoutError(
                f"the query ran for more than {seconds} s and was stopped. "
                "Narrow it, or raise ONRECORD_QUERY_SECONDS."
            ) from error
        raise
    finally:
        timer.cancel()
