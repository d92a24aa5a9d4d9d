"""The `onrecord` command as a user types it: what it prints, and how it fails."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT, SEEDS, Workspace

pytestmark = pytest.mark.xdist_group("command")


def onrecord(*arguments: str, given: str | None = None) -> subprocess.CompletedProcess[str]:
    """Run the command in a process of its own, with this test's settings."""
    return subprocess.run(
        [sys.executable, "-m", "pipelines.cli", *arguments],
        cwd=ROOT,
        env={**os.environ, "COLUMNS": "200"},
        input=given,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A warehouse of the shipped articles, made by the command."""
    folder = tmp_path_factory.mktemp("command")
    environment = {
        **os.environ,
        "ONRECORD_SOURCES": str(SEEDS),
        "ONRECORD_WAREHOUSE": str(folder / "warehouse"),
        "DAGSTER_HOME": str(folder / "dagster"),
    }
    done = subprocess.run(
        [sys.executable, "-m", "pipelines.cli", "run"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    for word in ("documents in   3", "articles       3", "quarantined    0", "onrecord query"):
        assert word in done.stdout
    return folder


@pytest.fixture
def warehouse(published: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ONRECORD_SOURCES", str(SEEDS))
    monkeypatch.setenv("ONRECORD_WAREHOUSE", str(published / "warehouse"))
    monkeypatch.setenv("DAGSTER_HOME", str(published / "dagster"))
    return published / "warehouse"


def test_a_second_run_says_so_and_loads_nothing_heavy(warehouse: Path) -> None:
    builds = sorted(path.name for path in (warehouse / "builds").glob("*.duckdb"))
    script = (
        "import sys; from pipelines.console.run import run; from pipelines.settings import Settings"
        "; run(Settings()); print(sorted({'spacy', 'great_expectations'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert "Nothing new: 3 source files, all known." in done.stdout
    assert done.stdout.splitlines()[-1] == "[]"
    assert sorted(path.name for path in (warehouse / "builds").glob("*.duckdb")) == builds


def test_runs_of_the_command_are_in_the_history(warehouse: Path) -> None:
    import dagster as dg

    home = warehouse.parent / "dagster"
    with dg.DagsterInstance.from_config(str(home)) as instance:
        [run] = instance.get_runs()
    assert run.job_name == "refresh"
    assert run.is_success


def test_query_prints_rows_in_each_form(warehouse: Path) -> None:
    sql = "select title, word_count from articles where title like 'Moscow%'"
    table = onrecord("query", sql)
    assert table.returncode == 0
    assert "Moscow hopes Putin, Trump will get along" in table.stdout
    assert "1 row" in table.stdout
    as_json = json.loads(onrecord("query", sql, "--format", "json").stdout)
    assert as_json["title"] == "Moscow hopes Putin, Trump will get along"
    as_csv = onrecord("query", sql, "--format", "csv").stdout.splitlines()
    assert as_csv[0] == "title,word_count"


@pytest.mark.parametrize(
    ("sql", "code", "words"),
    [
        ("selec 1", 2, "that SQL is wrong"),
        ("select nothing from quotes", 2, "nothing"),
        ("select * from nowhere", 2, "nowhere"),
        ("delete from quotes", 1, "read-only"),
        ("select * from read_text('/etc/hostname')", 1, "disabled"),
    ],
)
def test_a_query_that_cannot_be_run_says_why(
    warehouse: Path, sql: str, code: int, words: str
) -> None:
    done = onrecord("query", sql)
    assert done.returncode == code
    assert words in done.stderr
    assert "Traceback" not in done.stderr


def test_explain_shows_a_quote_where_it_came_from(warehouse: Path) -> None:
    sql = "select quote_id, speaker_text from quotes where text like 'Moscow does not expect%'"
    quote = json.loads(onrecord("query", sql, "--format", "json").stdout)
    done = onrecord("explain", quote["quote_id"][:12])
    assert done.returncode == 0
    assert "»Moscow does not expect this." in done.stdout
    assert 'Dmitry Peskov, printed as "he"' in done.stdout
    line = next(each for each in done.stdout.splitlines() if each.startswith("raw file"))
    name, offsets = line.removeprefix("raw file").strip().split(", characters ")
    start, end = map(int, offsets.split("-"))
    raw = Path(name).read_text(encoding="utf-8")
    assert raw[start:end].startswith("Moscow does not expect this.")


@pytest.mark.parametrize("quote_id", ["ffffffffffff", "", "'; drop table quotes"])
def test_explain_of_an_unknown_id_says_how_to_find_one(warehouse: Path, quote_id: str) -> None:
    done = onrecord("explain", quote_id)
    assert done.returncode == 1
    assert "no quote has the id" in done.stderr
    assert "quotes.quote_id" in done.stderr


def test_status_says_that_all_is_well(warehouse: Path) -> None:
    done = onrecord("status")
    assert done.returncode == 0
    assert "3 files known, 0 new" in done.stdout
    assert "up to date" in done.stdout
    assert "quarantine empty" in done.stdout


@pytest.mark.parametrize("arguments", [["query", "select 1"], ["explain", "abc"], ["rollback"]])
def test_without_a_warehouse_it_says_how_to_make_one(
    workspace: Workspace, arguments: list[str]
) -> None:
    done = onrecord(*arguments)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    if arguments[0] != "rollback":
        assert "onrecord run" in done.stderr


def test_status_without_a_warehouse_says_what_waits(workspace: Workspace) -> None:
    workspace.add_seeds()
    done = onrecord("status")
    assert done.returncode == 0
    assert "3 new" in done.stdout
    assert "Make it with: onrecord run" in done.stdout


@pytest.mark.parametrize("command", ["run", "status"])
def test_a_missing_source_root_is_named(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    monkeypatch.setenv("ONRECORD_SOURCES", str(workspace.folder / "gone"))
    done = onrecord(command)
    assert done.returncode == 1
    assert "gone" in done.stderr
    assert "ONRECORD_SOURCES" in done.stderr
    assert "Traceback" not in done.stderr


def test_extract_prints_the_quotes_of_a_file_and_of_standard_input() -> None:
    seed = SEEDS / "003_06c7251697c27f6f.txt"
    from_file = json.loads(onrecord("extract", str(seed)).stdout)
    from_pipe = json.loads(onrecord("extract", "-", given=seed.read_text(encoding="utf-8")).stdout)
    assert from_file["quotes"] == from_pipe["quotes"]
    assert {"Dmitry Peskov", "Jen Psaki"} <= {q["speaker_name"] for q in from_file["quotes"]}
    for quote in from_file["quotes"]:
        pieces = [from_file["body"][start:end] for start, end in quote["spans"]]
        assert " ".join(pieces) == quote["text"]


def test_extract_of_json_lines_gives_offsets_into_the_given_text(tmp_path: Path) -> None:
    text = "ROME (AP) — All went well.\n\n“We did it,” Ada Rossi said. “At last.”\n"
    documents = tmp_path / "documents.jsonl"
    documents.write_text(json.dumps({"doc_id": "one", "text": text}) + "\n", encoding="utf-8")
    done = onrecord("extract", "--format", "jsonl", str(documents))
    [line] = done.stdout.splitlines()
    made = json.loads(line)
    [quote] = [q for q in made["quotes"] if q["kind"] == "direct"]
    assert made["doc_id"] == "one"
    pieces = [text[start:end].rstrip(",") for start, end in quote["content_spans"]]
    assert pieces == ["We did it", "At last."]
    assert [text[start:end] for start, end in quote["speaker_spans"]] == ["Ada Rossi"]


def test_extract_of_what_cannot_be_read_says_why(tmp_path: Path) -> None:
    binary = tmp_path / "picture.txt"
    binary.write_bytes(bytes(range(256)) * 9)
    lines = tmp_path / "lines.jsonl"
    lines.write_text('{"doc_id": 1}\n', encoding="utf-8")
    cases = {
        ("extract", str(tmp_path / "nowhere.txt")): (1, "nowhere.txt is not a file"),
        ("extract", str(binary)): (1, "picture.txt cannot be read"),
        ("extract", "--format", "jsonl", str(lines)): (2, "line 1 is not a document"),
    }
    for arguments, (code, words) in cases.items():
        done = onrecord(*arguments)
        assert (done.returncode, words in done.stderr) == (code, True), done.stderr
        assert "Traceback" not in done.stderr


def test_a_wrong_word_on_the_command_line_is_wrong_usage() -> None:
    assert onrecord("explode").returncode == 2
    assert onrecord("query").returncode == 2
