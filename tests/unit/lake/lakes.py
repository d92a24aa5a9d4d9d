"""Lakes of a few batches in every table, for tests of what is done to a whole lake."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb

from pipelines.contracts.catalog import LAKE
from pipelines.lake import compaction, known
from pipelines.lake.store import Lake, quarantine_rows, rows_of
from pipelines.lake.views import snapshot, write_views
from pipelines.settings import Settings
from tests import factories

NOW = datetime(2026, 1, 2, tzinfo=UTC)
STAGES = {
    "raw_documents": None,
    "articles": "raw_documents",
    "quotes": "articles",
    "mentions": "articles",
}


@contextmanager
def lake_of(sizes: list[int]) -> Iterator[Lake]:
    with tempfile.TemporaryDirectory() as folder:
        lake = Lake(Settings(warehouse=Path(folder)))
        for number, count in enumerate(sizes, start=1):
            ingest(lake, number, count)
        yield lake


def ingest(lake: Lake, number: int, count: int) -> None:
    for table in ("source_files", *STAGES):
        put(lake, table, number, count, "1")


def put(lake: Lake, table: str, number: int, count: int, version: str) -> None:
    batch_id = f"{number:08d}-aaaaaaaa"
    rows = rows_of(table, [{**r, "batch_id": batch_id} for r in factories.rows_of(table, count)])
    above = STAGES.get(table)
    parent = lake.footer(above, batch_id) if above else None
    made_from = parent.fingerprint if parent else batch_id
    footer = lake.write_candidate(
        table, batch_id, rows, version=version, made_from=made_from, at=NOW
    )
    lake.accept(footer, rows, quarantine_rows([]))


def state(lake: Lake) -> dict[str, Any]:
    """All that others can learn from the lake."""
    at = snapshot(lake)
    seen: dict[str, Any] = {"snapshot": at, "files": known.files(lake)}
    seen["documents"] = known.documents(lake, seen["files"])
    for table in LAKE:
        batches = lake.accepted(table)
        seen[table] = [
            (batch_id, lake.footer(table, batch_id), lake.read(table, batch_id).to_pylist())
            for batch_id in batches
        ]
    with duckdb.connect() as connection:
        connection.execute(write_views(lake, at))
        for view in (*LAKE, "batches"):
            rows = connection.execute(f"select * from lake.{view}").fetchall()
            seen[f"lake.{view}"] = sorted(map(repr, rows))
    return seen


def compact(lake: Lake) -> None:
    compaction.remove(compaction.compact(lake))
