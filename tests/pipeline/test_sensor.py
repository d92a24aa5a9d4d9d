"""When the sensor on the sources asks for a run, when not, and what it says."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from unittest.mock import Mock

import dagster as dg
import pytest

from pipelines.ingest import storage
from pipelines.lake.store import Lake
from pipelines.orchestration import automation
from pipelines.orchestration.automation import UNDER_WAY, Asked, refresh, sources
from pipelines.orchestration.building import audit_build, make_build
from pipelines.orchestration.publishing import publish_build
from pipelines.orchestration.resources import SettingsResource
from tests.conftest import Workspace
from tests.pipeline import histories
from tests.pipeline.histories import TEXTS

NOON = datetime(2026, 1, 2, 12, 0, tzinfo=UTC)


@pytest.fixture
def watched(workspace: Workspace) -> Iterator[Workspace]:
    """Sources that are all in the published file."""
    with histories.in_haste():
        workspace.add("known.txt", TEXTS["bridge"])
        bring_in(workspace)
        yield workspace


def bring_in(workspace: Workspace) -> None:
    """What a run does, without Dagster."""
    histories.run(workspace.settings)
    assert audit_build(make_build(workspace.settings)).passed
    assert publish_build(workspace.settings).why_not is None


def tick(workspace: Workspace, cursor: str | None = None) -> tuple[str, str | None]:
    """What the sensor says at one tick, after `run: ` where it asks for one, and its memory."""
    with dg.build_sensor_context(
        instance=workspace.instance, cursor=cursor, resources={"settings": SettingsResource()}
    ) as context:
        answer = sources(context)
        if isinstance(answer, dg.SkipReason):
            return answer.skip_message or "", context.cursor
        assert isinstance(answer, dg.RunRequest)
        return f"run: {answer.tags['onrecord/seen']}", context.cursor


def test_where_nothing_is_new_it_asks_for_nothing_and_says_what_it_saw(watched: Workspace) -> None:
    assert tick(watched)[0] == "nothing new, 1 files unchanged"


def test_it_asks_for_what_is_new_changed_and_gone(watched: Workspace) -> None:
    watched.add("more.txt", TEXTS["tunnel"])
    assert tick(watched)[0] == "run: 1 new, 1 files unchanged"
    changed = watched.add("known.txt", TEXTS["harbour"])
    assert tick(watched)[0] == "run: 1 new, 1 changed, 0 files unchanged"
    changed.unlink()
    assert tick(watched)[0] == "run: 1 new, 1 gone, 0 files unchanged"
    (watched.sources / "out.txt").symlink_to("/etc/passwd")
    assert tick(watched)[0] == "run: 1 new, 1 gone, 1 refused, 0 files unchanged"


def test_no_file_is_opened(watched: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    watched.add("more.txt", TEXTS["tunnel"])
    monkeypatch.setattr(storage, "open_file", pytest.fail)
    monkeypatch.setattr(storage, "open_sidecar", pytest.fail)
    assert tick(watched)[0].startswith("run: 1 new")


def test_a_queued_run_counts_as_under_way() -> None:
    """One cannot be made here: Dagster wants to know which server queued it."""
    assert dg.DagsterRunStatus.QUEUED in UNDER_WAY


@pytest.mark.parametrize("status", [s for s in UNDER_WAY if s != dg.DagsterRunStatus.QUEUED])
@pytest.mark.parametrize("by_hand", [False, True])
def test_while_a_run_is_under_way_it_waits(
    workspace: Workspace, status: dg.DagsterRunStatus, by_hand: bool
) -> None:
    workspace.add("more.txt", TEXTS["tunnel"])
    from pipelines.definitions import defs

    job = defs.resolve_job_def("__ASSET_JOB" if by_hand else refresh.name)
    run = workspace.instance.create_run_for_job(job, status=status)
    said, cursor = tick(workspace)
    assert said.startswith("1 new, ")
    assert said.endswith(f"run {run.run_id} is under way")
    assert cursor is None


def test_after_a_run_that_failed_it_asks_again_each_time_later(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = _Clock(monkeypatch)
    workspace.add("more.txt", TEXTS["tunnel"])
    said, cursor = tick(workspace)
    waits = []
    for _ in range(8):
        assert said.startswith("run: ")
        began = clock.now
        said, cursor = tick(workspace, cursor)
        while not said.startswith("run: "):
            assert "again at" in said
            clock.now += timedelta(minutes=10)
            said, cursor = tick(workspace, cursor)
        waits.append((clock.now - began) / timedelta(minutes=1))
    assert waits == [10, 20, 40, 80, 160, 320, 360, 360]


def test_what_is_new_meanwhile_is_asked_for_at_once(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    _Clock(monkeypatch)
    workspace.add("more.txt", TEXTS["tunnel"])
    _, cursor = tick(workspace)
    assert not tick(workspace, cursor)[0].startswith("run: ")
    workspace.add("other.txt", TEXTS["harbour"])
    said, cursor = tick(workspace, cursor)
    assert said.startswith("run: 2 new")
    assert Asked(**json.loads(cursor or "")).times == 1


def test_what_a_run_left_behind_in_a_later_stage_is_asked_for(watched: Workspace) -> None:
    watched.add("more.txt", TEXTS["tunnel"])
    from pipelines.orchestration.ingesting import ingest
    from pipelines.orchestration.progress import LogProgress

    ingest(watched.settings, LogProgress(lambda _: None))
    said, _ = tick(watched)
    seen = "nothing new, 2 files unchanged"
    left = "1 batches to normalize, 0 to extract"
    assert said == f"run: {seen}; {left}"


def test_a_missing_root_is_said_and_deletes_nothing(watched: Workspace, tmp_path: Path) -> None:
    lake = Lake(watched.settings)
    accepted = lake.accepted("raw_documents")
    watched.sources.rename(tmp_path / "unmounted")
    said, _ = tick(watched)
    assert "does not exist" in said
    assert "Nothing was changed" in said
    result = watched.refresh()
    assert not result.success
    assert lake.accepted("raw_documents") == accepted
    (tmp_path / "unmounted").rename(watched.sources)
    assert tick(watched)[0] == "nothing new, 1 files unchanged"


def test_a_file_that_can_only_be_tried_again_starts_no_run(watched: Workspace) -> None:
    watched.add("away.txt", TEXTS["tunnel"])
    with histories.unreadable_after(0, "away.txt"):
        bring_in(watched)
    assert tick(watched)[0] == "1 to try again, 1 files unchanged"


class _Clock:
    """What time the sensor takes it to be."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now = NOON
        shown = Mock(wraps=datetime)
        shown.now.side_effect = lambda _: self.now
        monkeypatch.setattr(automation, "datetime", shown)
