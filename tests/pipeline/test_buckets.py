"""A bucket as a source, over several runs: what is new, changed, gone, and as it was."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

import pytest

from pipelines.lake.store import Lake
from pipelines.orchestration import ingesting
from pipelines.orchestration.work_left import in_words, work_left
from pipelines.settings import Settings
from tests.buckets import bucket, s3_root, s3_server
from tests.pipeline import histories
from tests.pipeline.histories import TEXTS


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with s3_server() as address:
        yield address


def test_a_bucket_is_followed_as_a_folder_is(server: str, tmp_path: Path) -> None:
    system = bucket(server, "raw")
    settings = Settings(
        sources=(s3_root(server, "raw/news"),), warehouse=tmp_path / "warehouse", workers=1
    )

    def put(name: str, data: bytes) -> None:
        with system.open_output_stream(f"raw/news/{name}") as out:
            out.write(data)

    def seen_and_living() -> tuple[str, set[str]]:
        """What a look says before a run, and the stories that are there after it."""
        said = in_words(work_left(settings))
        # Times in a bucket are whole seconds, and nothing here changes twice within one.
        with histories.in_haste(), patch.object(ingesting, "pause", lambda *_: 0.0):
            histories.run(settings)
        return said.partition(";")[0], _living(settings)

    put("a.txt", TEXTS["bridge"].encode())
    put("b.jsonl.gz", gzip.compress(histories.content("jsonl", ["tunnel", "no text"])))
    both = {"bridge", "tunnel"}
    assert seen_and_living() == ("2 new, 0 files unchanged", both)
    assert seen_and_living() == ("nothing new, 2 files unchanged", both)
    put("b.jsonl.gz", gzip.compress(histories.content("jsonl", ["harbour"])))
    put("c.txt", TEXTS["german"].encode())
    put("a.meta.json", b'{"title": "A bridge"}')
    three = {"bridge", "harbour", "german"}
    assert seen_and_living() == ("1 new, 2 changed, 0 files unchanged", three)
    system.delete_file("raw/news/a.txt")
    assert seen_and_living() == ("1 gone, 2 files unchanged", {"harbour", "german"})
    titles = {row["title"] for row in _rows(settings, "raw_documents")}
    assert "A bridge" in titles
    assert not any("secret" in str(row) for row in _rows(settings, "source_files"))


def _living(settings: Settings) -> set[str]:
    """The stories of the documents that are there."""
    newest = {row["document_id"]: row["text"] for row in _rows(settings, "raw_documents")}
    return {story for story, text in TEXTS.items() if text in newest.values()}


def _rows(settings: Settings, table: str) -> list[dict[str, str]]:
    lake = Lake(settings)
    return [row for batch in lake.accepted(table) for row in lake.read(table, batch).to_pylist()]
