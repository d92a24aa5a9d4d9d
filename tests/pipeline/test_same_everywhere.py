"""The same files give the same rows with the same ids, whatever machine they are read on.

Machines differ in hash seed, locale and time zone, and in how documents fall into batches and
batches to workers. That a history does not matter is tested in `test_history`.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from pipelines.settings import Settings
from tests.benchmarks import corpus
from tests.conftest import ROOT, SEEDS
from tests.pipeline.comparing import contents

ONE = {"PYTHONHASHSEED": "0", "TZ": "UTC", "LC_ALL": "C.UTF-8"}
OTHER = {"PYTHONHASHSEED": "4242", "TZ": "Pacific/Kiritimati", "LC_ALL": "C"}
ALONE = {"ONRECORD_WORKERS": "1", "ONRECORD_BATCH_DOCUMENTS": "1000"}
SHARED_OUT = {"ONRECORD_WORKERS": "2", "ONRECORD_BATCH_DOCUMENTS": "4"}

_ROWS = """
import json, sys
from pathlib import Path
from pipelines.orchestration.found_rows import mention_rows, quote_rows
from tests.fuzz.soundness import clean_soundly, extract_soundly

for path in map(Path, sys.argv[1:]):
    body = clean_soundly(path.read_text(encoding="utf-8")).body
    article = {"article_id": path.name, "batch_id": "b", "body": body}
    found = extract_soundly(body)
    for row in (*quote_rows(article, found), *mention_rows(article, found)):
        print(json.dumps(row))
"""


def test_rows_of_an_article_are_the_same_on_any_machine() -> None:
    paths = sorted(map(str, SEEDS.glob("*.txt")))
    one, other = (_output(machine, "-c", _ROWS, *paths) for machine in (ONE, OTHER))
    assert one == other
    assert len([json.loads(line) for line in one.splitlines()]) > 50


@pytest.mark.slow
def test_a_warehouse_is_the_same_on_any_machine_and_in_any_batches(tmp_path: Path) -> None:
    sources = tmp_path / "sources"
    corpus.write(sources, 30, paragraphs=4)
    texts = list(corpus.articles(12, seed=2, paragraphs=3))
    lines = [
        json.dumps({"text": text, "title": f"Story {number}"}) for number, text in enumerate(texts)
    ]
    (sources / "more.jsonl").write_text("\n".join(lines), encoding="utf-8")
    warehouses = [
        _warehouse(tmp_path / "one", sources, ONE | ALONE),
        _warehouse(tmp_path / "other", sources, OTHER | SHARED_OUT),
    ]
    one, other = map(contents, warehouses)
    assert one.keys() == other.keys()
    for table, rows in one.items():
        assert rows == other[table], table
    assert len(one["main.articles"]) == 42
    assert len(one["main.quotes"]) > 42


def _warehouse(folder: Path, sources: Path, machine: Mapping[str, str]) -> Settings:
    home = folder / "dagster"
    home.mkdir(parents=True)
    told = {
        "ONRECORD_SOURCES": str(sources),
        "ONRECORD_WAREHOUSE": str(folder / "warehouse"),
        "DAGSTER_HOME": str(home),
    }
    _output({**machine, **told}, "-c", "from pipelines.cli import main; main()", "run")
    return Settings(warehouse=folder / "warehouse")


def _output(machine: Mapping[str, str], *arguments: str) -> str:
    ran = subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env={**os.environ, **machine},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr[-3000:]
    return ran.stdout
