"""SQL sees only batches that passed every gate, and the views stand with or without data."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pytest

from pipelines.contracts.catalog import CURATED, LAKE
from pipelines.lake.parquet import LakeFileError
from pipelines.lake.store import Lake, quarantine_rows, rows_of
from pipelines.lake.views import snapshot, write_views
from pipelines.settings import Settings

NOW = datetime(2026, 1, 2, tzinfo=UTC)
FIRST, SECOND = "00000001-aaaaaaaa", "00000002-bbbbbbbb"
TABLES = ("raw_documents", "articles", "quotes", "mentions")
MADE_FROM = {"articles": "raw_documents", "quotes": "articles", "mentions": "articles"}


@pytest.fixture
def lake(tmp_path: Path) -> Lake:
    return Lake(Settings(warehouse=tmp_path / "it's a folder"))


def _accept(lake: Lake, tables: tuple[str, ...], batch_id: str, version: str = "1") -> None:
    for table in tables:
        rows = rows_of(table, [])
        before = lake.footer(MADE_FROM[table], batch_id) if table in MADE_FROM else None
        footer = lake.write_candidate(
            table,
            batch_id,
            rows,
            version=version,
            made_from=before.fingerprint if before else batch_id,
            at=NOW,
        )
        lake.accept(footer, rows, quarantine_rows([]))


def test_views_of_an_empty_lake_have_the_columns_of_the_contracts(lake: Lake) -> None:
    script = write_views(lake, snapshot(lake))
    with duckdb.connect() as connection:
        connection.execute(script)
        for table in (*LAKE.values(), CURATED["quarantine"], CURATED["batches"]):
            found = connection.execute(f"select * from lake.{table.name}")
            assert [c[0] for c in found.description or []] == list(table.column_names)
            assert found.fetchall() == []


def test_a_batch_that_waits_somewhere_is_not_seen(lake: Lake) -> None:
    _accept(lake, TABLES, FIRST)
    _accept(lake, TABLES[:3], SECOND)
    assert snapshot(lake).batch_ids == (FIRST,)
    _accept(lake, TABLES[3:], SECOND)
    assert snapshot(lake).batch_ids == (FIRST, SECOND)


def test_the_fingerprint_changes_with_what_is_in_it(lake: Lake) -> None:
    _accept(lake, TABLES, FIRST)
    before = snapshot(lake).fingerprint
    assert snapshot(lake).fingerprint == before
    _accept(lake, ("quotes", "mentions"), FIRST, version="2")
    assert snapshot(lake).fingerprint != before


@pytest.mark.parametrize("again", [("articles",), ("quotes",), ("mentions",), TABLES[:2]])
def test_a_batch_half_made_anew_is_not_seen(lake: Lake, again: tuple[str, ...]) -> None:
    _accept(lake, TABLES, FIRST)
    _accept(lake, again, FIRST, version="2")
    assert snapshot(lake).batch_ids == ()


def test_no_script_is_made_of_a_file_that_is_damaged(lake: Lake) -> None:
    _accept(lake, TABLES, FIRST)
    script = write_views(lake, snapshot(lake))
    path = lake.accepted_path("mentions", FIRST)
    content = bytearray(path.read_bytes())
    content[5] ^= 1
    path.write_bytes(content)
    with pytest.raises(LakeFileError, match=f"{FIRST}.*data are damaged.*onrecord repair"):
        write_views(lake, snapshot(lake))
    assert (lake.root / "views.sql").read_text(encoding="utf-8") == script


def test_the_written_script_is_the_one_returned_and_runs_twice(lake: Lake) -> None:
    _accept(lake, TABLES, FIRST)
    script = write_views(lake, snapshot(lake))
    assert (lake.root / "views.sql").read_text(encoding="utf-8") == script
    with duckdb.connect() as connection:
        connection.execute(script)
        connection.execute(script)
        batches = connection.execute(
            "select batch_id, article_count, extractor_version from lake.batches"
        ).fetchall()
    assert batches == [(FIRST, 0, "1")]


def test_what_a_waiting_batch_says_of_files_is_not_seen_either(lake: Lake) -> None:
    _accept(lake, (*TABLES, "source_files"), FIRST)
    before = snapshot(lake)
    _accept(lake, (*TABLES[:3], "source_files"), SECOND)
    assert snapshot(lake) == before
    _accept(lake, TABLES[3:], SECOND)
    assert snapshot(lake).file_batches == (FIRST, SECOND)
