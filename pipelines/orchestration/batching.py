"""Runs a stage that makes batches from batches: what its input has and its output lacks.

The same for normalize and extract; what either does to documents is in `orchestration.work`.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial

import pyarrow as pa

from pipelines import engine
from pipelines.lake.parquet import Footer
from pipelines.lake.store import Lake, fingerprint
from pipelines.orchestration.gating import pass_gate
from pipelines.orchestration.outcome import TableOutcome
from pipelines.orchestration.progress import Progress
from pipelines.orchestration.work import (
    Piece,
    PieceWork,
    extract_piece,
    extractor_version,
    give_up,
    normalize_piece,
    normalizer_version,
)
from pipelines.settings import Settings

_FEWEST = 8
"""Documents in a piece, where there are not so few of them in all."""


@dataclass(frozen=True, slots=True)
class BatchStage:
    """A stage: the table it reads, the tables it makes, and the function that makes them.

    `version` is called late, because the code whose version it is may be slow to import.
    `piece` is how many documents are worked on at a time at most: a second of work, so that all
    cores end at about the same time.
    """

    name: str
    reads: str
    makes: tuple[str, ...]
    version: Callable[[Settings], str]
    work: Callable[[Settings, Piece], PieceWork]
    piece: int


NORMALIZE = BatchStage(
    "normalize", "raw_documents", ("articles",), normalizer_version, normalize_piece, 128
)
EXTRACT = BatchStage(
    "extract", "articles", ("quotes", "mentions"), extractor_version, extract_piece, 16
)


def prepare_workers(settings: Settings) -> None:
    """Let workers be warmed up; whoever asks early has this done beside what comes before."""
    engine.prepare(settings, "pipelines.orchestration.warmed_up")


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
    batches = {footer.batch_id: _Batch(footer) for footer in pending(settings, stage)}
    began = time.monotonic()
    if batches:
        prepare_workers(settings)
        progress.start(stage.name, sum(batch.footer.rows for batch in batches.values()))
        for piece, made in _worked(settings, stage, _pieces(settings, stage, batches.values())):
            batch = batches[piece.batch_id]
            batch.parts[piece] = made
            if batch.whole:
                _gate(settings, stage, batches.pop(piece.batch_id), outcomes)
            progress.advance(piece.rows)
        progress.finish()
    for outcome in outcomes.values():
        outcome.elapsed = time.monotonic() - began
    return list(outcomes.values())


@dataclass(slots=True)
class _Batch:
    """A batch under work: its footer, and the parts that are done."""

    footer: Footer
    parts: dict[Piece, PieceWork] = field(default_factory=dict)

    @property
    def whole(self) -> bool:
        return sum(piece.rows for piece in self.parts) == self.footer.rows

    def made(self, table: str) -> pa.Table:
        return pa.concat_tables([part.made[table] for part in self._in_order()])

    def rejected(self, table: str) -> pa.Table:
        return pa.concat_tables([part.rejected[table] for part in self._in_order()])

    @property
    def seconds(self) -> float:
        return sum(part.seconds for part in self.parts.values())

    def _in_order(self) -> list[PieceWork]:
        return [self.parts[piece] for piece in sorted(self.parts, key=lambda piece: piece.start)]


def _pieces(settings: Settings, stage: BatchStage, batches: Iterable[_Batch]) -> list[Piece]:
    """All batches cut so small that every worker has something to do until the end."""
    footers = [batch.footer for batch in batches]
    total = sum(footer.rows for footer in footers)
    share = -(-total // (4 * engine.worker_count(settings)))
    size = max(_FEWEST, min(stage.piece, share))
    return [
        Piece(footer.table, footer.batch_id, footer.fingerprint, start, stop)
        for footer in footers
        for start in range(0, max(footer.rows, 1), size)
        for stop in [min(start + size, footer.rows)]
    ]


def _worked(
    settings: Settings, stage: BatchStage, pieces: list[Piece]
) -> Iterator[tuple[Piece, PieceWork]]:
    """Each piece with what was made of it; one that kills its worker is cut into documents."""
    single: list[Piece] = []
    for piece, made in engine.run(settings, partial(stage.work, settings), pieces):
        if isinstance(made, PieceWork):
            yield piece, made
        elif piece.rows > 1:
            single.extend(_documents(piece))
        else:
            yield piece, give_up(settings, stage.name, stage.makes, piece)
    if single:
        yield from _worked(settings, stage, single)


def _documents(piece: Piece) -> Iterator[Piece]:
    for start in range(piece.start, piece.stop):
        yield Piece(piece.table, piece.batch_id, piece.fingerprint, start, start + 1)


def _gate(
    settings: Settings, stage: BatchStage, batch: _Batch, outcomes: dict[str, TableOutcome]
) -> None:
    lake, now, batch_id = Lake(settings), datetime.now(UTC), batch.footer.batch_id
    parent = lake.read(stage.reads, batch_id)
    footers = [
        lake.write_candidate(
            table,
            batch_id,
            batch.made(table),
            version=stage.version(settings),
            made_from=batch.footer.fingerprint,
            at=now,
        )
        for table in stage.makes
    ]
    for footer in footers:
        rejected = batch.rejected(footer.table)
        verdict = pass_gate(settings, footer, parent=parent, rejected=rejected, now=now)
        outcomes[footer.table].add(verdict)
        outcomes[footer.table].seconds += batch.seconds
        outcomes[footer.table].documents += batch.footer.rows
