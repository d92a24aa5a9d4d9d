"""Renders a contract as the rules of its suite. Nothing is validated here.

A rule names a Great Expectations class and its arguments without importing it. What a contract says
in SQL becomes a predicate: a boolean column that is computed beside the batch and expected to be
true in every row.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pyarrow as pa

from pipelines.contracts.model import Column, Table

PREDICATE_PREFIX = "rule:"
ROW_NUMBER = "row:number"


@dataclass(frozen=True, slots=True)
class Rule:
    """One expectation of every row. `shown` is the column a refused row is quoted from."""

    name: str
    reason: str
    column: str
    expectation: str
    arguments: Mapping[str, object]
    shown: str | None


@dataclass(frozen=True, slots=True)
class Predicate:
    """One promise about a row in DuckDB's SQL, over `this` and `parent`."""

    name: str
    reason: str
    holds: str
    shown: str | None = None

    @property
    def column(self) -> str:
        return f"{PREDICATE_PREFIX}{self.name}"


def rules(table: Table) -> tuple[Rule, ...]:
    """Every row-level rule of the table, in the order of its columns, then of its predicates."""
    return (
        *(rule for column in table.columns for rule in _column_rules(column)),
        *(_expected_true(predicate) for predicate in predicates(table)),
    )


def predicates(table: Table) -> tuple[Predicate, ...]:
    """What is asked of each row in SQL: a key of its own, whole lists, the contract's row rules."""
    found = [_unique_key(table)] if table.key else []
    found += [_whole_items(column) for column in table.columns if pa.types.is_list(column.type)]
    found += [Predicate(rule.name, rule.reason, rule.holds) for rule in table.row_rules]
    return tuple(found)


def quoted(identifier: str) -> str:
    """An identifier of DuckDB's SQL."""
    return '"' + identifier.replace('"', '""') + '"'


def _column_rules(column: Column) -> Iterator[Rule]:
    def rule(kind: str, reason: str, expectation: str, **arguments: object) -> Rule:
        name = column.name
        return Rule(f"{name}_{kind}", f"{name} {reason}", name, expectation, arguments, name)

    if not column.nullable:
        yield rule("not_null", "is missing", "ExpectColumnValuesToNotBeNull")
    if column.allowed:
        listed = ", ".join(column.allowed)
        allowed = list(column.allowed)
        in_set = "ExpectColumnValuesToBeInSet"
        yield rule("allowed", f"is none of {listed}", in_set, value_set=allowed)
    # One rule a bound, so that the name of a broken rule says which.
    between = "ExpectColumnValuesToBeBetween"
    if column.minimum is not None:
        yield rule("minimum", f"is below {column.minimum:g}", between, min_value=column.minimum)
    if column.maximum is not None:
        yield rule("maximum", f"is above {column.maximum:g}", between, max_value=column.maximum)
    if column.max_length is not None:
        longer = f"is longer than {column.max_length} characters"
        lengths = "ExpectColumnValueLengthsToBeBetween"
        yield rule("max_length", longer, lengths, max_value=column.max_length)
    if column.pattern is not None:
        # The anchors hold at the very ends; `$` alone lets a line break follow.
        whole = rf"\A(?:{column.pattern})\Z"
        matches = "ExpectColumnValuesToMatchRegex"
        yield rule("pattern", f"is not of the form {column.pattern}", matches, regex=whole)


def _expected_true(predicate: Predicate) -> Rule:
    return Rule(
        predicate.name,
        predicate.reason,
        predicate.column,
        "ExpectColumnValuesToBeInSet",
        {"value_set": [True]},
        predicate.shown,
    )


def _unique_key(table: Table) -> Predicate:
    """The first row of a key is kept: a repeated delivery must not cost the row delivered.

    Great Expectations' own rule refuses every row of a repeated key, the first as well. A key that
    is missing repeats nothing; that it is missing is another rule.
    """
    key = [f"this.{quoted(name)}" for name in table.key]
    missing = " or ".join(f"{part} is null" for part in key)
    # A window would copy what each row is joined with, its article's whole text as well.
    number = quoted(ROW_NUMBER)
    first = f"select min({number}) from this group by {', '.join(key)}"
    name = "_".join(table.key)
    return Predicate(
        f"{name}_unique",
        f"{', '.join(table.key)} stands in an earlier row already",
        f"{missing} or this.{number} in ({first})",
        table.key[0],
    )


def _whole_items(column: Column) -> Predicate:
    """No null inside a list: SQL over lists skips nulls, and a rule would seem to hold."""
    item = column.type.value_type
    fields = [field.name for field in item] if pa.types.is_struct(item) else []
    missing = " or ".join(["item is null", *(f"item.{quoted(name)} is null" for name in fields)])
    name = quoted(column.name)
    return Predicate(
        f"{column.name}_items_not_null",
        f"{column.name} has an item that is missing or incomplete",
        f"this.{name} is null or len(list_filter(this.{name}, lambda item: {missing})) = 0",
        column.name,
    )
