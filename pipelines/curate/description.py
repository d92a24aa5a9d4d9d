"""What a table of a build looks like, for whoever shows it. How it is shown is not decided here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import duckdb
import pyarrow as pa

FIRST_ROWS = 5
"""So many of a table are shown."""


@dataclass(frozen=True, slots=True)
class TableDescription:
    """How many rows it has, its columns by name as type and comment, and the first rows."""

    rows: int
    columns: Mapping[str, tuple[str, str]]
    first_rows: pa.Table


def describe(connection: duckdb.DuckDBPyConnection, relation: str) -> TableDescription:
    """Describe a table, given with its schema, of the connection's database."""
    schema, table = relation.split(".")
    columns = connection.execute(
        "SELECT column_name, data_type, coalesce(comment, '') FROM duckdb_columns() "
        "WHERE database_name = current_database() AND schema_name = ? AND table_name = ? "
        "ORDER BY column_index",
        [schema, table],
    ).fetchall()
    [(rows,)] = connection.execute(f'SELECT count(*) FROM {schema}."{table}"').fetchall()
    first_rows = connection.execute(f'FROM {schema}."{table}" LIMIT {FIRST_ROWS}').to_arrow_table()
    described = {name: (kind, comment) for name, kind, comment in columns}
    return TableDescription(int(rows), described, first_rows)
