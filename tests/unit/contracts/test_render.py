"""Everything that describes a table is rendered from its contract, and changes with it."""

from __future__ import annotations

from dataclasses import replace

import duckdb
import pyarrow as pa
import pytest

from pipelines.contracts.catalog import CURATED, LAKE
from pipelines.contracts.dictionary import dictionary
from pipelines.contracts.model import Column, Table
from pipelines.contracts.render import (
    arrow_schema,
    comment_on,
    create_staging_table,
    create_table,
    descriptions,
)

ALL: list[Table] = [*LAKE.values(), *CURATED.values()]


def _id(table: Table) -> str:
    return f"{table.stage}-{table.name}"


@pytest.mark.parametrize("table", ALL, ids=_id)
def test_arrow_schema_has_the_columns_of_the_contract(table: Table) -> None:
    schema = arrow_schema(table)
    assert schema.names == list(table.column_names)
    for column in table.columns:
        field = schema.field(column.name)
        assert field.type == column.type
        assert field.nullable == column.nullable
        assert field.metadata[b"description"].decode() == column.description


@pytest.mark.parametrize("table", ALL, ids=_id)
def test_duckdb_table_has_the_columns_and_comments_of_the_contract(table: Table) -> None:
    with duckdb.connect() as connection:
        connection.execute(create_table(table, "made"))
        connection.execute(comment_on("made", table.description, descriptions(table)))
        columns = connection.execute(
            "select column_name, is_nullable, comment, data_type from duckdb_columns() "
            "where table_name = 'made' order by column_index"
        ).fetchall()
        comment = connection.execute(
            "select comment from duckdb_tables() where table_name = 'made'"
        ).fetchone()
    assert comment == (table.description,)
    assert [row[0] for row in columns] == list(table.column_names)
    for (name, is_nullable, said, kind), column in zip(columns, table.columns, strict=True):
        assert said == column.description, name
        assert is_nullable == column.nullable, name
        assert kind.startswith("ENUM(") == bool(column.allowed)


@pytest.mark.parametrize("table", ALL, ids=_id)
def test_arrow_rows_fit_the_duckdb_table(table: Table) -> None:
    empty = arrow_schema(table).empty_table()
    with duckdb.connect() as connection:
        connection.execute(create_table(table, "made"))
        connection.register("rows", empty)
        connection.execute("insert into made by name select * from rows")
        assert connection.execute("select count(*) from made").fetchone() == (0,)


@pytest.mark.parametrize("table", LAKE.values(), ids=_id)
def test_a_staging_table_is_as_the_rows_lie_in_the_lake(table: Table) -> None:
    rows = arrow_schema(table).empty_table()
    with duckdb.connect() as connection:
        connection.execute(create_staging_table(table, "made"))
        connection.register("rows", rows)
        connection.execute("create table copied as from rows")
        made = connection.execute("describe made").fetchall()
        assert made == connection.execute("describe copied").fetchall()


def test_a_changed_contract_changes_all_that_is_rendered() -> None:
    table = CURATED["entities"]
    more = replace(
        table,
        columns=(*table.columns, Column("shoe_size", pa.int64(), "Not known to us.", True)),
    )
    assert "shoe_size" in arrow_schema(more).names
    assert '"shoe_size" BIGINT' in create_table(more, "made")
    assert "Not known to us." in comment_on("made", "", descriptions(more))


def test_quotation_marks_in_descriptions_do_no_harm() -> None:
    comments = comment_on("made", "it's", {'a"b': "'); drop table made; --"})
    with duckdb.connect() as connection:
        connection.execute('create table made ("a""b" integer)')
        connection.execute(comments)
        said = connection.execute("select comment from duckdb_columns()").fetchone()
    assert said == ("'); drop table made; --",)


@pytest.mark.parametrize("table", ALL, ids=_id)
def test_contracts_are_sound_in_themselves(table: Table) -> None:
    names = table.column_names
    assert len(set(names)) == len(names)
    assert set(table.key) <= set(names)
    assert table.description.endswith(".")
    assert all(column.description.endswith(".") for column in table.columns)
    rules = [rule.name for rule in table.row_rules] + [rule.name for rule in table.table_rules]
    assert len(set(rules)) == len(rules)
    for reference in table.references:
        assert reference.column in names
        assert CURATED[reference.table].column(reference.key)
    if table.parent:
        assert table.parent.column in names
        assert LAKE[table.parent.table].column(table.parent.key)


def test_the_dictionary_names_every_table_and_column() -> None:
    page = dictionary()
    for table in ALL:
        assert f"### {table.name}\n" in page
        for column in table.columns:
            assert f"| `{column.name}` |" in page
            assert column.description in page
