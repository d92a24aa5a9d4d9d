"""Runs one SQL model alone, in an in-memory DuckDB, on the rows that a test gives."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import duckdb

from pipelines.curate.build import build, load_reference
from pipelines.curate.model import LAKE, Model
from pipelines.curate.models import load_models
from pipelines.settings import PROJECT_ROOT
from tests.warehouse.lake_fixture import Lake

FOLDER = PROJECT_ROOT / "dbt_like_sql"

Row = dict[str, Any]


@cache
def models() -> tuple[Model, ...]:
    return load_models(FOLDER)


def model(name: str) -> Model:
    return next(model for model in models() if model.name == name)


def run(name: str, *columns: str, **tables: Sequence[Row]) -> list[Any]:
    """The rows the model makes of `tables` (by name without schema), in its own order.

    Only the named columns come back: plain values for one column, tuples for several, and where
    none is named, whole rows by column. Columns that a row does not give are null, tables that are
    not given are empty; the reference tables are the real ones.
    """
    subject = model(name)
    unread = set(tables) - {relation.split(".")[1] for relation in subject.depends_on}
    assert not unread, f"{name} does not read {sorted(unread)}"
    with duckdb.connect() as connection:
        connection.execute("ATTACH ':memory:' AS lake; CREATE SCHEMA staging")
        load_reference(connection, FOLDER)
        for relation in subject.depends_on:
            if not relation.startswith("reference."):
                fill(connection, relation, tables.get(relation.split(".")[1], ()))
        wanted = ", ".join(f'"{column}"' for column in columns) or "*"
        rows = connection.execute(f"SELECT {wanted} FROM (\n{subject.sql}\n)").fetchall()
    if not columns:
        return [dict(zip(subject.columns, row, strict=True)) for row in rows]
    return [row[0] if len(columns) == 1 else row for row in rows]


def fill(connection: duckdb.DuckDBPyConnection, relation: str, rows: Sequence[Row]) -> None:
    """Make a table with the columns that the relation has in a built file, and fill it."""
    types = column_types()[relation]
    columns = ", ".join(f'"{name}" {kind}' for name, kind in types.items())
    connection.execute(f"CREATE TABLE {relation} ({columns})")
    for row in rows:
        insert(connection, relation, row)


def insert(connection: duckdb.DuckDBPyConnection, relation: str, row: Row) -> None:
    names = ", ".join(f'"{name}"' for name in row)
    values = ", ".join("?" for _ in row)
    connection.execute(f"INSERT INTO {relation} ({names}) VALUES ({values})", list(row.values()))


@cache
def column_types() -> Mapping[str, Mapping[str, str]]:
    """Types of every relation's columns, as a build of an empty lake has them."""
    with tempfile.TemporaryDirectory() as scratch:
        target = Path(scratch) / "empty.duckdb"
        views = Lake(Path(scratch) / "lake").views_sql()
        build(FOLDER, models(), views, target)
        with duckdb.connect(str(target), read_only=True) as connection:
            connection.execute(views)
            relations = [model.relation for model in models()] + [f"lake.{name}" for name in LAKE]
            return {
                relation: {
                    name: kind
                    for name, kind, *_ in connection.execute(f"DESCRIBE {relation}").fetchall()
                }
                for relation in relations
            }
