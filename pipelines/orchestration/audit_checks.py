"""The audits of a build as asset checks: one a data test, and one a model for all else.

What contracts and headers ask of a model is one check, because every check is several writes to
Dagster's history. Asking the audits is in `building`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import dagster as dg

from pipelines.curate.audits import Audit, audits, count_audits
from pipelines.curate.models import Model
from pipelines.gates.audit import Finding
from pipelines.orchestration import keys, metadata
from pipelines.orchestration.building import COUNTED, BuildOutcome
from pipelines.settings import SQL_FOLDER

_CONTRACT = "contract"
_SHOWN = 20

Check = tuple[str, str]
"""Model and name of a check."""


def checks(models: tuple[Model, ...]) -> Mapping[Check, Sequence[Audit]]:
    """Every check with the audits it stands for; what the lake counts is known only in a run."""
    tests = {path.stem for path in (SQL_FOLDER / "tests").glob("*.sql")}
    grouped: dict[Check, list[Audit]] = {}
    for audit in (*audits(SQL_FOLDER, models), *count_audits(dict.fromkeys(COUNTED, 0))):
        name = audit.name if audit.name in tests else _CONTRACT
        grouped.setdefault((audit.subject, name), []).append(audit)
    return grouped


def specs(models: tuple[Model, ...]) -> list[dg.AssetCheckSpec]:
    """The checks as Dagster is told of them, all blocking."""
    return [
        dg.AssetCheckSpec(
            name, asset=keys.model(model), blocking=True, description=_description(name, asked)
        )
        for (model, name), asked in checks(models).items()
    ]


def results(models: tuple[Model, ...], outcome: BuildOutcome) -> Iterator[dg.AssetCheckResult]:
    """What each check came to in this build, with the rows that should not be there."""
    findings = outcome.verdict.findings if outcome.verdict else ()
    found = {(finding.subject, finding.name): finding for finding in findings}
    for (model, name), asked in checks(models).items():
        answers = [found[model, audit.name] for audit in asked if (model, audit.name) in found]
        broken = [answer for answer in answers if answer.failing.num_rows]
        yield dg.AssetCheckResult(
            asset_key=keys.model(model),
            check_name=name,
            passed=not broken,
            description=_words(answers, broken),
            metadata=_shown(answers, broken),
        )


def _description(name: str, asked: Sequence[Audit]) -> str:
    if name == _CONTRACT:
        return "Keys, references, values and counts are as the contract and the lake say."
    [audit] = asked
    return f"{audit.reason}\n\n```sql\n{audit.query.strip()}\n```"


def _words(answers: Sequence[Finding], broken: Sequence[Finding]) -> str:
    if not answers:
        return "as when it was built"
    return "; ".join(f"{one.name}: {one.reason}" for one in broken) or "no row breaks it"


def _shown(answers: Sequence[Finding], broken: Sequence[Finding]) -> dict[str, Any]:
    shown: dict[str, Any] = {}
    if len(answers) > 1:
        rows = [
            {"audit": one.name, "failing": one.failing.num_rows, "reason": one.reason}
            for one in answers
        ]
        shown["audits"] = metadata.records(rows, ["audit", "failing", "reason"])
    for one in broken[:1]:
        rows = one.failing.slice(0, _SHOWN).to_pylist()
        shown["failing_rows"] = metadata.records(rows, one.failing.column_names)
    return shown
