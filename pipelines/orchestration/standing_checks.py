"""What is looked after between runs, too: is the published file behind, is anything broken now?

Each check also ends a run. What is done about a red one is said in it.
"""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor

import dagster as dg

from pipelines.lake.asking import on_fresh_listing
from pipelines.lake.damage import damages
from pipelines.lake.store import Lake
from pipelines.orchestration import keys, metadata
from pipelines.orchestration.resources import SettingsResource
from pipelines.orchestration.work_left import WorkLeft, work_left
from pipelines.publish.inspection import why_damaged
from pipelines.settings import Settings

_UP_TO_DATE = dg.AssetCheckSpec(
    "up_to_date",
    asset=keys.PUBLISHED,
    description="Everything that the sources hold is in the published file.",
)

_NOTHING_BROKEN = dg.AssetCheckSpec(
    "nothing_broken",
    asset=keys.PUBLISHED,
    description="Every file of the lake and the published file are as they were written, and no "
    "batch stands before a closed gate.",
)


@dg.multi_asset_check(specs=[_NOTHING_BROKEN, _UP_TO_DATE], can_subset=True)
def standing_checks(
    context: dg.AssetCheckExecutionContext, settings: SettingsResource
) -> Iterator[dg.AssetCheckResult]:
    """Compares names, sizes and versions of the sources with the lake, and the lake with the file;
    beside it, reads every byte of the lake and of the published file. Either can be asked alone."""
    asked = {key.name for key in context.selected_asset_check_keys}
    current = settings.read()
    with ThreadPoolExecutor() as beside:
        found = beside.submit(broken, current) if _NOTHING_BROKEN.name in asked else None
        left = beside.submit(work_left, current) if _UP_TO_DATE.name in asked else None
        # What is broken first, as nothing can be compared where a source is missing.
        if found:
            yield _nothing_broken(found.result())
        if left:
            yield _up_to_date(left.result())


def _up_to_date(left: WorkLeft) -> dg.AssetCheckResult:
    return dg.AssetCheckResult(
        check_name=_UP_TO_DATE.name,
        passed=not left.any,
        severity=dg.AssetCheckSeverity.WARN,
        description="materialize all: " + _left(left) if left.any else "nothing is left to do",
    )


def _nothing_broken(found: Sequence[str]) -> dg.AssetCheckResult:
    return dg.AssetCheckResult(
        check_name=_NOTHING_BROKEN.name,
        passed=not found,
        severity=dg.AssetCheckSeverity.ERROR,
        description=f"{len(found)} things are broken" if found else "all is whole",
        metadata={"broken": metadata.records([{"what": each} for each in found], ["what"])},
    )


@on_fresh_listing
def broken(settings: Settings) -> list[str]:
    """Damaged files and closed gates, in words."""
    lake = Lake(settings)
    found = [str(damage) for damage in damages(lake)]
    if settings.published.exists():
        why = why_damaged(settings.published.resolve())
        found += [f"{why}. Mend it with: onrecord repair"] if why else []
    found += [f"{gate.table} {gate.batch_id}: {gate.why}" for gate in lake.closed_gates()]
    return found


def _left(left: WorkLeft) -> str:
    changes = left.sources.changes
    return (
        f"{len(changes.new)} new, {len(changes.changed)} changed and {len(changes.removed)} gone "
        f"files, {left.to_normalize} batches to normalize, {left.to_extract} to extract"
    )


watch = dg.define_asset_job(
    "watch",
    selection=dg.AssetSelection.checks(standing_checks),
    description="Whether the published file is behind, and whether anything is broken now.",
)

hourly = dg.ScheduleDefinition(
    name="hourly",
    job=watch,
    cron_schedule="45 * * * *",
    default_status=dg.DefaultScheduleStatus.RUNNING,
    description="Looks every hour whether anything is behind or broken.",
)
