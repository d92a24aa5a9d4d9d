"""What the README tells a user to type works, and what it names exists."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from typer.main import get_command

from pipelines.cli import app
from pipelines.contracts.catalog import CURATED
from pipelines.settings import Settings
from tests.conftest import ROOT, Workspace

README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```sh\n(.*?)```", README, re.DOTALL)
COMMANDS = [line.split("  #")[0].strip() for block in BLOCKS for line in block.splitlines() if line]


def test_the_commands_are_the_ones_below() -> None:
    assert [shlex.split(command)[0] for command in COMMANDS] == [
        "make",
        "make",
        ".venv/bin/onrecord",
    ]


def test_make_run_and_the_query_do_what_is_said(workspace: Workspace) -> None:
    """`make run` on the set-up that runs this test, over the three articles, elsewhere."""
    workspace.add_seeds()
    run, _, query = COMMANDS
    done = subprocess.run(
        [*shlex.split(run), "READY=", f"BIN={Path(sys.executable).parent}"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "articles       3" in done.stdout
    arguments = shlex.split(query)[1:]
    done = subprocess.run(
        [sys.executable, "-m", "pipelines.cli", *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "Peskov" in done.stdout
    for suggested in re.findall(r'onrecord query "(.*)"', done.stdout):
        assert workspace.rows(suggested)


def test_make_test_runs_the_tests() -> None:
    shown = subprocess.run(
        [*shlex.split(COMMANDS[1]), "--dry-run", "READY="],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert "-m pytest" in shown


def test_every_command_and_nothing_else_is_in_the_table() -> None:
    shown = set(re.findall(r"^\| `onrecord (\w+)", README, re.MULTILINE))
    commands = getattr(get_command(app), "commands", {})
    assert shown == {name for name, command in commands.items() if not command.hidden}


def test_every_contract_table_is_in_the_list() -> None:
    shown = set(re.findall(r"^\| (`\w+`(?:, `\w+`)*) \|", README, re.MULTILINE))
    names = {name for cell in shown for name in re.findall(r"\w+", cell)}
    assert set(CURATED) <= names


@pytest.mark.parametrize("name", re.findall(r"^\| `([A-Z_]+)` \|", README, re.MULTILINE))
def test_every_setting_is_one(name: str) -> None:
    fields = {f"ONRECORD_{field}".upper() for field in Settings.model_fields} | {"DAGSTER_HOME"}
    assert name in fields


@pytest.mark.parametrize("target", re.findall(r"\]\(([^)#]+)\)", README))
def test_every_link_leads_somewhere(target: str) -> None:
    assert (ROOT / target).exists()
