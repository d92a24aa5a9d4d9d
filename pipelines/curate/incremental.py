"""Taking over rows of the last build that nothing has changed, where a model is made row by row.

Whether a model is made so is told elsewhere. What comes out is the same with a last build or
without: each row is taken over by the values that decide it, not by when it was made.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import duckdb

from pipelines.contracts.render import comment_on, literal
from pipelines.curate.model import Model, RowSource

_MODELS = "reference.models"

_DESCRIPTION = "How the tables of this file were made: one row per model."

_COLUMNS = {
    "relation": "The table, with its schema.",
    "sql": "The query that made it, with its comments.",
    "duckdb_version": "Version of DuckDB that ran it.",
}

_LAST = "last_build"


def record_models(connection: duckdb.DuckDBPyConnection, models: Sequence[Model]) -> None:
    """Say in the build how its tables are made, which the next one compares."""
    connection.execute(
        f"CREATE TABLE {_MODELS} AS SELECT unnest(?) AS relation, unnest(?) AS sql, "
        "version() AS duckdb_version",
        [[model.relation for model in models], [model.sql for model in models]],
    )
    connection.execute(comment_on(_MODELS, _DESCRIPTION, _COLUMNS))


def attach_last(connection: duckdb.DuckDBPyConnection, last: Path | None) -> frozenset[str]:
    """Make the last build visible; the relations in it that are made as they would be now.

    Without a last build, and with one that cannot be read, there are none.
    """
    if last is None:
        return frozenset()
    try:
        connection.execute(f"ATTACH {literal(str(last))} AS {_LAST} (READ_ONLY)")
        rows = connection.execute(
            f"SELECT now.relation FROM warehouse.{_MODELS} AS now "
            f"NATURAL JOIN {_LAST}.{_MODELS} AS before"
        ).fetchall()
    except duckdb.Error:
        return frozenset()
    return frozenset(relation for (relation,) in rows)


@contextmanager
def only_changed(
    connection: duckdb.DuckDBPyConnection, model: Model, source: RowSource
) -> Iterator[str]:
    """A query for all rows of the model that makes only those anew whose source rows changed.

    The rows come in the order of the source's, as they do where all are made anew. Where few rows
    stand as they were, it is the model's own query, which is then as quick.
    """
    changed = f"changed_{model.name}"
    connection.execute(f"ATTACH ':memory:' AS {changed}")
    try:
        if _find_unchanged(connection, changed, source):
            _make_changed(connection, changed, model, source)
            yield _all_rows(changed, model, source)
        else:
            yield model.sql
    finally:
        connection.execute(f"DETACH {changed}")


def _find_unchanged(connection: duckdb.DuckDBPyConnection, changed: str, source: RowSource) -> bool:
    """Note the keys of the rows that are as they were; whether they are at least half."""
    same = " AND ".join(
        f'now."{name}" IS NOT DISTINCT FROM before."{name}"' for name in source.columns
    )
    connection.execute(
        f'CREATE TABLE {changed}.main.unchanged AS SELECT now."{source.key}" '
        f"FROM warehouse.{source.relation} AS now "
        f"SEMI JOIN {_LAST}.{source.relation} AS before ON {same}"
    )
    [(unchanged, of)] = connection.execute(
        f"SELECT (SELECT count(*) FROM {changed}.main.unchanged), "
        f"(SELECT count(*) FROM warehouse.{source.relation})"
    ).fetchall()
    return int(unchanged) * 2 >= int(of)


def _make_changed(
    connection: duckdb.DuckDBPyConnection, changed: str, model: Model, source: RowSource
) -> None:
    """Run the model where its source has no rows but the changed ones."""
    schema = source.relation.split(".")[0]
    connection.execute(
        f"CREATE SCHEMA IF NOT EXISTS {changed}.{schema}; "
        f"CREATE VIEW {changed}.{source.relation} AS FROM warehouse.{source.relation} "
        f'ANTI JOIN {changed}.main.unchanged USING ("{source.key}")'
    )
    connection.execute(f"USE {changed}")
    try:
        connection.execute(f"CREATE TABLE {changed}.main.made AS {model.sql}")
    finally:
        connection.execute("USE warehouse")


def _all_rows(changed: str, model: Model, source: RowSource) -> str:
    return f"""
        SELECT made.* FROM warehouse.{source.relation} AS source
        INNER JOIN (
            FROM {_LAST}.{model.relation} SEMI JOIN {changed}.main.unchanged USING ("{source.key}")
            UNION ALL
            FROM {changed}.main.made
        ) AS made USING ("{source.key}")
        ORDER BY source.rowid
    """
