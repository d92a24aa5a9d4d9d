"""The gate: validates one candidate batch of one table with the suite its contract renders to.

Arrow in, verdict out. What is asked comes from `suite`, the answers from `expectations` and
`sandbox`; here it is decided what they mean: accepted, quarantined, or closed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import duckdb
import pyarrow as pa

from pipelines.contracts.model import Table
from pipelines.contracts.render import arrow_schema
from pipelines.gates import quarantine
from pipelines.gates.audit import Finding, expect_none
from pipelines.gates.columns import differing_columns, said
from pipelines.gates.expectations import Answers, ask
from pipelines.gates.quarantine import Refusal
from pipelines.gates.sandbox import Sandbox, sandbox
from pipelines.gates.suite import ROW_NUMBER, Predicate, predicates, rules
from pipelines.gates.verdict import RuleResult, Verdict

_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Limits:
    """How much may be wrong: closed above this share of bad rows, if there are that many."""

    max_bad_share: float
    min_bad_rows: int


@dataclass(frozen=True, slots=True)
class _Asked:
    """The result of a rule of the whole batch, why it closes the gate if so, and rows to show."""

    result: RuleResult
    why: str | None = None
    failing: pa.Table | None = None


@dataclass(frozen=True, slots=True)
class _Measured:
    """What the contract's SQL said of the batch; errors by the name of the rule."""

    frame: pa.Table
    findings: tuple[Finding, ...]
    errors: dict[str, str]


def validate(
    table: Table,
    candidate: pa.Table,
    *,
    batch_id: str,
    parent: pa.Table | None,
    rejected: pa.Table,
    limits: Limits,
    now: datetime,
) -> Verdict:
    """Judge a candidate batch. `rejected` are the entries the stage itself made for it."""
    if table.parent is not None and parent is None:
        raise ValueError(f"{table.name} cannot be judged without its {table.parent.table}")
    rejected = rejected.select(quarantine.SCHEMA.names).cast(quarantine.SCHEMA)
    form = _form(table, candidate)
    if form.why is not None:
        return _verdict(table, batch_id, candidate, rejected, (), [form])
    measured = _measure(table, candidate, parent, rejected)
    asked = [rule for rule in rules(table) if rule.name not in measured.errors]
    answers = ask(measured.frame, asked, expected_rows=candidate.num_rows)
    counted = _row_count(answers, candidate)
    if counted.why is not None:
        return _verdict(table, batch_id, candidate, rejected, (), [form, counted])
    refusals = tuple(Refusal(rule, answers.by_rule[rule.name].failing) for rule in asked)
    refused = quarantine.entries(table, candidate, parent, refusals, batch_id=batch_id, now=now)
    quarantined = pa.concat_tables([rejected, refused])
    whole = [
        form,
        counted,
        *_table_rules(table, measured, candidate.num_rows),
        *_unanswered(table, measured, answers, candidate.num_rows),
        _bad_share(refusals, rejected, quarantined, candidate.num_rows, limits),
    ]
    verdict = _verdict(table, batch_id, candidate, quarantined, refusals, whole)
    return replace(verdict, outcome=answers.outcome)


def _form(table: Table, candidate: pa.Table) -> _Asked:
    """Exactly the contract's columns and types, in Arrow data that is what it says it is."""
    differing = differing_columns(table, candidate)
    reason = "the columns are not those of the contract"
    result = RuleResult("columns_match", reason, "table", len(table.columns), differing.num_rows)
    if differing.num_rows:
        return _Asked(result, f"{reason}: {said(differing)}", differing)
    try:
        candidate.validate(full=True)
    except pa.ArrowInvalid as error:
        broken = RuleResult("columns_match", "the data is damaged", "table", len(table.columns), 1)
        return _Asked(broken, f"the data is damaged: {error}")
    return _Asked(result)


def _measure(
    table: Table, candidate: pa.Table, parent: pa.Table | None, rejected: pa.Table
) -> _Measured:
    numbers = pa.array(range(candidate.num_rows), pa.int64())
    relations = {"this": candidate.append_column(ROW_NUMBER, numbers), "rejected": rejected}
    if parent is not None:
        relations["parent"] = parent
    with sandbox(relations) as sql:
        frame, errors = _frame(table, candidate, sql)
        findings, unanswered = _findings(table, sql)
    return _Measured(frame, findings, errors | unanswered)


def _frame(table: Table, candidate: pa.Table, sql: Sandbox) -> tuple[pa.Table, dict[str, str]]:
    """The batch with a boolean column per predicate, but for those that cannot be evaluated."""
    asked: Sequence[Predicate] = predicates(table)
    errors: dict[str, str] = {}
    try:
        held = sql.hold(asked, table.parent)
    except duckdb.Error:
        errors = sql.errors(asked, table.parent)
        asked = [predicate for predicate in asked if predicate.name not in errors]
        held = sql.hold(asked, table.parent)
    if held.num_rows != candidate.num_rows:
        # A parent that stands twice doubles its rows. The row count tells; no more can be asked.
        return held, errors
    frame = candidate.select(table.column_names)
    for predicate in asked:
        frame = frame.append_column(predicate.column, held[predicate.column])
    return frame, errors


def _findings(table: Table, sql: Sandbox) -> tuple[tuple[Finding, ...], dict[str, str]]:
    found, errors = [], {}
    for rule in table.table_rules:
        try:
            rows = sql.rows_of(rule.failing)
        except duckdb.Error as error:
            errors[rule.name] = str(error)
        else:
            found.append(Finding(rule.name, table.name, rule.reason, rows))
    return tuple(found), errors


def _row_count(answers: Answers, candidate: pa.Table) -> _Asked:
    expected = candidate.num_rows
    failing = 0 if answers.row_count_met else max(abs(answers.row_count - expected), 1)
    reason = "every row is judged once"
    result = RuleResult("row_count", reason, "table", expected, failing)
    if answers.row_count_met:
        return _Asked(result)
    why = f"{expected} rows came to {answers.row_count}: a row of the parent table stands twice"
    return _Asked(result, why)


def _table_rules(table: Table, measured: _Measured, rows: int) -> list[_Asked]:
    broken = expect_none(measured.findings).broken
    asked = []
    for finding in measured.findings:
        failing = finding.failing.num_rows if finding in broken else 0
        result = RuleResult(finding.name, finding.reason, "table", rows, failing)
        why = f"{finding.reason} ({finding.name}, {failing} rows)" if failing else None
        asked.append(_Asked(result, why, finding.failing if failing else None))
    return asked


def _unanswered(table: Table, measured: _Measured, answers: Answers, rows: int) -> list[_Asked]:
    """A rule that could not be asked was not kept, by any row."""
    errors = measured.errors | {
        name: answer.error for name, answer in answers.by_rule.items() if answer.error
    }
    reasons = {rule.name: rule.reason for rule in rules(table)}
    reasons |= {rule.name: rule.reason for rule in table.table_rules}
    return [
        _Asked(
            RuleResult(name, reasons[name], "table", rows, max(rows, 1)),
            f"{name} could not be asked: {error}",
        )
        for name, error in errors.items()
    ]


def _bad_share(
    refusals: Sequence[Refusal],
    rejected: pa.Table,
    quarantined: pa.Table,
    rows: int,
    limits: Limits,
) -> _Asked:
    documents = quarantine.documents(rejected)
    bad = len(_bad(refusals)) + documents
    total = rows + documents
    closes = bad >= limits.min_bad_rows and bad > limits.max_bad_share * total
    reason = f"more than {limits.max_bad_share:.0%} is bad"
    result = RuleResult("bad_share", reason, "table", total, bad if closes else 0)
    if not closes:
        return _Asked(result)
    return _Asked(result, f"{reason}: {bad} of {total}", quarantined)


def _bad(refusals: Sequence[Refusal]) -> set[int]:
    return {number for refusal in refusals for number in refusal.rows}


def _verdict(
    table: Table,
    batch_id: str,
    candidate: pa.Table,
    quarantined: pa.Table,
    refusals: Sequence[Refusal],
    whole: Sequence[_Asked],
) -> Verdict:
    why = [asked.why for asked in whole if asked.why is not None]
    shown = [asked.failing for asked in whole if asked.failing is not None]
    return Verdict(
        table=table.name,
        batch_id=batch_id,
        accepted=arrow_schema(table).empty_table() if why else _rest(table, candidate, refusals),
        quarantined=quarantined,
        rules=(*(asked.result for asked in whole), *_row_results(refusals, candidate.num_rows)),
        closed=bool(why),
        why_closed="; ".join(why) or None,
        failing_rows=shown[0].slice(0, _SHOWN) if shown else None,
    )


def _row_results(refusals: Sequence[Refusal], rows: int) -> list[RuleResult]:
    return [
        RuleResult(refusal.rule.name, refusal.rule.reason, "row", rows, len(refusal.rows))
        for refusal in refusals
    ]


def _rest(table: Table, candidate: pa.Table, refusals: Sequence[Refusal]) -> pa.Table:
    """The rows nothing is said against, in the order they came."""
    bad = _bad(refusals)
    rows = candidate.select(table.column_names)
    if bad:
        rows = rows.filter(pa.array([number not in bad for number in range(rows.num_rows)]))
    return rows.cast(arrow_schema(table))
