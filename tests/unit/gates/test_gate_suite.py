"""The suite is its contract: what is written there is expected, and nothing else."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pyarrow as pa
import pytest

from pipelines.contracts.catalog import LAKE
from pipelines.contracts.model import Column, RowRule, Table
from pipelines.gates.expectations import suite
from pipelines.gates.suite import rules

pytestmark = pytest.mark.xdist_group("great_expectations")

THINGS = Table(
    name="things",
    stage="ingest",
    description="Things.",
    key=("thing_id",),
    columns=(
        Column("thing_id", pa.string(), "Identity.", nullable=True, pattern="^[a-z]+$"),
        Column("size", pa.int64(), "Size.", nullable=True),
    ),
)
SIZE = THINGS.columns[1]
COUNT = ("expect_table_row_count_to_equal", {"value": 7})
KEY = [
    ("expect_column_values_to_match_regex", {"column": "thing_id", "regex": r"\A(?:^[a-z]+$)\Z"}),
    ("expect_column_values_to_be_in_set", {"column": "rule:thing_id_unique", "value_set": [True]}),
]


def expected(table: Table) -> list[tuple[str, dict[str, Any]]]:
    """Type and arguments of every expectation that Great Expectations is given."""
    return [
        (config.type, {key: value for key, value in config.kwargs.items() if value is not None})
        for config in suite(rules(table), 7).expectation_configurations
    ]


@pytest.mark.parametrize(
    ("change", "expectation", "arguments"),
    [
        ({"nullable": False}, "values_to_not_be_null", {}),
        ({"allowed": ("a", "b")}, "values_to_be_in_set", {"value_set": ["a", "b"]}),
        ({"minimum": 1}, "values_to_be_between", {"min_value": 1.0}),
        ({"maximum": 9}, "values_to_be_between", {"max_value": 9.0}),
        ({"max_length": 5}, "value_lengths_to_be_between", {"max_value": 5}),
        ({"pattern": "x"}, "values_to_match_regex", {"regex": r"\A(?:x)\Z"}),
    ],
)
def test_a_column_says_what_is_expected_of_it(
    change: dict[str, Any], expectation: str, arguments: dict[str, Any]
) -> None:
    things = replace(THINGS, columns=(THINGS.columns[0], replace(SIZE, **change)))
    added = (f"expect_column_{expectation}", {"column": "size", **arguments})
    assert expected(THINGS) == [COUNT, *KEY]
    assert expected(things) == [COUNT, KEY[0], added, KEY[1]]


def test_a_row_rule_is_expected_of_its_own_column() -> None:
    things = replace(THINGS, row_rules=(RowRule("large", "is small", "this.size > 3"),))
    large = (
        "expect_column_values_to_be_in_set",
        {"column": "rule:large", "value_set": [True]},
    )
    assert expected(things) == [COUNT, *KEY, large]


@pytest.mark.parametrize("table", LAKE.values(), ids=list(LAKE))
def test_every_promise_of_a_lake_contract_has_its_rule(table: Table) -> None:
    names = [rule.name for rule in rules(table)]
    assert len(names) == len(set(names))
    promised = {rule.name for rule in table.row_rules} | {"_".join(table.key) + "_unique"}
    for column in table.columns:
        promises = {
            "not_null": not column.nullable,
            "allowed": bool(column.allowed),
            "minimum": column.minimum is not None,
            "maximum": column.maximum is not None,
            "max_length": column.max_length is not None,
            "pattern": column.pattern is not None,
            "items_not_null": pa.types.is_list(column.type),
        }
        promised |= {f"{column.name}_{kind}" for kind, made in promises.items() if made}
    assert set(names) == promised
