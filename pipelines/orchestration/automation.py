"""What starts runs by itself: the job, the sensor on the sources, and the daily schedule."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta

import dagster as dg

from pipelines.ingest.discovery import SourceRootError
from pipelines.orchestration.resources import SettingsResource
from pipelines.orchestration.surveying import Survey, survey

ASK_AGAIN_AFTER = timedelta(minutes=10)

refresh = dg.define_asset_job(
    "refresh",
    selection=dg.AssetSelection.all(),
    description="The whole pipeline: everything new, changed or gone, up to the published file.",
)

daily = dg.ScheduleDefinition(
    name="daily",
    job=refresh,
    cron_schedule="15 4 * * *",
    default_status=dg.DefaultScheduleStatus.RUNNING,
    description="Refreshes once a day, in case the sensor was off.",
)


@dataclass(frozen=True, slots=True)
class Asked:
    """The sensor's memory: the differences it last asked a run for, and when."""

    differences: str = ""
    at: str = ""

    def waits(self, differences: str, now: datetime) -> bool:
        """Whether the same was asked for so lately that asking again would be a hammer."""
        if differences != self.differences or not self.at:
            return False
        return now - datetime.fromisoformat(self.at) < ASK_AGAIN_AFTER


@dg.sensor(
    job=refresh,
    minimum_interval_seconds=30,
    default_status=dg.DefaultSensorStatus.RUNNING,
    description="Asks for a run when a source file is new, changed or gone.",
)
def sources(
    context: dg.SensorEvaluationContext, settings: SettingsResource
) -> dg.SkipReason | dg.RunRequest:
    """Compares names, sizes and versions of the files with the lake; opens none of them."""
    try:
        seen = survey(settings.read())
    except SourceRootError as error:
        return dg.SkipReason(str(error))
    if not seen.work:
        return dg.SkipReason(f"{seen.changes.unchanged} files, nothing new")
    under_way = _runs_under_way(context.instance)
    if under_way:
        return dg.SkipReason(f"{_words(seen)}; run {under_way[0].run_id} is under way")
    now, differences = datetime.now(UTC), _print(seen)
    asked = Asked(**json.loads(context.cursor)) if context.cursor else Asked()
    if asked.waits(differences, now):
        return dg.SkipReason(f"{_words(seen)}; asked for at {asked.at}, and again ten minutes on")
    context.update_cursor(json.dumps(asdict(Asked(differences, now.isoformat()))))
    return dg.RunRequest(tags={"onrecord/seen": _words(seen)})


def _runs_under_way(instance: dg.DagsterInstance) -> Sequence[dg.DagsterRun]:
    return instance.get_runs(
        dg.RunsFilter(
            job_name=refresh.name,
            statuses=[
                dg.DagsterRunStatus.QUEUED,
                dg.DagsterRunStatus.NOT_STARTED,
                dg.DagsterRunStatus.STARTING,
                dg.DagsterRunStatus.STARTED,
            ],
        ),
        limit=1,
    )


def _words(seen: Survey) -> str:
    changes = seen.changes
    return (
        f"{len(changes.new)} new, {len(changes.changed)} changed, {len(changes.removed)} gone, "
        f"{len(seen.refused)} refused, {changes.unchanged} unchanged files"
    )


def _print(seen: Survey) -> str:
    changes = seen.changes
    parts = [f"{file.uri} {file.version}" for file in (*changes.new, *changes.changed)]
    parts += [*changes.removed, *(f"{r.source_uri} {r.rule}" for r in seen.refused)]
    return hashlib.sha256("\n".join(sorted(parts)).encode()).hexdigest()
