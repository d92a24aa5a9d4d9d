"""Expects none of rows that should not exist. Finding such rows is the work of others' queries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pyarrow as pa

from pipelines.gates.expectations import Answer, ask
from pipelines.gates.suite import Rule
from pipelines.gates.verdict import RuleResult


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
    """Judge findings: one expectation each, that it has no rows."""
    names = [f"{number}:{finding.name}" for number, finding in enumerate(findings)]
    # One row that says how many each query found: one validation for all of them.
    tally = {name: [f.failing.num_rows] for name, f in zip(names, findings, strict=True)}
    asked = [
        Rule(name, finding.reason, name, "ExpectColumnValuesToBeInSet", {"value_set": [0]}, None)
        for name, finding in zip(names, findings, strict=True)
    ]
    if not asked:
        return AuditVerdict((), (), ())
    answers = ask(pa.table(tally), asked, expected_rows=1)
    if not answers.row_count_met:
        raise RuntimeError("the tally of findings was not read whole")
    met = [answers.by_rule[name] == Answer() for name in names]
    return AuditVerdict(
        tuple(findings),
        tuple(finding for finding, ok in zip(findings, met, strict=True) if not ok),
        tuple(_result(finding, ok) for finding, ok in zip(findings, met, strict=True)),
    )


def _result(finding: Finding, met: bool) -> RuleResult:
    found = finding.failing.num_rows
    return RuleResult(finding.name, finding.reason, "table", found, 0 if met else max(found, 1))
