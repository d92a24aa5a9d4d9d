"""Writes down the rows a gate refused: one entry a row and rule. Nothing is refused here."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

import pyarrow as pa
import pyarrow.compute as pc

from pipelines.contracts.ledger import QUARANTINE
from pipelines.contracts.model import Table
from pipelines.contracts.render import arrow_schema
from pipelines.gates.suite import Rule

SCHEMA = arrow_schema(QUARANTINE)

# What a row is recognized by, where the rule it broke is about no single value.
_TELLING = ("text", "body", "source_uri")
_DOCUMENT = ("document_id", "article_id")
_LIMITS = {c.name: c.max_length for c in QUARANTINE.columns if c.max_length is not None}


@dataclass(frozen=True, slots=True)
class Refusal:
    """The numbers of the rows that broke a rule."""

    rule: Rule
    rows: tuple[int, ...]


def entries(
    table: Table,
    candidate: pa.Table,
    parent: pa.Table | None,
    refusals: Iterable[Refusal],
    *,
    batch_id: str,
    now: datetime,
) -> pa.Table:
    """The quarantine's rows, in the order of the batch, then of the rules."""
    broken = sorted(
        ((number, refusal.rule) for refusal in refusals for number in refusal.rows),
        key=lambda pair: pair[0],
    )
    if not broken:
        return SCHEMA.empty_table()
    refused = _refused(table, candidate, {number for number, _ in broken})
    sources = _parents_sources(table, parent, refused.values())
    fixed = {"stage": table.stage, "table_name": table.name, "batch_id": batch_id}
    made = (
        fixed
        | _identity(table, refused[number], sources)
        | {
            "rule": rule.name,
            "reason": rule.reason,
            "sample": _sample(rule, refused[number]),
            "quarantined_at": now,
        }
        for number, rule in broken
    )
    return pa.Table.from_pylist([_cut(entry) for entry in made], SCHEMA)


def documents(rejected: pa.Table) -> int:
    """How many documents a stage refused; one that broke two rules is one."""
    named = rejected.select(["source_uri", "document_id", "row_key"])
    return int(named.group_by(named.column_names).aggregate([]).num_rows)


def _refused(table: Table, candidate: pa.Table, numbers: set[int]) -> dict[int, dict[str, object]]:
    """Row number to row, with texts no longer than a sample: bodies are long and refusals many."""
    # A filter, since taking by number joins chunks, which fails past two gigabytes of text.
    mask = pa.array([number in numbers for number in range(candidate.num_rows)], pa.bool_())
    rows = candidate.select(table.column_names).filter(mask)
    longest = max(_LIMITS.values())
    for at, field in enumerate(rows.schema):
        if pa.types.is_string(field.type):
            cut = pc.utf8_slice_codeunits(rows.column(at), 0, longest)
            rows = rows.set_column(at, field.name, cut)
    return dict(zip(sorted(numbers), rows.to_pylist(), strict=True))


def _parents_sources(
    table: Table, parent: pa.Table | None, rows: Iterable[Mapping[str, object]]
) -> dict[object, object]:
    """Parent key to source, for the parents of these rows."""
    link = table.parent
    if link is None or parent is None or "source_uri" not in parent.column_names:
        return {}
    wanted = pa.array({row[link.column] for row in rows} - {None}, pa.string())
    named = parent.select([link.key, "source_uri"])
    named = named.filter(pc.is_in(named[link.key], value_set=wanted))
    return dict(zip(*(column.to_pylist() for column in named.columns), strict=True))


def _identity(
    table: Table, row: Mapping[str, object], sources: Mapping[object, object]
) -> dict[str, object]:
    key = [row[name] for name in table.key]
    own = row.get("source_uri")
    above = sources.get(row[table.parent.column]) if table.parent else None
    return {
        "source_uri": above if own is None else own,
        "document_id": next((row[name] for name in _DOCUMENT if name in row), None),
        "row_key": None if None in key else ",".join(map(str, key)),
    }


def _sample(rule: Rule, row: Mapping[str, object]) -> str | None:
    for name in (rule.shown, *_TELLING):
        value = row.get(name) if name else None
        if value is not None:
            return value if isinstance(value, str) else json.dumps(value, default=str)
    return None


def _cut(entry: dict[str, object]) -> dict[str, object]:
    """Texts within the quarantine's own contract, whatever was refused for being too long."""
    return {name: _shortened(value, _LIMITS.get(name)) for name, value in entry.items()}


def _shortened(value: object, limit: int | None) -> object:
    return value[:limit] if isinstance(value, str) else value
