"""The data dictionary: every table as a Markdown page. Describes nothing itself.

Tables with a contract are rendered here; whoever knows other tables brings their sections along.
"""

from __future__ import annotations

from collections.abc import Iterable

from pipelines.contracts.catalog import CURATED, LAKE
from pipelines.contracts.model import Column, Table
from pipelines.contracts.render import duckdb_type

_HEAD = """# Data dictionary

Made by `make docs` from the contracts in `pipelines/contracts/` and the headers of the SQL files in
`dbt_like_sql/`; do not edit it here. The tables of the warehouse are in
`warehouse/onrecord.duckdb`, those of the lake are Parquet files in `warehouse/lake/`.
"""


def dictionary(others: Iterable[str] = ()) -> str:
    """The page: tables of the warehouse with a contract, the sections `others`, then the lake."""
    parts = [_HEAD, "## Warehouse\n", *map(_section, CURATED.values()), *others]
    return "\n".join([*parts, "## Lake\n", *map(_section, LAKE.values())])


def _section(table: Table) -> str:
    rows = "\n".join(_row(table, column) for column in table.columns)
    key = f"Key: {', '.join(f'`{name}`' for name in table.key)}.\n\n" if table.key else ""
    return (
        f"### {table.name}\n\n{table.description}\n\n{key}"
        f"| column | type | may be null | what it is |\n|---|---|---|---|\n{rows}\n"
        f"{_rules(table)}"
    )


def _row(table: Table, column: Column) -> str:
    refers = [f" → `{r.table}.{r.key}`" for r in table.references if r.column == column.name]
    kind, text = cell(duckdb_type(column)), cell(column.description) + "".join(refers)
    return f"| `{column.name}` | `{kind}` | {'yes' if column.nullable else ''} | {text} |"


def cell(text: str) -> str:
    """Text as it may stand in a table of Markdown."""
    return text.replace("|", "\\|")


def _rules(table: Table) -> str:
    rules = [
        *((rule.name, rule.reason, "row to quarantine") for rule in table.row_rules),
        *((rule.name, rule.reason, "gate closes") for rule in table.table_rules),
    ]
    return "\n".join(_lines(rules)) + "\n" if rules else ""


def _lines(rules: Iterable[tuple[str, str, str]]) -> Iterable[str]:
    yield "\n| refused as | because | then |\n|---|---|---|"
    for name, reason, then in rules:
        yield f"| `{name}` | {reason} | {then} |"
