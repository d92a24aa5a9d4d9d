"""Compares the columns of a batch with those of its contract. Values are not looked at here."""

from __future__ import annotations

import pyarrow as pa

from pipelines.contracts.model import Table
from pipelines.gates.expectations import ask
from pipelines.gates.suite import Rule

_RULE = Rule(
    "columns_match",
    "the columns are not those of the contract",
    "as_promised",
    "ExpectColumnValuesToBeInSet",
    {"value_set": [True]},
    None,
)


def differing_columns(table: Table, candidate: pa.Table) -> pa.Table:
    """The columns that are missing, too many or of another type: column, expected, found."""
    compared = _compared(table, candidate.schema)
    answers = ask(compared, [_RULE], expected_rows=compared.num_rows)
    answer = answers.by_rule[_RULE.name]
    if answer.error or not answers.row_count_met:
        raise RuntimeError(f"the columns could not be compared: {answer.error}")
    return compared.select(["column", "expected", "found"]).take(
        pa.array(answer.failing, pa.int64())
    )


def said(differing: pa.Table) -> str:
    """The differences in words."""
    return ", ".join(
        f"{row['column']} should be {row['expected']} and is {row['found']}"
        for row in differing.to_pylist()
    )


def _compared(table: Table, schema: pa.Schema) -> pa.Table:
    """A row per column of either side. The order of columns promises nothing."""
    names = list(dict.fromkeys([*table.column_names, *schema.names]))
    rows = [_compare(table, schema, name) for name in names]
    return pa.Table.from_pylist(
        rows,
        pa.schema(
            [
                ("column", pa.string()),
                ("expected", pa.string()),
                ("found", pa.string()),
                ("as_promised", pa.bool_()),
            ]
        ),
    )


def _compare(table: Table, schema: pa.Schema, name: str) -> dict[str, object]:
    expected = table.column(name).type if name in table.column_names else None
    found = [schema.field(at).type for at in schema.get_all_field_indices(name)]
    return {
        "column": name,
        "expected": "absent" if expected is None else str(expected),
        "found": " and ".join(map(str, found)) or "missing",
        "as_promised": found == [expected],
    }
