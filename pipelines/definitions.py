"""What Dagster loads: `dagster dev -m pipelines.definitions`. Nothing but assembly."""

from __future__ import annotations

import dagster as dg

from pipelines.orchestration.automation import daily, refresh, sources
from pipelines.orchestration.compaction_job import compaction, weekly
from pipelines.orchestration.dead_runs import dead_runs
from pipelines.orchestration.history import wait_less_for_the_disk
from pipelines.orchestration.resources import SettingsResource
from pipelines.orchestration.stage_assets import extract_assets, ingest_assets, normalize_assets
from pipelines.orchestration.standing_checks import hourly, standing_checks, watch
from pipelines.orchestration.warehouse_assets import curate_assets, onrecord

wait_less_for_the_disk()

defs = dg.Definitions(
    assets=[ingest_assets, normalize_assets, extract_assets, curate_assets, onrecord],
    asset_checks=[standing_checks],
    jobs=[refresh, watch, compaction],
    schedules=[daily, hourly, weekly],
    sensors=[sources, dead_runs],
    resources={"settings": SettingsResource()},
    executor=dg.in_process_executor,
)
