"""Two warehouses compared: all rows of the published files, and what should not lie about."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb

from pipelines.lake.store import Lake
from pipelines.settings import Settings

# A run that is killed between two batches cuts the rest into others.
_BATCHES = ("batches", "stg_batches")
_VARYING = ("batch_id", "ingested_at", "quarantined_at", "seen_at")


def contents(settings: Settings) -> dict[str, list[str]]:
    """Every row of every table, but for batches and times."""
    with duckdb.connect(str(settings.published.resolve()), read_only=True) as connection:
        tables = connection.execute(
            "select schema_name, table_name from duckdb_tables() order by all"
        ).fetchall()
        return {
            f"{schema}.{table}": _rows(connection, schema, table)
            for schema, table in tables
            if table not in _BATCHES and schema != "reference"
        }


def remains(settings: Settings) -> list[str]:
    """Files that no finished run would leave behind."""
    lake = Lake(settings)
    build = settings.published.resolve()
    found: list[Path] = [
        *lake.leftovers(),
        *settings.warehouse.rglob("*.wal"),
        *settings.warehouse.rglob("*.building*"),
        *settings.warehouse.glob(".*.aside"),
        *settings.builds.glob("candidate/*"),
        *(path for path in settings.builds.glob("*.duckdb") if path.stat().st_size == 0),
    ]
    assert build.exists()
    return [*(str(path) for path in found), *(str(gate) for gate in lake.closed_gates())]


def _rows(connection: duckdb.DuckDBPyConnection, schema: str, table: str) -> list[str]:
    described: list[Any] = connection.execute(f'describe {schema}."{table}"').fetchall()
    left_out = [name for name, *_ in described if name in _VARYING]
    exclude = f"exclude ({', '.join(left_out)})" if left_out else ""
    # That a document was there once is history, and a first run has none.
    living = "where state = 'present'" if table == "stg_documents" else ""
    rows = connection.execute(f'select * {exclude} from {schema}."{table}" {living}').fetchall()
    return sorted(map(repr, rows))
