"""Asks a gate about a batch the way the tests need it, with limits that stop nothing."""

from __future__ import annotations

import pyarrow as pa

from pipelines.contracts.model import Table
from pipelines.gates.gate import Limits, validate
from pipelines.gates.verdict import RuleResult, Verdict
from tests import factories
from tests.factories import BATCH_ID, NOW

NO_LIMIT = Limits(max_bad_share=1.0, min_bad_rows=1)


def judge(
    table: Table,
    candidate: pa.Table,
    parent: pa.Table | None = None,
    rejected: pa.Table | None = None,
    limits: Limits = NO_LIMIT,
) -> Verdict:
    return validate(
        table,
        candidate,
        batch_id=BATCH_ID,
        parent=parent,
        rejected=factories.rejected() if rejected is None else rejected,
        limits=limits,
        now=NOW,
    )


def broken(verdict: Verdict) -> set[str]:
    """Names of the rules that were broken."""
    return {result.rule for result in verdict.rules if result.failing}


def result_of(verdict: Verdict, rule: str) -> RuleResult:
    return next(result for result in verdict.rules if result.rule == rule)
