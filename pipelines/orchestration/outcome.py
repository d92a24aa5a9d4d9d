"""What running a stage came to, table by table. Nothing is decided or shown here."""

from __future__ import annotations

from dataclasses import dataclass, field

import pyarrow as pa

from pipelines.gates.verdict import RuleResult, Verdict


@dataclass(slots=True)
class TableOutcome:
    """Sums over the batches of one table in one run; `closed` holds those that were stopped.

    `seconds` is work summed over all workers, `elapsed` what it took with them at work together.
    """

    table: str
    batches: int = 0
    accepted: int = 0
    quarantined: int = 0
    seconds: float = 0.0
    documents: int = 0
    elapsed: float = 0.0
    rules: dict[str, RuleResult] = field(default_factory=dict)
    reasons: dict[str, int] = field(default_factory=dict)
    closed: list[Verdict] = field(default_factory=list)

    def add(self, verdict: Verdict) -> None:
        """Count one batch."""
        self.batches += 1
        if verdict.closed:
            self.closed.append(verdict)
        else:
            self.accepted += verdict.accepted.num_rows
            self.quarantined += verdict.quarantined.num_rows
            for reason in _reasons(verdict.quarantined):
                self.reasons[reason] = self.reasons.get(reason, 0) + 1
        for result in verdict.rules:
            self.rules[result.rule] = _sum(self.rules.get(result.rule), result)

    @property
    def passed(self) -> bool:
        return not self.closed

    @property
    def why_closed(self) -> str:
        return "; ".join(f"{v.table} {v.batch_id}: {v.why_closed}" for v in self.closed)


def _sum(sofar: RuleResult | None, more: RuleResult) -> RuleResult:
    if sofar is None:
        return more
    return RuleResult(
        more.rule,
        more.reason,
        more.level,
        sofar.checked + more.checked,
        sofar.failing + more.failing,
    )


def _reasons(quarantined: pa.Table) -> list[str]:
    rows = quarantined.select(["rule", "reason"]).to_pylist()
    return [f"{row['rule']}: {row['reason']}" for row in rows]
