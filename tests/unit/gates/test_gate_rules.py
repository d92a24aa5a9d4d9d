"""Every row-level rule of every lake contract: a row that breaks it is quarantined, alone."""

from __future__ import annotations

from collections import Counter
from functools import cache

import pyarrow as pa
import pytest

from pipelines.contracts.catalog import LAKE
from pipelines.contracts.ledger import QUARANTINE
from pipelines.contracts.model import Table
from pipelines.contracts.render import arrow_schema
from pipelines.gates.suite import rules
from pipelines.gates.verdict import Verdict
from tests.factories import BATCH_ID, NOW, Row, batch, parent_batch, rows_of, source_uri, table_of
from tests.unit.gates.breaking import Break, every_break
from tests.unit.gates.judging import broken, judge

pytestmark = pytest.mark.xdist_group("great_expectations")

BREAKS = list(every_break())


@pytest.mark.parametrize("table", LAKE.values(), ids=list(LAKE))
def test_a_good_batch_passes_whole(table: Table) -> None:
    good = batch(table.name)
    verdict = judge(table, good, parent_batch(table.name))
    assert not verdict.closed
    assert verdict.why_closed is None
    assert verdict.failing_rows is None
    assert verdict.accepted.to_pylist() == good.to_pylist()
    assert verdict.accepted.schema.equals(arrow_schema(table), check_metadata=True)
    assert verdict.quarantined.num_rows == 0
    assert not broken(verdict)


@pytest.mark.parametrize("case", BREAKS, ids=lambda case: f"{case.table}-{case.rule}")
def test_a_row_that_breaks_a_rule_is_quarantined(case: Break) -> None:
    table = LAKE[case.table]
    reasons = {rule.name: rule.reason for rule in rules(table)}
    entries = entries_of(case)
    assert {entry["rule"]: entry["reason"] for entry in entries} == {
        name: reasons[name] for name in case.breaks
    }
    for entry in entries:
        assert entry["stage"] == table.stage
        assert entry["table_name"] == table.name
        assert entry["batch_id"] == BATCH_ID
        assert entry["quarantined_at"] == NOW
        assert entry["sample"] is None or 0 < len(entry["sample"]) <= 500


@pytest.mark.parametrize("table", LAKE.values(), ids=list(LAKE))
def test_every_other_row_is_accepted(table: Table) -> None:
    bent, verdict = all_bent(table.name)
    rows = bent.to_pylist()
    assert not verdict.closed, verdict.why_closed
    assert verdict.accepted.to_pylist() == [rows[0], rows[-1]]
    assert verdict.accepted.schema.equals(arrow_schema(table), check_metadata=True)
    assert verdict.quarantined.schema.equals(arrow_schema(QUARANTINE), check_metadata=True)
    expected = Counter(name for case in breaks_of(table.name) for name in case.breaks)
    assert Counter(verdict.quarantined["rule"].to_pylist()) == expected
    asked = {result.rule: result.failing for result in verdict.rules if result.failing}
    assert asked == expected


def test_an_entry_names_the_row_its_document_and_its_source() -> None:
    rows, parent = rows_of("quotes"), parent_batch("quotes")
    rows[1]["kind"] = "shouted"
    verdict = judge(LAKE["quotes"], table_of(LAKE["quotes"], rows), parent)
    [entry] = verdict.quarantined.to_pylist()
    assert entry == {
        "stage": "extract",
        "table_name": "quotes",
        "batch_id": BATCH_ID,
        "source_uri": source_uri(1),
        "document_id": rows[1]["article_id"],
        "row_key": rows[1]["quote_id"],
        "rule": "kind_allowed",
        "reason": "kind is none of direct, mixed, indirect",
        "sample": "shouted",
        "quarantined_at": NOW,
    }


def test_an_entry_keeps_to_its_own_contract_where_the_row_does_not() -> None:
    rows = rows_of("source_files")
    rows[0].update(source_uri="x" * 5000, batch_id="nonsense")
    verdict = judge(LAKE["source_files"], table_of(LAKE["source_files"], rows))
    entries = {entry["rule"]: entry for entry in verdict.quarantined.to_pylist()}
    assert set(entries) == {"source_uri_max_length", "batch_id_pattern"}
    assert len(entries["source_uri_max_length"]["source_uri"]) == 4096
    assert len(entries["source_uri_max_length"]["sample"]) == 500
    assert entries["batch_id_pattern"]["batch_id"] == BATCH_ID


def test_a_line_break_after_an_identity_is_not_of_its_form() -> None:
    rows = rows_of("source_files")
    rows[0]["batch_id"] += "\n"
    verdict = judge(LAKE["source_files"], table_of(LAKE["source_files"], rows))
    assert broken(verdict) == {"batch_id_pattern"}


def test_not_a_number_is_no_confidence() -> None:
    rows = rows_of("quotes")
    rows[0]["confidence"] = float("nan")
    verdict = judge(LAKE["quotes"], table_of(LAKE["quotes"], rows), parent_batch("quotes"))
    assert broken(verdict) >= {"confidence_minimum"}
    assert verdict.accepted.num_rows == len(rows) - 1


def test_what_a_row_says_is_never_run() -> None:
    rows = rows_of("raw_documents")
    said = "'; drop view this; -- \"; attach '/etc/passwd' \x7f {0} %s $1 ?"
    for row in rows:
        row.update(title=said, text=said, record_locator=said)
    rows[1]["url"] = "'" * 9000
    verdict = judge(LAKE["raw_documents"], table_of(LAKE["raw_documents"], rows))
    assert broken(verdict) == {"url_max_length"}
    assert verdict.accepted.num_rows == len(rows) - 1


def breaks_of(table: str) -> list[Break]:
    return [case for case in BREAKS if case.table == table]


@cache
def all_bent(name: str) -> tuple[pa.Table, Verdict]:
    """A batch in which each break has its row, between a good first and a good last, judged."""
    cases, table = breaks_of(name), LAKE[name]
    rows = rows_of(name, len(cases) + 2)
    parent = LAKE[table.parent.table] if table.parent else None
    parents: list[Row] = rows_of(parent.name, len(rows)) if parent else [{} for _ in rows]
    for at, case in enumerate(cases, start=1):
        case.bend(rows[at], parents[at])
    bent = table_of(table, rows)
    return bent, judge(table, bent, table_of(parent, parents) if parent else None)


def entries_of(case: Break) -> list[Row]:
    """The entries of the row that was bent so: they stand in the order of the rows."""
    cases = breaks_of(case.table)
    before = sum(len(earlier.breaks) for earlier in cases[: cases.index(case)])
    _, verdict = all_bent(case.table)
    rows: list[Row] = verdict.quarantined.slice(before, len(case.breaks)).to_pylist()
    return rows
