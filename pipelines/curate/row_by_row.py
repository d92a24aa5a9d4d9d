"""Of which table a model is made row by row, told from its SQL.

What a build makes of that is not this module's subject.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from sqlglot import exp
from sqlglot.optimizer.scope import traverse_scope

from pipelines.curate.model import ModelError, RowSource

_OVER_ROWS = (
    exp.AggFunc,
    exp.Distinct,
    exp.Group,
    exp.Having,
    exp.Join,
    exp.Limit,
    exp.Offset,
    exp.Order,
    exp.Qualify,
    exp.SetOperation,
    exp.Subquery,
    exp.UDTF,
    exp.Unnest,
    exp.Window,
)
"""What looks at several rows at once, or makes several of one."""


def row_source(
    path: Path, query: exp.Query, grain: Sequence[str], reads: Sequence[str]
) -> RowSource:
    """The table that the query reads row by row, by the one column of the grain.

    `reads` are the tables that it reads, qualified. Raises ModelError where a row may depend on
    any other.
    """
    over_rows = query.find(*_OVER_ROWS)
    if over_rows:
        what = over_rows.sql("duckdb", comments=False)
        raise ModelError(f"{path}: is not made row by row, but with {what[:60]}")
    columns = {
        column.name
        for scope in traverse_scope(query)
        if any(isinstance(source, exp.Table) for source in scope.sources.values())
        for column in scope.columns
    }
    if len(reads) != 1 or len(grain) != 1 or grain[0] not in columns:
        raise ModelError(
            f"{path}: what is made row by row reads one table, with the one column of the grain"
        )
    if reads[0].startswith("lake."):
        raise ModelError(f"{path}: reads the lake, of which no build knows what it was before")
    return RowSource(reads[0], grain[0], tuple(sorted(columns)))
