"""Puts rules to Great Expectations and brings back which rows broke them.

Great Expectations is loaded inside the functions. What is asked, and what follows from the answers,
is decided elsewhere.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from pipelines.gates.loading import load
from pipelines.gates.suite import Rule

if TYPE_CHECKING:
    import pandas as pd
    from great_expectations.core import (
        ExpectationSuite,
        ExpectationSuiteValidationResult,
        ExpectationValidationResult,
    )
    from great_expectations.core.batch_definition import BatchDefinition

_ROW_COUNT = "row_count"

# The numbers of the failing rows and nothing else: samples, counts of values and queries cost more
# than the validation where much is wrong.
_RESULT_FORMAT = {
    "result_format": "COMPLETE",
    "exclude_unexpected_values": True,
    "partial_unexpected_count": 0,
    "return_unexpected_index_query": False,
}


@dataclass(frozen=True, slots=True)
class Answer:
    """The numbers of the rows that broke a rule, or why it could not be asked."""

    failing: tuple[int, ...] = ()
    error: str | None = None


@dataclass(frozen=True, slots=True)
class Answers:
    """What Great Expectations found in a frame: its number of rows, and an answer per rule."""

    row_count: int
    row_count_met: bool
    by_rule: Mapping[str, Answer]
    outcome: ExpectationSuiteValidationResult


def ask(rows: pa.Table, rules: Sequence[Rule], *, expected_rows: int) -> Answers:
    """Validate `rows`. The row count is always asked: on an empty frame any rule would pass."""
    load()
    from great_expectations.validator.v1_validator import Validator

    # A batch's own `validate` would fetch the batch once more, and take its fingerprint again.
    validator = Validator(_batch_definition(), _RESULT_FORMAT, {"dataframe": _frame(rows)})
    outcome = validator.validate_expectation_suite(suite(rules, expected_rows))
    results = {_rule_name(result): result for result in outcome.results}
    counted = results.pop(_ROW_COUNT)
    return Answers(
        rows.num_rows,
        bool(counted.success),
        {name: _answer(result) for name, result in results.items()},
        outcome,
    )


def _frame(rows: pa.Table) -> pd.DataFrame:
    """Rows in Arrow's own memory and nulls: numpy's types turn null into NaN, integers into floats.

    Integers of which none is missing are numpy's nevertheless: Great Expectations compares those
    with a bound all at once, and all others one by one.
    """
    import pandas as pd

    frame: pd.DataFrame = rows.to_pandas(types_mapper=pd.ArrowDtype)
    for name, column in zip(rows.column_names, rows.columns, strict=True):
        if pa.types.is_integer(column.type) and not column.null_count:
            frame[name] = column.cast(pa.int64()).to_numpy()
    return frame


def suite(rules: Sequence[Rule], expected_rows: int) -> ExpectationSuite:
    """The rules as an expectation suite; each expectation carries the name of its rule."""
    load()
    import great_expectations as gx
    import great_expectations.expectations as known
    from great_expectations.expectations.core.expect_table_row_count_to_equal import (
        ExpectTableRowCountToEqual,
    )

    counted = ExpectTableRowCountToEqual(value=expected_rows, meta={"rule": _ROW_COUNT})
    asked = [
        getattr(known, rule.expectation)(
            column=rule.column, meta={"rule": rule.name}, **rule.arguments
        )
        for rule in rules
    ]
    return gx.ExpectationSuite(name="contract", expectations=[counted, *asked])


@cache
def _batch_definition() -> BatchDefinition[Any]:
    """A data source for frames in a context that lives in memory and keeps to itself."""
    load()
    import great_expectations as gx
    from great_expectations.data_context.types.base import ProgressBarsConfig

    context = gx.get_context(mode="ephemeral")
    context.enable_analytics(False)
    context.variables.progress_bars = ProgressBarsConfig(globally=False)
    source = context.data_sources.add_pandas("frames")
    return source.add_dataframe_asset("frame").add_batch_definition_whole_dataframe("whole")


def _rule_name(result: ExpectationValidationResult) -> str:
    config = result.expectation_config
    if config is None:
        raise RuntimeError("Great Expectations answered without saying what it was asked")
    return str((config.meta or {})["rule"])


def _answer(result: ExpectationValidationResult) -> Answer:
    if result.success:
        return Answer()
    failing = result.result.get("unexpected_index_list")
    if failing:
        return Answer(tuple(failing))
    # A rule that fails without a row to show for it was not answered; the result is empty then,
    # and the reason stands apart from it.
    return Answer(error=_exception(result.exception_info) or "no row was named")


def _exception(info: Mapping[str, Any] | None) -> str | None:
    nested = [part for part in (info or {}).values() if isinstance(part, dict)]
    for part in (info or {}, *nested):
        if part.get("exception_message"):
            return str(part["exception_message"])
    return None
