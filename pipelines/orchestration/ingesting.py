"""Runs the ingest stage: compares sources and lake, reads what differs, gates it in batches.

Reading itself is in `pipelines.ingest`; here files and documents are matched with what the lake
knows, so that only new and changed documents travel on, and vanished ones are taken out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from pipelines.ingest.changes import Changes, KnownFile, compare
from pipelines.ingest.discovery import discover
from pipelines.ingest.reader import read
from pipelines.ingest.records import (
    READER_VERSION,
    RawDocument,
    ReadLimits,
    Rejection,
    SourceFile,
)
from pipelines.lake import known
from pipelines.lake.store import Lake, quarantine_rows, rows_of
from pipelines.orchestration.gating import pass_gate
from pipelines.orchestration.outcome import TableOutcome
from pipelines.orchestration.progress import Progress
from pipelines.settings import PROJECT_ROOT, Settings

Row = dict[str, object]


@dataclass(frozen=True, slots=True)
class Survey:
    """The sources compared with the lake.

    `refused` are files that may not be read at all; `retries` are among the changed ones, and are
    there only because reading them failed the last time for a cause outside them.
    """

    changes: Changes
    refused: tuple[Rejection, ...]
    retries: frozenset[str]

    @property
    def work(self) -> int:
        """Files to read, refuse or take out, without those that are only tried again."""
        changes = self.changes
        files = len(changes.new) + len(changes.changed) - len(self.retries)
        return files + len(changes.removed) + len(self.refused)


def survey(settings: Settings) -> Survey:
    """What differs between the sources and the lake. Opens no raw file.

    Raises SourceRootError where a root is missing.
    """
    seen = known.files(Lake(settings))
    found = list(discover(settings.sources, PROJECT_ROOT))
    changes = compare(found, {uri: _known(file) for uri, file in seen.items()})
    refused = tuple(
        item
        for item in found
        if isinstance(item, Rejection)
        and _refusal_version(item) != _seen_version(seen.get(item.source_uri))
    )
    retries = frozenset(
        file.uri
        for file in changes.changed
        if _seen_version(seen.get(file.uri)) == _retry_version(file)
    )
    return Survey(changes, refused, retries)


def ingest(
    settings: Settings, progress: Progress, now: datetime | None = None
) -> list[TableOutcome]:
    """Bring every difference into the lake, a batch at a time.

    Stops at the first batch whose gate closes; what was accepted before stays.
    """
    outcomes = [TableOutcome("raw_documents"), TableOutcome("source_files")]
    work = survey(settings)
    if not work.work and not work.retries:
        return outcomes
    progress.start("ingest", None)
    for batch in _batches(settings, work):
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

    def full(self, settings: Settings) -> bool:
        rows = len(self.documents) + len(self.rejections) + len(self.files)
        return rows >= 2 * settings.batch_documents or (
            len(self.documents) >= settings.batch_documents or self.bytes >= settings.batch_bytes
        )

    def __bool__(self) -> bool:
        return bool(self.documents or self.rejections or self.files)


def _batches(settings: Settings, work: Survey) -> Iterator[_Batch]:
    """Cut the differences into batches. A file is marked as read in the batch of its end, so a
    run that is killed within a file reads it again, and skips what it has."""
    batch = _Batch()
    for item in _differences(settings, work):
        _put(batch, item)
        if batch.full(settings):
            yield batch
            batch = _Batch()
    if batch:
        yield batch


_Item = RawDocument | Rejection | Row


def _put(batch: _Batch, item: _Item) -> None:
    if isinstance(item, RawDocument):
        batch.documents.append(_upsert_row(item))
        batch.bytes += len(item.text)
    elif isinstance(item, Rejection):
        batch.rejections.append(item)
    elif "operation" in item:
        batch.documents.append(item)
    else:
        batch.files.append(item)


def _differences(settings: Settings, work: Survey) -> Iterator[_Item]:
    changes = work.changes
    touched = [file.uri for file in changes.changed]
    touched += [*changes.removed, *(item.source_uri for item in work.refused)]
    documents = known.documents(Lake(settings), touched)
    for uri in changes.removed:
        yield from _deletions(uri, documents[uri])
        yield _row_of_file(uri, "removed", 0, "", 0)
    for refusal in work.refused:
        yield refusal
        if not refusal.retry:
            yield from _deletions(refusal.source_uri, documents[refusal.source_uri])
        yield _row_of_file(refusal.source_uri, "quarantined", 0, _refusal_version(refusal), 0)
    limits = ReadLimits(
        max_file_bytes=settings.max_file_bytes, max_document_bytes=settings.max_document_bytes
    )
    for file in (*changes.new, *changes.changed):
        before = documents.get(file.uri, {})
        yield from _read_file(file, limits, before, file.uri in work.retries)


def _read_file(
    file: SourceFile, limits: ReadLimits, before: Mapping[str, str | None], again: bool
) -> Iterator[_Item]:
    """What of a file is new, changed, refused or gone, and last the file itself.

    Where reading fails for a cause outside the file, its documents stay as they are, and the file
    is tried again by every run; that is said once, and not where it fails `again`.
    """
    met: set[str] = set()
    for item in read(file, limits):
        if isinstance(item, Rejection):
            if item.retry:
                if not again:
                    yield item
                    yield _file_row(file, "quarantined", _retry_version(file), len(before))
                return
            if item.document_id:
                met.add(item.document_id)
            yield item
        elif item.document_id not in met:
            met.add(item.document_id)
            if before.get(item.document_id) != item.content_sha256:
                yield item
    yield from _deletions(file.uri, [gone for gone in before if gone not in met])
    yield _file_row(file, "read" if met else "quarantined", file.version, len(met))


def _gate(settings: Settings, batch: _Batch, outcomes: list[TableOutcome], now: datetime) -> None:
    """Documents first: a file is known only once everything read from it is safe."""
    lake = Lake(settings)
    batch_id = lake.next_batch_id(_content(batch))
    common: Row = {"batch_id": batch_id}
    rejected = quarantine_rows([_rejected_row(r, batch_id, now) for r in batch.rejections])
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
            version=READER_VERSION,
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


def _upsert_row(document: RawDocument) -> Row:
    return {
        "document_id": document.document_id,
        "operation": "upsert",
        "source_uri": document.source_uri,
        "record_locator": document.record_locator,
        "source_format": document.source_format,
        "encoding": document.encoding,
        "repairs": list(document.repairs),
        "content_sha256": document.content_sha256,
        "text": document.text,
        "url": document.url,
        "publisher": document.publisher,
        "title": document.title,
        "subtitle": document.subtitle,
        "authors": list(document.authors),
        "published": document.published,
    }


def _deletions(uri: str, document_ids: Iterable[str]) -> Iterator[Row]:
    for document_id in sorted(document_ids):
        yield {
            "document_id": document_id,
            "operation": "delete",
            "source_uri": uri,
            "source_format": "gone",
            "repairs": [],
            "content_sha256": None,
            "authors": [],
        }


def _file_row(file: SourceFile, status: str, version: str, documents: int) -> Row:
    return _row_of_file(file.uri, status, file.size, version, documents)


def _row_of_file(uri: str, status: str, size: int, version: str, documents: int) -> Row:
    return {
        "source_uri": uri,
        "status": status,
        "size_bytes": size,
        "version": version,
        "document_count": documents,
    }


def _rejected_row(rejection: Rejection, batch_id: str, now: datetime) -> Row:
    return {
        "stage": "ingest",
        "table_name": "raw_documents",
        "batch_id": batch_id,
        "source_uri": rejection.source_uri,
        "document_id": rejection.document_id,
        "row_key": rejection.record_locator,
        "rule": rejection.rule,
        "reason": rejection.reason,
        "sample": rejection.sample[:500] if rejection.sample else None,
        "quarantined_at": now,
    }


def _refusal_version(refusal: Rejection) -> str:
    return f"refused: {refusal.rule}"


def _seen_version(file: known.SeenFile | None) -> str | None:
    return file.version if file else None


def _retry_version(file: SourceFile) -> str:
    """Never equal to a version of the file, so that it counts as changed."""
    return f"{file.version}!"


def _known(file: known.SeenFile) -> KnownFile:
    """The file as it was; one read by older code has no version that could be equal."""
    version = file.version if file.reader_version == READER_VERSION else ""
    return KnownFile(uri=file.uri, size=file.size, version=version, status=file.status)
