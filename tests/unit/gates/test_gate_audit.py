"""Rows that should not exist: none passes, any fails, and each finding is told apart."""

from __future__ import annotations

import pyarrow as pa
import pytest

from pipelines.gates.audit import Finding, expect_none

pytestmark = pytest.mark.xdist_group("great_expectations")


def finding(name: str, rows: int, subject: str = "quotes") -> Finding:
    return Finding(name, subject, f"{name} is wrong", pa.table({"key": list(range(rows))}))


def test_none_of_anything_passes() -> None:
    findings = [finding("orphans", 0), finding("twins", 0)]
    verdict = expect_none(findings)
    assert verdict.passed
    assert verdict.why_failed is None
    assert verdict.findings == tuple(findings)
    assert [(rule.rule, rule.failing) for rule in verdict.rules] == [("orphans", 0), ("twins", 0)]


def test_any_row_fails_and_is_kept() -> None:
    findings = [finding("orphans", 0), finding("twins", 2), finding("twins", 0, "mentions")]
    verdict = expect_none(findings)
    assert not verdict.passed
    assert verdict.broken == (findings[1],)
    assert verdict.why_failed == "quotes: twins: twins is wrong (2 rows)"
    assert [rule.failing for rule in verdict.rules] == [0, 2, 0]
    assert {rule.level for rule in verdict.rules} == {"table"}


def test_nothing_asked_is_nothing_wrong() -> None:
    assert expect_none([]).passed
