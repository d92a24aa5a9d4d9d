"""Contracts and rows as the metadata that the Dagster UI shows. Decides nothing."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import dagster as dg
import pyarrow as pa

from pipelines.contracts.model import Table
from pipelines.contracts.render import duckdb_type
from pipelines.curate.description import FIRST_ROWS
from pipelines.gates.verdict import RuleResult
from pipelines.orchestration.outcome import TableOutcome

_CELL = 160


def column_schema(table: Table) -> dg.TableSchema:
    """The columns of a contract with their types, descriptions and constraints."""
    return dg.TableSchema(
        columns=[
            dg.TableColumn(
                name=column.name,
                type=duckdb_type(column),
                description=column.description,
                constraints=dg.TableColumnConstraints(
                    nullable=column.nullable, unique=table.key == (column.name,)
                ),
            )
            for column in table.columns
        ]
    )


def described_columns(columns: Mapping[str, tuple[str, str]]) -> dg.TableSchema:
    """Columns given as name to type and description."""
    return dg.TableSchema(
        columns=[
            dg.TableColumn(name=name, type=kind, description=description)
            for name, (kind, description) in columns.items()
        ]
    )


def column_lineage(
    columns: Mapping[str, Collection[tuple[dg.AssetKey, str]]],
) -> dg.TableColumnLineage:
    """Columns given as name to the (asset, column) pairs they come from."""
    return dg.TableColumnLineage(
        deps_by_column={
            name: [
                dg.TableColumnDep(asset_key=key, column_name=column)
                for key, column in sorted(sources)
            ]
            for name, sources in columns.items()
        }
    )


def column_name(asset: dg.AssetKey, column: str) -> str:
    """A column as people write it: `curate/quotes.text`."""
    return f"{asset.to_user_string()}.{column}"


def preview(rows: pa.Table) -> dg.TableMetadataValue:
    """The first rows, cells cut to what a screen holds."""
    return records(rows.slice(0, FIRST_ROWS).to_pylist(), rows.column_names)


def records(rows: Iterable[Mapping[str, Any]], names: Sequence[str]) -> dg.TableMetadataValue:
    """Rows as a table; every cell as text."""
    return dg.MetadataValue.table(
        records=[dg.TableRecord({name: _cell(row[name]) for name in names}) for row in rows],
        schema=dg.TableSchema(columns=[dg.TableColumn(name=name) for name in names]),
    )


def rules(results: Iterable[RuleResult]) -> dg.TableMetadataValue:
    """What a gate asked, the broken rules first."""
    rows = [
        {
            "rule": result.rule,
            "failing": result.failing,
            "checked": result.checked,
            "level": result.level,
            "reason": result.reason,
        }
        for result in sorted(results, key=lambda r: (-r.failing, r.rule))
    ]
    return records(rows, ["rule", "failing", "checked", "level", "reason"])


def gate_result(asset: dg.AssetKey, outcome: TableOutcome, docs: Path) -> dg.AssetCheckResult:
    """The check of one table's gate: red when closed, yellow where rows went to quarantine.

    `docs` is the index of Great Expectations' pages on the batches.
    """
    metadata: dict[str, Any] = {
        "batches": outcome.batches,
        "accepted": outcome.accepted,
        "quarantined": outcome.quarantined,
        "data_docs": file(docs),
    }
    if outcome.rules:
        metadata["rules"] = rules(outcome.rules.values())
    if outcome.reasons:
        metadata["quarantined_because"] = records(
            [
                {"reason": reason, "rows": count}
                for reason, count in sorted(outcome.reasons.items())
            ],
            ["reason", "rows"],
        )
    for verdict in outcome.closed[:1]:
        if verdict.failing_rows is not None and verdict.failing_rows.num_rows:
            rows = verdict.failing_rows
            metadata["failing_rows"] = records(rows.to_pylist(), rows.column_names)
    clean = outcome.passed and not outcome.quarantined
    return dg.AssetCheckResult(
        asset_key=asset,
        check_name="gate",
        passed=clean,
        severity=dg.AssetCheckSeverity.WARN if outcome.passed else dg.AssetCheckSeverity.ERROR,
        description=_gate_words(outcome),
        metadata=metadata,
    )


def file(path: Path) -> dg.PathMetadataValue:
    """Where something lies."""
    return dg.MetadataValue.path(str(path))


def _gate_words(outcome: TableOutcome) -> str:
    if not outcome.passed:
        return f"closed: {outcome.why_closed}"
    if not outcome.batches:
        return "nothing new to check"
    if outcome.quarantined:
        return f"{outcome.accepted} rows accepted, {outcome.quarantined} entries in quarantine"
    return f"{outcome.accepted} rows accepted"


def _cell(value: object) -> str | int | float | bool | None:
    if value is None or isinstance(value, (bool, int, float)):
        return value
    text = " ".join(str(value).split())
    return text if len(text) <= _CELL else f"{text[: _CELL - 1]}…"
