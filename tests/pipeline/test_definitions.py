"""What Dagster loads, written down: a change of the wiring shows in review.

`make docs` writes `definitions.json` anew.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import dagster as dg

from pipelines.definitions import defs

SNAPSHOT = Path(__file__).parent / "definitions.json"


def described() -> dict[str, Any]:
    """Assets with group, dependencies and checks; jobs, schedules and sensors."""
    graph = defs.resolve_asset_graph()
    assets = {}
    for key in sorted(graph.get_all_asset_keys()):
        node = graph.get(key)
        assets[key.to_user_string()] = {
            "group": node.group_name,
            "reads": sorted(parent.to_user_string() for parent in node.parent_keys),
            "checks": sorted(check.name for check in node.check_keys),
        }
    repository = defs.get_repository_def()
    return {
        "assets": assets,
        "jobs": sorted(job.name for job in repository.get_all_jobs()),
        "schedules": {
            schedule.name: [str(schedule.cron_schedule), schedule.default_status.value]
            for schedule in repository.schedule_defs
        },
        "sensors": {
            sensor.name: [sensor.minimum_interval_seconds, sensor.default_status.value]
            for sensor in repository.sensor_defs
        },
    }


def test_the_definitions_are_as_written_down() -> None:
    assert described() == json.loads(SNAPSHOT.read_text(encoding="utf-8")), "run: make docs"


def test_every_asset_is_in_the_group_of_its_stage() -> None:
    for key, asset in described()["assets"].items():
        assert key.split("/")[0] == asset["group"]
    assert {asset["group"] for asset in described()["assets"].values()} == {
        "ingest",
        "normalize",
        "extract",
        "curate",
        "publish",
    }


def test_every_stage_has_blocking_checks() -> None:
    graph = defs.resolve_asset_graph()
    blocking = {
        key.asset_key.path[0]
        for key in graph.asset_check_keys
        if graph.get_check_spec(key).blocking
    }
    assert blocking == {"ingest", "normalize", "extract", "curate", "publish"}


def test_definitions_load_as_dagster_loads_them() -> None:
    dg.Definitions.validate_loadable(defs)


if __name__ == "__main__":
    SNAPSHOT.write_text(json.dumps(described(), indent=1, ensure_ascii=False) + "\n")
