"""Contracts rendered as Arrow schemas and DuckDB DDL. No tables are described here."""

from __future__ import annotations

from collections.abc import Iterable

import pyarrow as pa

from pipelines.contracts.model import Column, Table

_DUCKDB_NAMES: dict[pa.DataType, str] = {
    pa.string(): "VARCHAR",
    pa.int32(): "INTEGER",
    pa.int64(): "BIGINT",
    pa.float64(): "DOUBLE",
    pa.bool_(): "BOOLEAN",
    pa.date32(): "DATE",
    pa.timestamp("us", tz="UTC"): "TIMESTAMP WITH TIME ZONE",
}


def arrow_schema(table: Table) -> pa.Schema:
    """The Arrow schema of the table; each field carries its description as metadata."""
    return pa.schema(
        pa.field(
            column.name,
            column.type,
            nullable=column.nullable,
            metadata={"description": column.description},
        )
        for column in table.columns
    )


def duckdb_type(column: Column) -> str:
    """The DuckDB type of a column; a closed set of values becomes an ENUM."""
    if column.allowed and column.type == pa.string():
        return f"ENUM({', '.join(literal(value) for value in column.allowed)})"
    return _duckdb_type(column.type)


def _duckdb_type(kind: pa.DataType) -> str:
    if pa.types.is_list(kind):
        return f"{_duckdb_type(kind.value_type)}[]"
    if pa.types.is_struct(kind):
        fields = (f"{_name(field.name)} {_duckdb_type(field.type)}" for field in kind)
        return f"STRUCT({', '.join(fields)})"
    return _DUCKDB_NAMES[kind]


def create_table(table: Table, relation: str) -> str:
    """A CREATE TABLE statement for `relation`, with types and not-null constraints.

    Keys are left to audits: the index behind a primary key takes four times as long as the table,
    has to fit into memory, and no join and no aggregate uses it.
    """
    return _create(
        relation,
        (
            f"{duckdb_type(column)}{'' if column.nullable else ' NOT NULL'}{_compression(column)}"
            for column in table.columns
        ),
        table,
    )


def create_staging_table(table: Table, relation: str) -> str:
    """A CREATE TABLE statement for rows as they lie in the lake, where a gate has checked them."""
    kinds = (f"{_duckdb_type(column.type)}{_compression(column)}" for column in table.columns)
    return _create(relation, kinds, table)


def _create(relation: str, kinds: Iterable[str], table: Table) -> str:
    columns = zip(map(_name, table.column_names), kinds, strict=True)
    lines = (f"    {name} {kind}" for name, kind in columns)
    return f"CREATE TABLE {relation} (\n" + ",\n".join(lines) + "\n)"


def _compression(column: Column) -> str:
    # By itself DuckDB takes it above an average of 4,096 bytes only. What it takes for shorter
    # articles needs more room, and three times as long.
    return " USING COMPRESSION zstd" if column.long else ""


def comment_on(relation: str, description: str, columns: dict[str, str]) -> str:
    """COMMENT ON statements for a relation and its columns, all to be executed at once."""
    return ";\n".join(
        (
            f"COMMENT ON TABLE {relation} IS {literal(description)}",
            *(
                f"COMMENT ON COLUMN {relation}.{_name(name)} IS {literal(text)}"
                for name, text in columns.items()
            ),
        )
    )


def descriptions(table: Table) -> dict[str, str]:
    """Column name to description, in the order of the columns."""
    return {column.name: column.description for column in table.columns}


def _name(identifier: str) -> str:
    return '"' + identifier.replace('"', '""') + '"'


def literal(text: str) -> str:
    """Text as a SQL string literal."""
    return "'" + text.replace("'", "''") + "'"
