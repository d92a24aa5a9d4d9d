"""Runs whose process is gone are marked as failed: else they would count as under way for ever.

Dagster's own run monitoring does not look after runs that `onrecord run` or the UI starts on one
machine, and one run that never ends keeps all others in the queue. A run is alive while its process
holds a lock, which the system releases when the process dies.
"""

import time
from pathlib import Path

import dagster as dg

from pipelines.orchestration.liveness import is_alive
from pipelines.orchestration.resources import SettingsResource

GRACE_SECONDS = 60.0
"""A run has started a moment before its process takes the lock."""


@dg.sensor(
    minimum_interval_seconds=60,
    default_status=dg.DefaultSensorStatus.RUNNING,
    description="Marks runs as failed whose process is gone, so that they hold up no others.",
)
def dead_runs(context: dg.SensorEvaluationContext, settings: SettingsResource) -> dg.SkipReason:
    """Asks for no runs."""
    failed = fail_dead_runs(context.instance, settings.read().dagster_home)
    return dg.SkipReason(f"marked as failed: {', '.join(failed) or 'none'}")


def fail_dead_runs(
    instance: dg.DagsterInstance, home: Path, grace: float = GRACE_SECONDS
) -> list[str]:
    """Ids of the runs that were under way by their history, and are dead."""
    under_way = instance.get_run_records(
        dg.RunsFilter(statuses=[dg.DagsterRunStatus.STARTED, dg.DagsterRunStatus.CANCELING])
    )
    failed = []
    for record in under_way:
        run = record.dagster_run
        began = record.start_time or record.create_timestamp.timestamp()
        if time.time() - began >= grace and not is_alive(home, run.run_id):
            instance.report_run_failed(run, "The process of this run is gone.")
            failed.append(run.run_id)
    return failed
