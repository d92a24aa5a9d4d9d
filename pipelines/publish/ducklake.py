"""Publishes a build to a DuckLake, for readers and writers on many machines, instead of as a file.

The catalog is a PostgreSQL database, the rows are Parquet files in a folder or a bucket. How to run
all this is in docs/scale.md; no stage of the pipeline needs it.
"""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path

import duckdb

from pipelines.contracts.render import literal

_ATTEMPTS = 10
_EXTENSIONS = ("postgres_scanner", "ducklake")
_SCHEMA = "main"


class DuckLakeError(Exception):
    """Publishing came to nothing; the message says why, and what to do."""


@contextmanager
def attached(catalog: str, data: str) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection that has the DuckLake attached as `onrecord`.

    `catalog` is a libpq connection string, `data` the folder or bucket of the rows.
    """
    with duckdb.connect() as connection:
        for name in _EXTENSIONS:
            connection.execute(f"LOAD {literal(str(_extension(name)))}")
        connection.execute(
            f"ATTACH {literal('ducklake:postgres:' + catalog)} AS onrecord "
            f"(DATA_PATH {literal(data)})"
        )
        yield connection


def publish(build: Path, catalog: str, data: str) -> int:
    """Put all tables of a build in place of those that are there, and return how many.

    It is one transaction: a reader sees the former build or this one. One that loses against
    another writer is begun again.
    """
    for attempt in range(_ATTEMPTS):
        try:
            with attached(catalog, data) as connection:
                connection.execute(f"ATTACH {literal(str(build))} AS build (READ_ONLY)")
                return _replace(connection)
        except duckdb.TransactionException:
            time.sleep(random.uniform(0.05, 0.2) * 2**attempt)  # noqa: S311  to part the writers
    raise DuckLakeError(
        f"{build} was not published: {_ATTEMPTS} times another writer came first. Try again later."
    )


def _replace(connection: duckdb.DuckDBPyConnection) -> int:
    names = [
        name
        for (name,) in connection.execute(
            "SELECT table_name FROM duckdb_tables() "
            "WHERE database_name = 'build' AND schema_name = ? ORDER BY table_name",
            [_SCHEMA],
        ).fetchall()
    ]
    connection.execute("BEGIN")
    for name in names:
        connection.execute(
            f'CREATE OR REPLACE TABLE onrecord.{_SCHEMA}."{name}" AS FROM build.{_SCHEMA}."{name}"'
        )
    connection.execute("COMMIT")
    return len(names)


def _extension(name: str) -> Path:
    """The extension in its wheel, so that nothing is downloaded."""
    try:
        package = files(f"duckdb_extension_{name}")
    except ModuleNotFoundError as error:
        raise DuckLakeError(
            f"DuckDB's extension {name} is not installed. Install onrecord with its `ducklake` "
            "extra."
        ) from error
    folder = package.joinpath("extensions", f"v{duckdb.__version__}")
    return Path(str(folder.joinpath(f"{name}.duckdb_extension")))
