"""Runs a stage that makes batches from batches: what its input has and its output lacks.

The same for normalize and extract; what either does to a batch is in `orchestration.work`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial

from pipelines import engine
from pipelines.lake.parquet import Footer
from pipelines.lake.store import Lake, fingerprint
from pipelines.orchestration.gating import pass_gate
from pipelines.orchestration.outcome import TableOutcome
from pipelines.orchestration.progress import Progress
from pipelines.orchestration.work import (
    BatchWork,
    extract_batch,
    extractor_version,
    normalize_batch,
    normalizer_version,
)
from pipelines.settings import Settings


@dataclass(frozen=True, slots=True)
class BatchStage:
    """A stage: the table it reads, the tables it makes, and the function that makes them.

    `version` is called late, because the code whose version it is may be slow to import.
    """

    name: str
    reads: str
    makes: tuple[str, ...]
    version: Callable[[Settings], str]
    work: Callable[[Settings, str], BatchWork]


NORMALIZE = BatchStage(
    "normalize", "raw_documents", ("articles",), normalizer_version, normalize_batch
)
EXTRACT = BatchStage(
    "extract", "articles", ("quotes", "mentions"), extractor_version, extract_batch
)


def pending(settings: Settings, stage: BatchStage) -> list[Footer]:
    """Footers of the accepted input batches that this stage has yet to work on, oldest first."""
    lake = Lake(settings)
    version = stage.version(settings)
    left = []
    for batch_id in lake.accepted(stage.reads):
        made_from = lake.footer(stage.reads, batch_id)
        if made_from is None:
            continue
        wanted = fingerprint(version, made_from.fingerprint)
        made = (lake.footer(table, batch_id) for table in stage.makes)
        if any(footer is None or footer.fingerprint != wanted for footer in made):
            left.append(made_from)
    return left


def run_stage(settings: Settings, stage: BatchStage, progress: Progress) -> list[TableOutcome]:
    """Work on every pending batch and gate what comes of it.

    A batch whose gate closes is left a candidate and does not hold up the others.
    """
    outcomes = {table: TableOutcome(table) for table in stage.makes}
    work = pending(settings, stage)
    if work:
        progress.start(stage.name, sum(footer.rows for footer in work))
        rows = {footer.batch_id: footer.rows for footer in work}
        for batch_id, made in engine.run(settings, partial(stage.work, settings), list(rows)):
            _gate(settings, stage, made, outcomes)
            progress.advance(rows[batch_id])
        progress.finish()
    return list(outcomes.values())


def _gate(
    settings: Settings, stage: BatchStage, made: BatchWork, outcomes: dict[str, TableOutcome]
) -> None:
    now = datetime.now(UTC)
    parent = Lake(settings).read(stage.reads, made.batch_id)
    for footer in made.candidates:
        verdict = pass_gate(
            settings, footer, parent=parent, rejected=made.rejected[footer.table], now=now
        )
        outcomes[footer.table].add(verdict)
        outcomes[footer.table].seconds += made.seconds
