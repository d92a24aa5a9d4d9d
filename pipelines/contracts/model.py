"""The parts of a contract: columns, rules and tables. No particular table, and no rendering."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Literal

import pyarrow as pa

Stage = Literal["ingest", "normalize", "extract", "curate", "publish"]

ID = pa.string()
TEXT = pa.string()
COUNT = pa.int64()
OFFSET = pa.int32()
TIMESTAMP = pa.timestamp("us", tz="UTC")
SPANS = pa.list_(pa.struct([("start", OFFSET), ("end", OFFSET)]))

HEX_ID = r"^[0-9a-f]{16,64}$"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its Arrow type, what it means, and what its values may be.

    `allowed` closes the set of values; `minimum`, `maximum` bound numbers; `max_length` bounds the
    characters of a text; `pattern` is a regular expression (RE2 syntax) that the whole must match.
    `long` are texts of some thousand characters each.
    """

    name: str
    type: pa.DataType
    description: str
    nullable: bool = False
    allowed: tuple[str, ...] = ()
    minimum: float | None = None
    maximum: float | None = None
    max_length: int | None = None
    pattern: str | None = None
    long: bool = False


@dataclass(frozen=True, slots=True)
class RowRule:
    """A promise about a single row that spans columns or looks at the row it belongs to.

    `holds` is a DuckDB predicate over `this` (the row) and, where the table has a parent,
    `parent` (the row it belongs to); a row for which it is not true is quarantined.
    """

    name: str
    reason: str
    holds: str


@dataclass(frozen=True, slots=True)
class TableRule:
    """A promise about a batch as a whole; breaking it closes the gate.

    `failing` is a DuckDB query over `this`, `parent` (where the table has one) and `rejected`
    (the rows quarantined on the way) that returns the rows, or the counts, that break it.
    """

    name: str
    reason: str
    failing: str


@dataclass(frozen=True, slots=True)
class Parent:
    """The table of the same batch that a row belongs to, joined where `column` equals its key."""

    table: str
    column: str
    key: str


@dataclass(frozen=True, slots=True)
class Reference:
    """A foreign key: every non-null `column` is a `key` of `table`."""

    column: str
    table: str
    key: str


@dataclass(frozen=True, slots=True)
class Table:
    """The contract of one table. `key` names the columns that identify a row."""

    name: str
    stage: Stage
    description: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    row_rules: tuple[RowRule, ...] = ()
    table_rules: tuple[TableRule, ...] = ()
    parent: Parent | None = None
    references: tuple[Reference, ...] = field(default=())

    def column(self, name: str) -> Column:
        """The column of that name; KeyError where there is none."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(f"{self.name} has no column {name!r}")

    @property
    def column_names(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)

    def pick(self, names: Iterable[str]) -> tuple[Column, ...]:
        """The named columns, in the order given, for a table that carries them over."""
        return tuple(self.column(name) for name in names)

    def without(self, *names: str) -> tuple[Column, ...]:
        """All columns but the named ones."""
        missing = set(names) - set(self.column_names)
        if missing:
            raise KeyError(f"{self.name} has no column {sorted(missing)}")
        return tuple(column for column in self.columns if column.name not in names)


def nullable(column: Column) -> Column:
    """The same column where it may be unknown."""
    return replace(column, nullable=True)
