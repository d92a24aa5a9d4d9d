"""Between runs it is seen when the published file falls behind, and when anything breaks."""

from __future__ import annotations

from pathlib import Path

import dagster as dg
import pytest

from pipelines.lake.store import Lake
from pipelines.orchestration import keys
from pipelines.orchestration.journal import last_run
from tests.conftest import QUIET, Workspace
from tests.damage import cut_short

STORY = '"We will open the {} in May," Anna Weber said on Monday. "It took too long, all agree."\n'


def _watch(workspace: Workspace) -> dict[str, dg.AssetCheckEvaluation]:
    from pipelines.definitions import defs

    result = defs.resolve_job_def("watch").execute_in_process(
        instance=workspace.instance, raise_on_error=False, run_config=QUIET
    )
    return {found.check_name: found for found in result.get_asset_check_evaluations()}


def test_what_falls_behind_or_breaks_is_red(workspace: Workspace) -> None:
    workspace.add("first.txt", STORY.format("bridge"))
    result = workspace.refresh()
    assert result.success
    evaluations = result.get_asset_check_evaluations()
    found = {each.check_name: each.passed for each in evaluations}
    assert found["up_to_date"]
    assert found["nothing_broken"]

    lake = Lake(workspace.settings)
    [batch_id] = lake.accepted("quotes")
    shown = next(each for each in evaluations if each.asset_key == keys.lake_table("quotes"))
    docs = Path(str(shown.metadata["data_docs"].value))
    assert f"{batch_id}.quotes." in docs.read_text()
    notes = last_run(workspace.settings)
    assert {note["run_id"] for note in notes} == {result.run_id}
    assert [note["batch_id"] for note in notes if note.get("table") == "quotes"] == [batch_id]

    workspace.add("second.txt", STORY.format("tunnel"))
    found_now = _watch(workspace)
    assert not found_now["up_to_date"].passed
    assert "1 new" in (found_now["up_to_date"].description or "")
    assert found_now["nothing_broken"].passed

    path = lake.accepted_path("quotes", lake.accepted("quotes")[0])
    content = bytearray(path.read_bytes())
    content[10] ^= 1
    path.write_bytes(content)
    build = workspace.settings.published.resolve()
    cut_short(build, 20_000)
    check = _watch(workspace)["nothing_broken"]
    assert not check.passed
    assert check.severity == dg.AssetCheckSeverity.ERROR
    said = str(check.metadata["broken"].value)
    assert str(path) in said
    assert str(build) in said


@pytest.mark.parametrize("name", ["up_to_date", "nothing_broken"])
def test_each_check_can_be_executed_alone(workspace: Workspace, name: str) -> None:
    from pipelines.definitions import defs

    workspace.add("first.txt", STORY.format("bridge"))
    assert workspace.refresh().success
    check = dg.AssetCheckKey(keys.PUBLISHED, name)
    # The UI offers no other check to be executed by itself.
    graph = defs.resolve_asset_graph()
    assert graph.get_execution_set_asset_and_check_keys(check) == {check}
    result = workspace.execute(dg.AssetSelection.checks(check))
    assert [(found.check_name, found.passed) for found in result.get_asset_check_evaluations()] == [
        (name, True)
    ]


def test_damage_is_told_where_a_source_is_missing(workspace: Workspace) -> None:
    workspace.add("first.txt", STORY.format("bridge"))
    assert workspace.refresh().success
    workspace.sources.rename(workspace.sources.with_name("moved"))
    assert _watch(workspace)["nothing_broken"].passed
    build = workspace.settings.published.resolve()
    cut_short(build, 20_000)
    found = _watch(workspace)
    assert not found["nothing_broken"].passed
    assert "up_to_date" not in found
