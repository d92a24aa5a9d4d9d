"""A whole run reaches for no network, reports to nobody, and writes no secret down."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from pathlib import Path

import dagster as dg
import pytest

from pipelines.console import home, ui
from pipelines.settings import Settings
from tests.conftest import ROOT
from tests.pipeline.bench import Bench
from tests.pipeline.forking import OFFLINE, REACHED_OUT

SECRET = "sesame-8c1f2a"


@pytest.mark.xdist_group("bench")
def test_a_run_opens_no_socket_outward_and_writes_no_secret(bench: Bench) -> None:
    warehouse, history = bench.copy("nothing"), bench.folder / "history"
    environment = {
        **bench.environment(warehouse),
        "DAGSTER_HOME": str(history),
        "AWS_SECRET_ACCESS_KEY": SECRET,
        "ONRECORD_TOKEN": SECRET,
        OFFLINE: "1",
    }
    before = len(bench.said())
    assert bench.runner.run(environment) == 0, bench.said()[before:]
    bench.holds(warehouse, "after")
    written = [path for top in (warehouse, history) for path in top.rglob("*") if path.is_file()]
    assert any(path.suffix == ".db" for path in written)
    assert [path for path in written if SECRET.encode() in path.read_bytes()] == []
    assert SECRET not in bench.said()


def test_dagster_reports_to_nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DAGSTER_HOME", str(tmp_path))
    home.prepare(Settings())
    with dg.DagsterInstance.get() as instance:
        assert not instance.telemetry_enabled


def test_great_expectations_reports_to_nobody() -> None:
    from pipelines.gates.expectations import _batch_definition

    context = _batch_definition().data_asset.datasource.data_context
    assert context is not None
    assert context.variables.analytics_enabled is False


def test_who_is_cut_off_and_reaches_out_is_ended() -> None:
    program = (
        "import socket; from tests.pipeline.forking import _cut_off; _cut_off(); "
        "socket.create_connection(('192.0.2.1', 9), timeout=1)"
    )
    ended = subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=False, timeout=60)
    assert ended.returncode == REACHED_OUT


def test_the_ui_listens_on_this_machine_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DAGSTER_HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    became: list[list[str]] = []
    monkeypatch.setattr(os, "execv", lambda _, arguments: became.append(arguments))
    ui.ui(Settings(), 3999)
    [arguments] = became
    assert arguments[arguments.index("-h") + 1] == "127.0.0.1"


FORBIDDEN = {"eval", "exec", "compile", "__import__"}
FORBIDDEN_MODULES = {"pickle", "marshal", "shelve", "dill", "cloudpickle", "subprocess", "pty"}


@pytest.mark.parametrize("path", sorted((ROOT / "pipelines").rglob("*.py")), ids=lambda p: p.stem)
def test_nothing_is_executed_or_unpickled(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            assert node.func.id not in FORBIDDEN, f"{path}:{node.lineno}"
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            assert (node.value.id, node.attr) not in {("os", "system"), ("os", "popen")}
        if isinstance(node, ast.Import):
            assert not FORBIDDEN_MODULES & {name.name for name in node.names}, f"{path}"
        if isinstance(node, ast.ImportFrom):
            assert node.module not in FORBIDDEN_MODULES, f"{path}"
