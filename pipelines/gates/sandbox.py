"""Evaluates a contract's SQL over a batch, in a DuckDB that can reach nothing else.

Only contracts write SQL; values of a batch are never part of it. What the answers mean is not here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import duckdb
import pyarrow as pa

from pipelines.contracts.model import Parent
from pipelines.gates.suite import ROW_NUMBER, Predicate, quoted


@dataclass(frozen=True, slots=True)
class Sandbox:
    """A connection that sees the relations it was given: this, and maybe parent and rejected."""

    connection: duckdb.DuckDBPyConnection

    def rows_of(self, query: str) -> pa.Table:
        """The answer to a contract's query; duckdb.Error where it cannot be answered."""
        return self.connection.execute(query).to_arrow_table()

    def hold(self, predicates: Sequence[Predicate], parent: Parent | None) -> pa.Table:
        """One row per row of `this`, in order: its number, and a boolean per predicate."""
        columns = [f"this.{quoted(ROW_NUMBER)}"]
        # Null is no answer, and a row is not taken on trust.
        columns += [f"coalesce(({p.holds}), false) as {quoted(p.column)}" for p in predicates]
        query = f"select {', '.join(columns)} from {_joined(parent)} order by 1"
        return self.rows_of(query)

    def errors(self, predicates: Iterable[Predicate], parent: Parent | None) -> dict[str, str]:
        """Predicate name to what goes wrong when it is evaluated alone, for those that do."""
        found = {}
        for predicate in predicates:
            try:
                self.hold([predicate], parent)
            except duckdb.Error as error:
                found[predicate.name] = str(error)
        return found


@contextmanager
def sandbox(relations: Mapping[str, pa.Table]) -> Iterator[Sandbox]:
    """Open a DuckDB in memory that knows these relations and no file, network or extension."""
    with duckdb.connect(":memory:", config={"enable_external_access": "false"}) as connection:
        # Dates are taken from timestamps: the same ones wherever the machine stands.
        connection.execute("set TimeZone = 'UTC'")
        connection.execute("set lock_configuration = true")
        for name, rows in relations.items():
            connection.register(name, rows)
        yield Sandbox(connection)


def _joined(parent: Parent | None) -> str:
    if parent is None:
        return "this"
    return f"this left join parent on this.{quoted(parent.column)} = parent.{quoted(parent.key)}"
