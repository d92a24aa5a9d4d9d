"""The Dagster job that compacts the lake, and when it runs by itself."""

import dagster as dg

from pipelines.orchestration.compacting import compact
from pipelines.orchestration.resources import SettingsResource


@dg.op(description="Packs the small files of the lake; no row, batch or build changes.")
def compact_lake(context: dg.OpExecutionContext, settings: SettingsResource) -> None:
    """Pack, whether it pays or not, and show how many files there were and are."""
    done = compact(settings.read(), context.log.info)
    context.add_output_metadata({"files_before": done.before, "files_after": done.after})


@dg.job(description="Many small files of the lake into few large ones, without changing any row.")
def compaction() -> None:
    """One step."""
    compact_lake()


weekly = dg.ScheduleDefinition(
    name="weekly_compaction",
    job=compaction,
    cron_schedule="45 3 * * 0",
    default_status=dg.DefaultScheduleStatus.RUNNING,
    description="Compacts the lake once a week.",
)
