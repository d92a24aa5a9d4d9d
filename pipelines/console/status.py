"""`onrecord status`: the state of each stage, what waits and why, and what to do about it."""

from __future__ import annotations

from pathlib import Path

from pipelines.console.failure import CommandError
from pipelines.contracts.catalog import LAKE
from pipelines.ingest.discovery import SourceRootError
from pipelines.lake.asking import on_fresh_listing
from pipelines.lake.damage import gone
from pipelines.lake.store import Lake
from pipelines.orchestration.journal import last_run
from pipelines.orchestration.work_left import WorkLeft, work_left
from pipelines.publish.publish import current
from pipelines.publish.reader import opened
from pipelines.settings import Settings


def status(settings: Settings) -> str:
    """The whole state as text. Raises CommandError where a source root is missing."""
    try:
        left = work_left(settings)
    except SourceRootError as error:
        raise CommandError(str(error)) from error
    parts = [_sources(settings, left), _lake(settings), _closed(settings), _file(settings, left)]
    parts.append(_last_run(settings))
    return "\n".join(line for part in parts for line in part)


def _sources(settings: Settings, left: WorkLeft) -> list[str]:
    changes = left.sources.changes
    return [
        f"sources    {', '.join(settings.sources)}: {changes.unchanged} files known, "
        f"{len(changes.new)} new, {len(changes.changed)} changed, {len(changes.removed)} gone, "
        f"{len(left.sources.refused)} refused"
    ]


@on_fresh_listing
def _lake(settings: Settings) -> list[str]:
    lake = Lake(settings)
    lines = [f"LOST       {lost}" for lost in gone(lake)]
    for name, table in LAKE.items():
        footers = [lake.footer(name, batch_id) for batch_id in lake.accepted(name)]
        rows = sum(footer.rows for footer in footers if footer)
        lines.append(f"{table.stage:<10} {name}: {rows:,} rows in {len(footers)} batches")
    return lines


def _closed(settings: Settings) -> list[str]:
    return [
        f"GATE CLOSED {gate.table} {gate.batch_id}: {gate.why}. Mend the source, or raise "
        "ONRECORD_MAX_BAD_SHARE if the batch is right, and run again."
        for gate in Lake(settings).closed_gates()
    ]


def _last_run(settings: Settings) -> list[str]:
    notes = last_run(settings)
    if not notes:
        return []
    gated = [note for note in notes if note["event"] in ("accepted", "gate closed")]
    wrong = [note for note in notes if note.get("why")]
    lines = [
        f"last run   {notes[0]['at']} ({notes[0]['run_id']}): {len(gated)} batches gated, "
        f"{sum(note['accepted'] for note in gated):,} rows accepted, "
        f"{sum(note['quarantined'] for note in gated):,} entries in quarantine"
    ]
    lines += [f"           {note['event']}: {note['why']}" for note in wrong]
    if notes[-1]["event"] != "ended":
        lines.append("           it was cut off, or is under way; the next goes on from there")
    return lines


def _file(settings: Settings, left: WorkLeft) -> list[str]:
    build = current(settings.published)
    if build is None or not settings.published.exists():
        return ["published  nothing yet. Make it with: onrecord run"]
    with opened(settings.published, settings.query_memory) as connection:
        reasons = connection.execute(
            "select stage, rule, count(*), any_value(source_uri), any_value(reason) "
            "from quarantine group by stage, rule order by count(*) desc, rule"
        ).fetchall()
    lines = [_published(settings.published, build, left)]
    lines += [
        f"quarantine {stage} {rule}: {number:,}, as {uri}: {reason}"
        for stage, rule, number, uri, reason in reasons
    ]
    return lines if reasons else [*lines, "quarantine empty"]


def _published(published: Path, build: Path, left: WorkLeft) -> str:
    what = f"published  {published} (build {build.stem})"
    return f"{what}, behind: onrecord run" if left.any else f"{what}, up to date"
