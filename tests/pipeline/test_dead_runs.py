"""What a dead process leaves behind stops nobody: its lock, and its run in the history."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import dagster as dg
import pytest

from pipelines.orchestration.dead_runs import fail_dead_runs
from pipelines.orchestration.liveness import alive
from pipelines.orchestration.locking import writing
from pipelines.orchestration.resources import SettingsResource
from pipelines.settings import Settings
from tests.conftest import ROOT

HOLDS = {
    "the warehouse": """
from pipelines.orchestration.locking import writing
from pipelines.settings import Settings
with writing(Settings(), print):
""",
    "a run": """
from pathlib import Path
from pipelines.orchestration.liveness import alive
with alive(Path({home!r}), {run!r}):
""",
}


def _holder(what: str, environment: dict[str, str], **names: str) -> subprocess.Popen[str]:
    program = HOLDS[what].format(**names) + "    print('held', flush=True); input()\n"
    process = subprocess.Popen(
        [sys.executable, "-c", program],
        cwd=ROOT,
        env={**os.environ, **environment},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process


def _kill(process: subprocess.Popen[str]) -> None:
    with process:
        process.send_signal(signal.SIGKILL)


def _run_under_way(instance: dg.DagsterInstance) -> str:
    run = instance.create_run_for_job(_nothing)
    instance.report_dagster_event(
        dg.DagsterEvent("PIPELINE_START", job_name=run.job_name), run_id=run.run_id
    )
    return run.run_id


@dg.job
def _nothing() -> None:
    pass


def test_the_lock_of_a_living_writer_holds_and_that_of_a_dead_one_does_not(tmp_path: Path) -> None:
    settings, said = Settings(warehouse=tmp_path), list[str]()
    holder = _holder("the warehouse", {"ONRECORD_WAREHOUSE": str(tmp_path)})
    waiting = subprocess.Popen(
        [sys.executable, "-c", HOLDS["the warehouse"] + "    print('mine')\n"],
        cwd=ROOT,
        env={**os.environ, "ONRECORD_WAREHOUSE": str(tmp_path)},
        stdout=subprocess.PIPE,
        text=True,
    )
    with waiting:
        assert waiting.stdout is not None
        assert "another run is writing" in waiting.stdout.readline()
        assert waiting.poll() is None
        _kill(holder)
        assert waiting.stdout.readline() == "mine\n"
    with writing(settings, said.append):
        assert said == []


def test_a_run_whose_process_is_gone_is_marked_as_failed(tmp_path: Path) -> None:
    with dg.DagsterInstance.ephemeral() as instance:
        dead, living, unheard = (_run_under_way(instance) for _ in range(3))
        holder = _holder("a run", {}, home=str(tmp_path), run=dead)
        assert fail_dead_runs(instance, tmp_path, grace=60.0) == []
        _kill(holder)
        with alive(tmp_path, living):
            failed = fail_dead_runs(instance, tmp_path, grace=0.0)
            assert set(failed) == {dead, unheard}
            run = instance.get_run_by_id(living)
            assert run is not None
            assert run.status == dg.DagsterRunStatus.STARTED
        run = instance.get_run_by_id(dead)
        assert run is not None
        assert run.status == dg.DagsterRunStatus.FAILURE


def test_every_run_is_alive_while_it_lasts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DAGSTER_HOME", str(tmp_path))
    seen = []

    @dg.op
    def look(context: dg.OpExecutionContext, settings: SettingsResource) -> None:
        seen.append((tmp_path / "alive" / f"{context.run_id}.lock").exists())

    @dg.job(resource_defs={"settings": SettingsResource()})
    def looks() -> None:
        look()

    assert looks.execute_in_process().success
    assert seen == [True]
    assert list((tmp_path / "alive").iterdir()) == []
