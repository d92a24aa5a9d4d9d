"""However much comes in at once, little of it is held at a time, and how far it is is said."""

from __future__ import annotations

import gc
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest

from pipelines.console import run as command
from pipelines.ingest.reader import read
from pipelines.ingest.records import RawDocument, Rejection
from pipelines.lake.parquet import Footer
from pipelines.lake.store import Lake
from pipelines.orchestration import ingesting, reading_files
from pipelines.orchestration.gating import pass_gate
from pipelines.orchestration.surveying import Survey, survey
from pipelines.settings import Settings
from tests.conftest import Workspace
from tests.pipeline import histories
from tests.pipeline.histories import TEXTS

MEGABYTE = 1024**2


class Held:
    """Counts documents between their reading and the acceptance of their batch."""

    def __init__(self) -> None:
        self.now = 0
        self.most = 0
        self.bytes_now = 0
        self.most_bytes = 0

    def read(self, file: Any, **given: Any) -> Iterator[RawDocument | Rejection]:
        for item in read(file, **given):
            self.now += 1
            self.bytes_now += len(item.text) if isinstance(item, RawDocument) else 0
            self.most = max(self.most, self.now)
            self.most_bytes = max(self.most_bytes, self.bytes_now)
            yield item

    def pass_gate(self, settings: Settings, footer: Footer, **given: Any) -> Any:
        verdict = pass_gate(settings, footer, **given)
        if footer.table == "raw_documents":
            self.now -= footer.rows
            self.bytes_now = 0
        return verdict


class Told:
    """A progress that remembers what it was told."""

    def __init__(self) -> None:
        self.steps: list[int] = []
        self.ended = False

    def start(self, stage: str, total: int | None) -> None:
        assert stage == "ingest"

    def advance(self, documents: int) -> None:
        self.steps.append(documents)

    def finish(self) -> None:
        self.ended = True


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    folder = tmp_path / "sources"
    folder.mkdir()
    return folder


def _ingest(sources: Path, **limits: Any) -> tuple[Held, Told, Lake]:
    settings = Settings(
        sources=(str(sources),), warehouse=sources.parent / "warehouse", workers=1, **limits
    )
    held, told = Held(), Told()
    with (
        histories.in_haste(),
        patch.object(reading_files, "read", held.read),
        patch.object(ingesting, "pass_gate", held.pass_gate),
    ):
        assert all(outcome.passed for outcome in ingesting.ingest(settings, told))
    return held, told, Lake(settings)


def test_a_large_file_is_taken_in_by_batches_of_limited_bytes(sources: Path) -> None:
    text = "The minister spoke on Wednesday about the bridge. " * 600
    with (sources / "large.jsonl").open("w", encoding="utf-8") as file:
        for number in range(1050):
            file.write(json.dumps({"title": f"Story {number}", "text": text}) + "\n")
    assert (sources / "large.jsonl").stat().st_size > 30 * MEGABYTE

    held, told, lake = _ingest(sources, batch_bytes=2 * MEGABYTE)

    assert held.most_bytes <= 2 * MEGABYTE + 2 * len(text)
    assert len(lake.accepted("raw_documents")) == len(told.steps) >= 15
    assert sum(told.steps) == 1050
    assert told.ended
    ended = [lake.read("source_files", batch).num_rows for batch in lake.accepted("source_files")]
    assert ended == [*[0] * (len(ended) - 1), 1]


def test_many_small_files_are_taken_in_by_batches_of_limited_count(sources: Path) -> None:
    for number in range(2000):
        (sources / f"{number:04d}.txt").write_text(f"The {number}th bridge opened on Wednesday.\n")

    held, told, lake = _ingest(sources, batch_documents=300)

    assert held.most <= 300
    assert told.steps == [300] * 6 + [200]
    assert len(lake.accepted("raw_documents")) == 7


def test_many_bad_files_are_limited_as_well(sources: Path) -> None:
    for number in range(60):
        (sources / f"{number:04d}.txt").touch()

    _, _, lake = _ingest(sources, batch_documents=5, min_bad_rows=1000)

    rows = [lake.read("source_files", batch).num_rows for batch in lake.accepted("source_files")]
    assert sum(rows) == 60
    assert max(rows) <= 5


def test_what_there_is_to_do_is_found_out_by_the_run_and_not_held_beside_it(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of a million files it is hundreds of megabytes."""
    workspace.add("bridge.txt", TEXTS["bridge"])
    held: list[Survey] = []

    def refresh(settings: Settings) -> None:
        assert survey(settings).work == 1
        held.extend(each for each in gc.get_objects() if type(each) is Survey)
        raise InterruptedError

    monkeypatch.setattr(command, "_refresh", refresh)
    with pytest.raises(InterruptedError):
        command.run(workspace.settings)
    assert not held


def test_another_language_is_an_article_without_quotes(sources: Path) -> None:
    (sources / "german.txt").write_text(TEXTS["german"], encoding="utf-8")
    (sources / "english.txt").write_text(TEXTS["bridge"], encoding="utf-8")
    settings = Settings(sources=(str(sources),), warehouse=sources.parent / "warehouse", workers=1)
    with histories.in_haste():
        histories.run(settings)
    lake = Lake(settings)
    [batch] = lake.accepted("articles")
    languages = {
        row["article_id"]: row["language"] for row in lake.read("articles", batch).to_pylist()
    }
    assert sorted(languages.values()) == ["de", "en"]
    quoted = {languages[id_] for id_ in lake.read("quotes", batch)["article_id"].to_pylist()}
    named = {languages[id_] for id_ in lake.read("mentions", batch)["article_id"].to_pylist()}
    assert quoted == {"en"}
    assert named == {"en"}
