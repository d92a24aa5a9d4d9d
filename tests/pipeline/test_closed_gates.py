"""A gate that closes is red, stops what is downstream in every run, and leaves what was there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import dagster as dg
import pyarrow as pa
import pytest

from pipelines.curate.audits import failing_rows
from pipelines.gates.gate import validate
from pipelines.gates.verdict import Verdict
from pipelines.lake.store import Lake
from pipelines.normalize import article
from pipelines.orchestration import building, gating, keys
from tests.conftest import Workspace

STORY = '"We will open {} in May," Anna Weber said on Monday. "It took too long, all agree."\n'

STAGES = {
    "raw_documents": ("ingest/raw_documents", ("normalize/articles", "extract/quotes")),
    "articles": ("normalize/articles", ("extract/quotes", "curate/quotes")),
    "quotes": ("extract/quotes", ("curate/quotes", "publish/onrecord")),
    "mentions": ("extract/mentions", ("curate/entities", "publish/onrecord")),
}


def _close(table: str, real: Callable[..., Verdict]) -> Callable[..., Verdict]:
    """The real gate, but closed for one table."""

    def closing(contract: Any, candidate: pa.Table, **given: Any) -> Verdict:
        verdict = real(contract, candidate, **given)
        if contract.name != table:
            return verdict
        return replace(
            verdict,
            closed=True,
            why_closed="closed by the test",
            accepted=candidate.slice(0, 0),
            failing_rows=candidate.slice(0, 1),
        )

    return closing


@pytest.mark.parametrize("table", STAGES)
def test_nothing_passes_a_closed_gate_in_this_run_or_another(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch, table: str
) -> None:
    workspace.add("first.txt", STORY.format("bridges"))
    assert workspace.refresh().success
    build, count = workspace.build(), workspace.rows("select count(*) from quotes")
    own, downstream = STAGES[table]
    lake = Lake(workspace.settings)
    accepted = lake.accepted(table)

    workspace.add("second.txt", STORY.format("tunnels"))
    with monkeypatch.context() as patched:
        patched.setattr(gating, "validate", _close(table, validate))
        result = workspace.refresh()

    assert not result.success
    checks = [e for e in result.get_asset_check_evaluations() if not e.passed]
    [check] = [e for e in checks if e.asset_key.to_user_string() == own]
    assert check.severity == dg.AssetCheckSeverity.ERROR
    assert "closed by the test" in (check.description or "")
    assert "failing_rows" in check.metadata
    made = {
        event.asset_key.to_user_string()
        for event in result.get_asset_materialization_events()
        if event.asset_key
    }
    assert own not in made
    assert not made & set(downstream)
    assert lake.accepted(table) == accepted
    assert [gate.table for gate in lake.closed_gates()] == [table]
    assert workspace.build() == build

    for key in downstream:
        workspace.materialize(key)
    assert workspace.build() == build
    assert workspace.rows("select count(*) from quotes") == count

    assert workspace.refresh().success
    assert lake.closed_gates() == ()
    assert workspace.rows("select count(*) from articles") == [(2,)]


def test_a_build_that_fails_an_audit_is_not_published(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace.add("first.txt", STORY.format("bridges"))
    assert workspace.refresh().success
    build = workspace.build()
    workspace.add("second.txt", STORY.format("tunnels"))

    def failing(path: Any, audit: Any) -> pa.Table:
        if audit.subject == "quotes" and "spans" in audit.name:
            return pa.table({"quote_id": ["broken by the test"]})
        return failing_rows(path, audit)

    with monkeypatch.context() as patched:
        patched.setattr(building, "failing_rows", failing)
        result = workspace.refresh()
    assert not result.success
    broken = [e for e in result.get_asset_check_evaluations() if not e.passed]
    assert broken
    assert all(e.asset_key.to_user_string() == "curate/quotes" for e in broken)
    made = {e.asset_key for e in result.get_asset_materialization_events()}
    assert keys.PUBLISHED not in made
    assert workspace.build() == build
    published = workspace.materialize("publish/onrecord")
    assert not published.success
    assert workspace.build() == build
    assert workspace.refresh().success
    assert workspace.build() != build


def test_a_file_that_is_emptier_without_cause_is_not_published(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace.add("first.txt", STORY.format("bridges"))
    assert workspace.refresh().success
    build = workspace.build()
    workspace.add("first.txt", STORY.format("tunnels"))
    workspace.add("second.txt", STORY.format("harbours"))

    def lose(*_: Any) -> Any:
        raise ValueError("no article comes of this")

    with monkeypatch.context() as patched:
        patched.setattr(article, "normalize", lose)
        result = workspace.refresh()
    assert not result.success
    [check] = [
        e
        for e in result.get_asset_check_evaluations()
        if not e.passed and e.severity == dg.AssetCheckSeverity.ERROR
    ]
    assert check.asset_key.to_user_string() == "publish/onrecord"
    assert workspace.build() == build
