"""Expects none of rows that should not exist. Finding such rows is the work of others' queries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pyarrow as pa

from pipelines.gates.expectations import ask
from pipelines.gates.suite import Rule
from pipelines.gates.verdict import RuleResult

_NONE = Rule(
    "no_rows",
    "there are rows that should not exist",
    "rows",
    "ExpectColumnValuesToBeInSet",
    {"value_set": [0]},
    None,
)


@dataclass(frozen=True, slots=True)
class Finding:
    """The answer to a query for rows that should not exist: the rows, best none."""

    name: str
    subject: str
    reason: str
    failing: pa.Table


@dataclass(frozen=True, slots=True)
class AuditVerdict:
    """All findings as they came, the broken among them, and a rule result for each."""

    findings: tuple[Finding, ...]
    broken: tuple[Finding, ...]
    rules: tuple[RuleResult, ...]

    @property
    def passed(self) -> bool:
        return not self.broken

    @property
    def why_failed(self) -> str | None:
        """Subject, name, reason and number of rows of each broken finding."""
        said = [
            f"{finding.subject}: {finding.name}: {finding.reason} ({finding.failing.num_rows} rows)"
            for finding in self.broken
        ]
        return "; ".join(said) or None


def expect_none(findings: Sequence[Finding]) -> AuditVerdict:
    """Judge findings: of each it is expected that it has no rows."""
    if not findings:
        return AuditVerdict((), (), ())
    # A row for each, and one expectation for all of them: one of its own costs some milliseconds.
    tally = pa.table({_NONE.column: [finding.failing.num_rows for finding in findings]})
    answers = ask(tally, [_NONE], expected_rows=len(findings))
    answer = answers.by_rule[_NONE.name]
    if answer.error or not answers.row_count_met:
        raise RuntimeError(f"the tally of findings was not read whole: {answer.error}")
    met = [number not in answer.failing for number in range(len(findings))]
    return AuditVerdict(
        tuple(findings),
        tuple(finding for finding, ok in zip(findings, met, strict=True) if not ok),
        tuple(_result(finding, ok) for finding, ok in zip(findings, met, strict=True)),
    )


def _result(finding: Finding, met: bool) -> RuleResult:
    found = finding.failing.num_rows
    return RuleResult(finding.name, finding.reason, "table", found, 0 if met else max(found, 1))
