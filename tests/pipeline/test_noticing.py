"""Changes that hardly show: the same size, the same time, or written while all is under way."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest

from pipelines.ingest.reader import read
from pipelines.ingest.records import RawDocument, Rejection
from pipelines.lake.store import Lake
from pipelines.orchestration import ingesting, reading_files
from pipelines.orchestration.progress import LogProgress
from pipelines.settings import Settings
from tests.pipeline import histories


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    (tmp_path / "sources").mkdir()
    return Settings(
        sources=(str(tmp_path / "sources"),), warehouse=tmp_path / "warehouse", workers=1
    )


def _texts(settings: Settings) -> list[list[str]]:
    """What each batch brought in, after one more run."""
    with histories.in_haste():
        assert all(o.passed for o in ingesting.ingest(settings, LogProgress(lambda _: None)))
    lake = Lake(settings)
    batches = lake.accepted("raw_documents")
    return [lake.read("raw_documents", batch)["text"].to_pylist() for batch in batches]


def _put(settings: Settings, text: str) -> Path:
    path = Path(settings.sources[0]) / "a.txt"
    path.write_text(text)
    return path


def test_a_file_rewritten_with_its_size_and_time_is_read_again(settings: Settings) -> None:
    path = _put(settings, "The bridge opens in May.")
    assert _texts(settings) == [["The bridge opens in May."]]
    times = path.stat()
    _put(settings, "The bridge opens in June"[: times.st_size])
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))
    assert path.stat().st_mtime_ns == times.st_mtime_ns
    assert path.stat().st_size == times.st_size
    assert _texts(settings) == [["The bridge opens in May."], ["The bridge opens in June"]]
    assert len(_texts(settings)) == 2


def test_a_file_of_which_only_the_mode_changed_brings_nothing(settings: Settings) -> None:
    path = _put(settings, "The bridge opens in May.")
    _texts(settings)
    path.chmod(0o444)
    assert _texts(settings) == [["The bridge opens in May."], []]
    assert len(_texts(settings)) == 2


def test_a_file_that_was_just_written_is_left_to_settle_before_it_is_read(
    settings: Settings,
) -> None:
    """Else what is written to it within the same tick of the clock would never be noticed."""
    happened: list[object] = []

    def reading(file: Any, **given: Any) -> Iterator[RawDocument | Rejection]:
        happened.append("read")
        yield from read(file, **given)

    _put(settings, "The bridge opens in May.")
    with (
        patch.object(reading_files, "read", reading),
        patch("time.sleep", happened.append),
    ):
        _texts(settings)
    waited, *then = happened
    assert isinstance(waited, float)
    assert waited >= 0.01
    assert then == ["read"]
