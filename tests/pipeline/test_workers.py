"""Whatever happens to workers and documents, the rest of a batch goes on and no row is lost."""

from __future__ import annotations

import multiprocessing
import sys
from pathlib import Path
from typing import Any

import psutil
import pytest

from pipelines.lake import parquet
from pipelines.lake.store import Lake
from pipelines.orchestration import work
from pipelines.orchestration.batching import EXTRACT, NORMALIZE, run_stage
from pipelines.orchestration.building import audit_build, make_build
from pipelines.orchestration.ingesting import ingest
from pipelines.orchestration.progress import LogProgress
from pipelines.settings import Settings
from tests.benchmarks import corpus
from tests.conftest import Workspace
from tests.forked import living_forks

DOCUMENTS = 24


class _Killer(LogProgress):
    """Kills one worker as soon as the first documents are done."""

    killed = 0

    def advance(self, documents: int) -> None:
        if not self.killed:
            self.killed += 1
            multiprocessing.active_children()[0].kill()


class _Threads(LogProgress):
    """Counts the threads of each worker whenever documents are done."""

    def __init__(self) -> None:
        super().__init__()
        self.counts: list[int] = []

    def advance(self, documents: int) -> None:
        for worker in multiprocessing.active_children():
            self.counts.append(psutil.Process(worker.pid).num_threads())


class _Steps(LogProgress):
    """Remembers what was reported."""

    def __init__(self) -> None:
        super().__init__()
        self.steps: list[int] = []

    def advance(self, documents: int) -> None:
        self.steps.append(documents)


def _articles(settings: Settings) -> Lake:
    progress = LogProgress()
    ingest(settings, progress)
    run_stage(settings, NORMALIZE, progress)
    return Lake(settings)


def _rows(lake: Lake, table: str) -> list[dict[str, Any]]:
    [batch_id] = lake.accepted(table)
    rows: list[dict[str, Any]] = lake.read(table, batch_id).to_pylist()
    return rows


def test_a_worker_killed_amid_extraction_costs_no_row(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    corpus.write(workspace.sources, DOCUMENTS, paragraphs=2)
    lake = _articles(workspace.settings)
    run_stage(workspace.settings, EXTRACT, LogProgress())
    undisturbed = {table: _rows(lake, table) for table in EXTRACT.makes}
    for table in EXTRACT.makes:
        [batch_id] = lake.accepted(table)
        lake.accepted_path(table, batch_id).unlink()

    monkeypatch.setenv("ONRECORD_WORKERS", "2")
    killer = _Killer()
    run_stage(workspace.settings, EXTRACT, killer)
    assert killer.killed
    assert {table: _rows(lake, table) for table in EXTRACT.makes} == undisturbed
    assert len(undisturbed["quotes"]) > DOCUMENTS


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a thread looks after each worker")
def test_workers_have_one_thread_so_that_locks_cost_them_nothing(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    corpus.write(workspace.sources, DOCUMENTS, paragraphs=2)
    monkeypatch.setenv("ONRECORD_WORKERS", "2")
    ingest(workspace.settings, LogProgress())
    for stage in (NORMALIZE, EXTRACT):
        progress = _Threads()
        run_stage(workspace.settings, stage, progress)
        assert set(progress.counts) == {1}


def test_no_worker_nor_what_workers_come_from_is_there_while_the_file_is_built(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    corpus.write(workspace.sources, DOCUMENTS, paragraphs=2)
    monkeypatch.setenv("ONRECORD_WORKERS", "2")
    _articles(workspace.settings)
    assert living_forks()
    run_stage(workspace.settings, EXTRACT, LogProgress())
    beside: list[list[int]] = []
    build = make_build(workspace.settings, lambda _: beside.append(living_forks()))
    assert audit_build(build).passed
    assert beside
    assert not any(beside)


def test_a_document_on_which_extraction_fails_is_quarantined_alone(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(body: str) -> None:
        raise ValueError("cannot read this")

    quarantined = _extracted_but_for_one(workspace, monkeypatch, fail)
    assert quarantined["rule"] == "extract_failed"
    assert quarantined["reason"] == "ValueError: cannot read this"


def test_a_document_that_takes_for_ever_is_cut_off_and_quarantined(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    def hang(body: str) -> None:
        while True:
            pass

    monkeypatch.setenv("ONRECORD_DOCUMENT_SECONDS", "3")
    quarantined = _extracted_but_for_one(workspace, monkeypatch, hang)
    assert quarantined["rule"] == "too_long"
    assert "ONRECORD_DOCUMENT_SECONDS" in quarantined["reason"]


def _extracted_but_for_one(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch, disturb: Any
) -> dict[str, Any]:
    """Run both stages with an extractor that is disturbed by one of three documents."""
    corpus.write(workspace.sources, 3, paragraphs=3)
    lake = _articles(workspace.settings)
    articles = _rows(lake, "articles")
    odd = articles[1]
    real = work._extractor(workspace.settings.spacy_model)
    list(real.extract_many(article["body"] for article in articles))

    class Disturbed:
        def extract(self, body: str) -> Any:
            return disturb(body) if body == odd["body"] else real.extract(body)

    monkeypatch.setattr(work, "_extractor", lambda model: Disturbed())
    outcomes = run_stage(workspace.settings, EXTRACT, LogProgress())
    assert all(outcome.passed for outcome in outcomes)
    quoted = {row["article_id"] for row in _rows(lake, "quotes")}
    assert quoted == {row["article_id"] for row in articles} - {odd["article_id"]}
    [entry] = _quarantined(lake)
    assert entry["document_id"] == odd["article_id"]
    return entry


def _quarantined(lake: Lake) -> list[dict[str, Any]]:
    [batch_id] = lake.accepted("quotes")
    rows: list[dict[str, Any]] = parquet.read(lake.rejected_path("quotes", batch_id)).to_pylist()
    return rows


def test_progress_counts_documents_as_they_are_done(workspace: Workspace) -> None:
    corpus.write(workspace.sources, DOCUMENTS, paragraphs=2)
    ingest(workspace.settings, LogProgress())
    steps = _Steps()
    run_stage(workspace.settings, NORMALIZE, steps)
    assert sum(steps.steps) == DOCUMENTS
    assert len(steps.steps) > 2
