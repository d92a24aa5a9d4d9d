"""Dagster's home folder: made with our settings when it is not there. Runs nothing."""

from __future__ import annotations

import os
from pathlib import Path

from pipelines.settings import Settings

_CONFIG = """\
# Runs queue up behind each other: the warehouse has one writer.
concurrency:
  runs:
    max_concurrent_runs: 1
nux:
  enabled: false
telemetry:
  enabled: false
# A run that never starts is marked as failed; one that dies later is the sensor dead_runs' affair.
run_monitoring:
  enabled: true
  start_timeout_seconds: 180
"""


def prepare(settings: Settings) -> Path:
    """Make the folder and its configuration where missing, and point Dagster at it."""
    home = settings.dagster_home
    home.mkdir(parents=True, exist_ok=True)
    config = home / "dagster.yaml"
    if not config.exists():
        config.write_text(_CONFIG, encoding="utf-8")
    os.environ["DAGSTER_HOME"] = str(home)
    os.environ.setdefault("DAGSTER_DISABLE_TELEMETRY", "1")
    return home
