"""What starts runs by itself: the job, the sensor on the sources, and the daily schedule."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta

import dagster as dg

from pipelines.ingest.discovery import SourceRootError
from pipelines.orchestration.resources import SettingsResource
from pipelines.orchestration.work_left import in_words, work_left

ASK_AGAIN_AFTER = timedelta(minutes=10)
ASK_AGAIN_AT_LEAST = timedelta(hours=6)
UNDER_WAY = [
    dg.DagsterRunStatus.QUEUED,
    dg.DagsterRunStatus.NOT_STARTED,
    dg.DagsterRunStatus.STARTING,
    dg.DagsterRunStatus.STARTED,
    dg.DagsterRunStatus.CANCELING,
]

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
    """The sensor's memory: what it last asked a run for, when, and how many times in a row."""

    work: str = ""
    at: str = ""
    times: int = 0

    def again_at(self, work: str) -> datetime | None:
        """When the same may be asked for again, each time after twice as long: a gate that closed
        closes again until something changes. None for work that was not asked for yet."""
        if work != self.work or not self.at:
            return None
        wait = ASK_AGAIN_AFTER * (1 << min(self.times - 1, 10))
        return datetime.fromisoformat(self.at) + min(wait, ASK_AGAIN_AT_LEAST)

    def once_more(self, work: str, now: datetime) -> "Asked":
        """The memory of having asked now."""
        return Asked(work, now.isoformat(), self.times + 1 if work == self.work else 1)


@dg.sensor(
    job=refresh,
    minimum_interval_seconds=30,
    default_status=dg.DefaultSensorStatus.RUNNING,
    description="Asks for a run when a source file is new, changed or gone, "
    "and when a run has left work behind.",
)
def sources(
    context: dg.SensorEvaluationContext, settings: SettingsResource
) -> dg.SkipReason | dg.RunRequest:
    """Compares names, sizes and versions of the files with the lake; opens none of them."""
    try:
        left = work_left(settings.read())
    except SourceRootError as error:
        return dg.SkipReason(str(error))
    words = in_words(left)
    if not left.asks_for_a_run:
        return dg.SkipReason(words)
    under_way = _runs_under_way(context.instance)
    if under_way:
        return dg.SkipReason(f"{words}; run {under_way[0].run_id} is under way")
    now, work = datetime.now(UTC), left.fingerprint
    asked = Asked(**json.loads(context.cursor)) if context.cursor else Asked()
    again = asked.again_at(work)
    if again and now < again:
        return dg.SkipReason(f"{words}; asked for at {asked.at}, and again at {again.isoformat()}")
    context.update_cursor(json.dumps(asdict(asked.once_more(work, now))))
    context.log.info(words)
    return dg.RunRequest(tags={"onrecord/seen": words})


def _runs_under_way(instance: dg.DagsterInstance) -> Sequence[dg.DagsterRun]:
    """Of whatever job: one that was started by hand may be at the same work."""
    return instance.get_runs(dg.RunsFilter(statuses=UNDER_WAY), limit=1)
