"""Looks a build over before it is published: is it whole, and is it not suddenly emptier?

Nothing is changed here, and what the rows say was audited before.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import duckdb

from pipelines.contracts.catalog import CURATED
from pipelines.contracts.model import Table
from pipelines.publish.queries import on_each_core

_FEW = 20
"""Below this many rows before, a drop is an edit and no alarm; only nothing at all is one."""


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build holds. `why_unfit` says why it cannot be published at all, if so.

    `living_documents` are the documents its sources held, whether or not an article came of them.
    """

    path: Path
    rows: Mapping[str, int]
    living_documents: int
    why_unfit: str | None


def inspect(path: Path) -> BuildReport:
    """Open the build read-only and count; never raises for what is wrong with the file."""
    if not path.is_file():
        return BuildReport(path, {}, 0, f"{path} does not exist")
    log = path.with_name(f"{path.name}.wal")
    if log.exists():
        return BuildReport(path, {}, 0, f"{log} was left: the build was not closed, or changed")
    try:
        with duckdb.connect(str(path), read_only=True) as connection:
            faults = [fault for table in CURATED.values() for fault in _faults(connection, table)]
            if faults:
                return BuildReport(path, {}, 0, f"{path}: {'; '.join(faults)}")
            rows = {name: _count(connection, f'main."{name}"') for name in CURATED}
            living = _count(connection, "staging.stg_documents where state = 'present'")
    except duckdb.Error as error:
        why = f"{path} cannot be read: {error}. Mend it with: onrecord repair"
        return BuildReport(path, {}, 0, why)
    return BuildReport(path, rows, living, None)


def why_damaged(path: Path) -> str | None:
    """Read every block of the build; what is wrong with it as a file, None where nothing is."""
    try:
        with duckdb.connect(str(path), read_only=True) as connection:
            tables = connection.execute(
                "select schema_name, table_name from duckdb_tables() where not internal "
                "order by estimated_size desc"
            ).fetchall()
        on_each_core(path, _read_all, tables)
    except duckdb.Error as error:
        return f"{path} cannot be read: {error}"
    return None


def emptier(report: BuildReport, previous: BuildReport) -> str | None:
    """Why the build has suspiciously little in it; None where it has not.

    The cause that excuses a loss is documents that are gone: with half the documents, half the
    articles is no loss. A previous build that cannot be read is no measure.
    """
    if previous.why_unfit:
        return None
    for table in ("articles", "quotes"):
        before, now = previous.rows[table], report.rows[table]
        expected = before * min(1.0, report.living_documents / max(1, previous.living_documents))
        lost_all = now == 0 and expected >= 1 and table == "articles"
        if lost_all or (before >= _FEW and now < expected / 2):
            return (
                f"{table} fell from {before:,} to {now:,} while documents went from "
                f"{previous.living_documents:,} to {report.living_documents:,}. Look at the "
                "quarantine of the new build; if the loss is right, remove the link to the "
                "published file and publish again"
            )
    return None


def _faults(connection: duckdb.DuckDBPyConnection, table: Table) -> list[str]:
    found = connection.execute(
        "select column_name from duckdb_columns() "
        "where schema_name = 'main' and table_name = ? and database_name = current_database() "
        "order by column_index",
        [table.name],
    ).fetchall()
    columns = tuple(str(name) for (name,) in found)
    if not columns:
        return [f"there is no table {table.name}"]
    if columns != table.column_names:
        return [f"{table.name} has other columns than its contract: {', '.join(columns)}"]
    return []


def _count(connection: duckdb.DuckDBPyConnection, rows: str) -> int:
    [(count,)] = connection.execute(f"select count(*) from {rows}").fetchall()
    return int(count)


def _read_all(connection: duckdb.DuckDBPyConnection, table: tuple[str, str]) -> None:
    schema, name = table
    connection.execute(f'select bit_xor(hash(t)) from {schema}."{name}" t').fetchall()
