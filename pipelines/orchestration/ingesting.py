"""Runs the ingest stage: reads the files that differ from the lake, and gates them in batches.

Which files those are is found out in `surveying`, reading itself is in `pipelines.ingest`; here
documents are matched with what the lake knows, so that only new and changed ones travel on, and
vanished ones are taken out.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import TypeVar

from pipelines.ingest.records import RawDocument, Rejection, SourceFile
from pipelines.ingest.settling import pause
from pipelines.lake import known
from pipelines.lake.known import SeenDocument
from pipelines.lake.store import Lake, quarantine_rows, rows_of
from pipelines.orchestration.gating import pass_gate
from pipelines.orchestration.ingest_rows import (
    Row,
    deletions,
    file_row,
    rejected_row,
    row_of_file,
    upsert_row,
)
from pipelines.orchestration.making import Makers
from pipelines.orchestration.outcome import TableOutcome
from pipelines.orchestration.progress import Progress
from pipelines.orchestration.reading import reader_version
from pipelines.orchestration.reading_files import FileReader
from pipelines.orchestration.surveying import Survey, refusal_version, retry_version, survey
from pipelines.settings import Settings

_TABLES = ("raw_documents", "source_files")

_FILES_A_LOOK = 5000
"""Files whose documents are asked of the lake at once: each asking is a scan over all batches."""

Before = Mapping[str, SeenDocument | None]
_Item = RawDocument | Rejection | Row
T = TypeVar("T")


def ingest(
    settings: Settings, progress: Progress, now: datetime | None = None
) -> list[TableOutcome]:
    """Bring every difference into the lake, a batch at a time.

    Stops at the first batch whose gate closes; what was accepted before stays.
    """
    outcomes = [TableOutcome(table) for table in _TABLES]
    _forget_stopped(Lake(settings))
    work = survey(settings)
    if not work.work and not work.retries:
        return outcomes
    time.sleep(pause((*work.changes.new, *work.changes.changed), time.time_ns()))
    progress.start("ingest", None)
    with Makers(settings) as makers:
        for batch in _batches(settings, work, makers):
            _gate(settings, batch, outcomes, now or datetime.now(UTC))
            progress.advance(len(batch.documents))
            if not all(outcome.passed for outcome in outcomes):
                break
    progress.finish()
    return outcomes


@dataclass(slots=True)
class _Batch:
    """Rows of one batch under collection; `bytes` counts the text they hold."""

    documents: list[Row] = field(default_factory=list)
    rejections: list[Rejection] = field(default_factory=list)
    files: list[Row] = field(default_factory=list)
    bytes: int = 0

    def put(self, item: _Item) -> None:
        if isinstance(item, RawDocument):
            self.documents.append(upsert_row(item))
            self.bytes += len(item.text)
        elif isinstance(item, Rejection):
            self.rejections.append(item)
        elif "operation" in item:
            self.documents.append(item)
        else:
            self.files.append(item)

    def full(self, settings: Settings) -> bool:
        rows = len(self.documents) + len(self.rejections) + len(self.files)
        return rows >= 2 * settings.batch_documents or (
            len(self.documents) >= settings.batch_documents or self.bytes >= settings.batch_bytes
        )

    def __bool__(self) -> bool:
        return bool(self.documents or self.rejections or self.files)


def _batches(settings: Settings, work: Survey, makers: Makers) -> Iterator[_Batch]:
    """Cut the differences into batches. A file is marked as read in the batch of its end, so a
    run that is killed within a file reads it again, and skips what it has."""
    batch = _Batch()
    for item in _differences(settings, work, makers):
        batch.put(item)
        if batch.full(settings) and not _is_of_file(item):
            yield batch
            batch = _Batch()
    if batch:
        yield batch


def _is_of_file(item: _Item) -> bool:
    """Whether it is a refusal of a whole file.

    Such a one travels in the same batch as the file's own row, which comes next: the row of a
    later batch would be taken for a later reading that found nothing wrong.
    """
    return isinstance(item, Rejection) and item.document_id is None


def _differences(settings: Settings, work: Survey, makers: Makers) -> Iterator[_Item]:
    lake = Lake(settings)
    for some in _some_at_a_time(work.changes.removed):
        documents = known.documents(lake, some)
        for uri in some:
            yield from deletions(uri, documents[uri])
            yield row_of_file(uri, "removed", 0, "", 0)
    documents = known.documents(lake, [item.source_uri for item in work.refused])
    for refusal in work.refused:
        yield from _refused(refusal, documents[refusal.source_uri])
    read = FileReader(settings, makers)
    for file, items in read(work.changes.new):
        yield from _sorted_out(file, items, {}, again=False)
    for files in _some_at_a_time(work.changes.changed):
        documents = known.documents(lake, [file.uri for file in files])
        for file, items in read(files):
            before, again = documents[file.uri], file.uri in work.retries
            yield from _sorted_out(file, items, before, again)


def _forget_stopped(lake: Lake) -> None:
    """Drop what stands before a closed gate: the batch is made anew, of the sources as they are
    now, and may come out another, with another id."""
    for table in _TABLES:
        for batch_id in lake.candidates(table):
            lake.drop_candidate(table, batch_id)


def _some_at_a_time(files: Sequence[T]) -> Iterator[Sequence[T]]:
    for start in range(0, len(files), _FILES_A_LOOK):
        yield files[start : start + _FILES_A_LOOK]


def _refused(refusal: Rejection, before: Before) -> Iterator[_Item]:
    """A file that may not be opened; where that may pass, its documents stay as they are."""
    if not refusal.retry:
        yield from deletions(refusal.source_uri, before)
    yield refusal
    version = refusal_version(refusal)
    yield row_of_file(refusal.source_uri, "quarantined", 0, version, 0)


def _sorted_out(
    file: SourceFile, items: Iterable[RawDocument | Rejection], before: Before, again: bool
) -> Iterator[_Item]:
    """What of a file is new, changed, refused or gone, and last the file itself.

    Where reading fails for a cause outside the file, its documents stay as they are, and the file
    is tried again by every run. That is said once: where it fails `again`, nothing comes of it but
    what is new since.
    """
    met: set[str] = set()
    still_bad: list[Rejection] = []
    of_file: list[Rejection] = []
    told = not again
    for item in items:
        if isinstance(item, Rejection) and item.retry:
            if told:
                yield item
                yield file_row(file, "quarantined", retry_version(file), len(before))
            return
        identity = item.document_id
        if isinstance(item, Rejection) and (identity is None or identity in met):
            of_file.append(_unnamed(item))
        elif identity not in met:
            met.add(str(identity))
            if again and isinstance(item, Rejection) and _is_refused(str(identity), before):
                still_bad.append(item)
            elif _differs(item, before):
                told = True
                yield item
    yield from deletions(file.uri, [gone for gone in before if gone not in met])
    yield from still_bad
    yield from of_file
    yield file_row(file, "read" if met else "quarantined", file.version, len(met))


def _is_refused(identity: str, before: Before) -> bool:
    return identity in before and before[identity] is None


def _unnamed(refusal: Rejection) -> Rejection:
    """A refusal as one of the whole file.

    A second record of the same name must not pass for a newer version of the first.
    """
    if refusal.document_id is None:
        return refusal
    reason = f"{refusal.record_locator}: {refusal.reason}"
    return replace(refusal, document_id=None, record_locator=None, reason=reason)


def _differs(item: RawDocument | Rejection, before: Before) -> bool:
    """Whether it is news. A record that was bad before may be bad in another way now."""
    if isinstance(item, Rejection):
        return True
    version = SeenDocument(item.content_sha256, item.source_format, item.encoding, item.repairs)
    return before.get(item.document_id) != version


def _gate(settings: Settings, batch: _Batch, outcomes: list[TableOutcome], now: datetime) -> None:
    """Documents first: a file is known only once everything read from it is safe."""
    lake = Lake(settings)
    batch_id = lake.next_batch_id(_content(batch))
    common: Row = {"batch_id": batch_id}
    rejected = quarantine_rows([rejected_row(r, batch_id, now) for r in batch.rejections])
    documents = [{**row, **common, "ingested_at": now} for row in batch.documents]
    files = [{**row, **common, "seen_at": now} for row in batch.files]
    nothing = quarantine_rows([])
    for outcome, rows, refused in (
        (outcomes[0], documents, rejected),
        (outcomes[1], files, nothing),
    ):
        footer = lake.write_candidate(
            outcome.table,
            batch_id,
            rows_of(outcome.table, rows),
            version=reader_version(settings),
            made_from=batch_id,
            at=now,
        )
        outcome.add(pass_gate(settings, footer, parent=None, rejected=refused, now=now))
        if not outcome.passed:
            return


def _content(batch: _Batch) -> Iterable[str]:
    for row in batch.documents:
        yield f"{row['document_id']} {row['content_sha256']}"
    for rejection in batch.rejections:
        yield f"{rejection.source_uri} {rejection.record_locator} {rejection.rule}"
    for row in batch.files:
        yield f"{row['source_uri']} {row['status']} {row['version']}"
