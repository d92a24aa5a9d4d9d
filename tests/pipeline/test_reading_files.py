"""Many files are read by several processes, and nobody can tell but by the time it takes."""

from __future__ import annotations

import gzip
import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipelines import engine
from pipelines.ingest.discovery import discover
from pipelines.ingest.fields import USUAL
from pipelines.ingest.records import RawDocument, ReadLimits, Rejection, SourceFile
from pipelines.orchestration import reading_files
from pipelines.orchestration.making import Makers
from pipelines.orchestration.reading_files import FileReader, Item
from pipelines.settings import Settings
from tests.pipeline.pages import PAGE

ONE, TWO = Settings(workers=1), Settings(workers=2)

Read = list[tuple[str, list[Item]]]


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> None:
    """Reading takes long from the first file on."""
    monkeypatch.setattr(reading_files, "_LONG", -1.0)


@pytest.fixture
def pages(tmp_path: Path) -> list[SourceFile]:
    """More of them than workers take at a time, twice."""
    for number in range(80):
        (tmp_path / f"{number:02}.html").write_text(PAGE.format(number))
    return _found(tmp_path)


def _found(folder: Path) -> list[SourceFile]:
    return [file for file in discover([str(folder)], folder) if isinstance(file, SourceFile)]


def _read(settings: Settings, files: list[SourceFile]) -> Read:
    with Makers(settings) as makers:
        return [(file.uri, list(items)) for file, items in FileReader(settings, makers)(files)]


def _rules(items: list[Item]) -> list[str]:
    return [item.rule for item in items if isinstance(item, Rejection)]


class _Deadly(reading_files._Piece):
    """Kills who reads number 40: always, or with a mark beside it only once."""

    def _read(self, file: SourceFile, room: int) -> list[Item] | None:
        mark = Path(file.path).with_name("mark")
        if file.path.endswith("40.html") and mark.exists():
            if mark.read_text() == "once":
                mark.unlink()
            os.kill(os.getpid(), signal.SIGKILL)
        return super()._read(file, room)


@pytest.mark.usefixtures("slow")
def test_what_several_processes_read_is_what_one_reads(
    pages: list[SourceFile], tmp_path: Path
) -> None:
    line = '{"text": "The minister spoke on Monday about the bridge, and said it would open."}\n'
    (tmp_path / "30-large.jsonl").write_text(line * 8000)
    (tmp_path / "31-packed.txt.gz").write_bytes(gzip.compress(b"It opened. " * 2_000_000))
    (tmp_path / "32-empty.txt").touch()
    (tmp_path / "33-broken.parquet").write_bytes(b"PAR1 and nothing more")
    files = _found(tmp_path)
    assert [file.size > reading_files._LARGE for file in files].count(True) == 1

    alone = _read(ONE, files)

    assert _read(TWO, files) == alone
    assert [uri for uri, _ in alone] == [file.uri for file in files]
    documents = [item for _, items in alone for item in items if isinstance(item, RawDocument)]
    assert len(documents) == len(pages) + 8000
    assert [rule for _, items in alone for rule in _rules(items)] == [
        "too_large",
        "empty",
        "damaged",
    ]


def test_while_reading_is_quick_there_are_no_workers(
    pages: list[SourceFile], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "crew", pytest.fail)
    monkeypatch.setattr(reading_files, "_LONG", 60.0)
    assert len(_read(TWO, pages)) == len(pages)


@pytest.mark.usefixtures("slow")
def test_a_file_that_kills_its_reader_is_refused_alone(
    pages: list[SourceFile], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading_files, "_Piece", _Deadly)
    (tmp_path / "mark").write_text("always")
    found = _read(TWO, pages)
    assert [uri for uri, _ in found] == [file.uri for file in pages]
    assert {uri[-7:]: _rules(items) for uri, items in found if _rules(items)} == {
        "40.html": ["reader_died"]
    }


@pytest.mark.usefixtures("slow")
def test_a_reader_that_was_killed_from_outside_costs_nothing(
    pages: list[SourceFile], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading_files, "_Piece", _Deadly)
    (tmp_path / "mark").write_text("once")
    found = _read(TWO, pages)
    assert not (tmp_path / "mark").exists()
    assert found == _read(TWO, pages)
    assert not any(_rules(items) for _, items in found)


@pytest.mark.usefixtures("slow")
def test_little_is_read_ahead(pages: list[SourceFile]) -> None:
    taken = 0

    def asked() -> Iterator[SourceFile]:
        nonlocal taken
        for file in pages * 10:
            taken += 1
            yield file

    with Makers(TWO) as makers:
        for number, _ in enumerate(FileReader(TWO, makers)(asked())):
            # Two pieces a worker, the one that is taken, and the one that is put together.
            assert taken - number <= reading_files._FILES * 6
    assert taken == 800


def test_what_holds_too_much_is_left_to_be_read_by_itself(
    pages: list[SourceFile], monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = _read(ONE, pages)
    [text] = [item.text for item in expected[0][1] if isinstance(item, RawDocument)]
    monkeypatch.setattr(reading_files, "_MOST", 3 * len(text) + 20)

    assert _read(ONE, pages) == expected
    found = reading_files._Piece(tuple(pages[:6]), ReadLimits(), USUAL)()
    assert [items is None for _, items in found.files] == [False] * 3 + [True] * 3
