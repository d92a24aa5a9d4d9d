"""What a gate says about a batch. How it comes to say so is not here."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

import pyarrow as pa

Level = Literal["row", "table"]


@dataclass(frozen=True, slots=True)
class RuleResult:
    """One rule that was asked: of how many, and how many broke it."""

    rule: str
    reason: str
    level: Level
    checked: int
    failing: int


@dataclass(frozen=True, slots=True)
class Verdict:
    """What becomes of one candidate batch.

    `accepted` has the rows that passed, in their order, with the contract's schema; it is empty
    when the gate is closed, so that nothing can be taken from a batch that was stopped.
    `quarantined` has one row per row and rule it broke, after those the stage itself refused.
    `failing_rows` shows some of what closed the gate. `outcome` is Great Expectations' own answer,
    for `documents`; None where it was not asked about the rows.
    """

    table: str
    batch_id: str
    accepted: pa.Table
    quarantined: pa.Table
    rules: tuple[RuleResult, ...]
    closed: bool
    why_closed: str | None
    failing_rows: pa.Table | None
    outcome: object = field(default=None, compare=False, repr=False)
