"""Pages of a crawl are read by several processes, and nobody can tell but by the time it takes."""

from __future__ import annotations

import io
import os
import signal
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from warcio.statusandheaders import StatusAndHeaders  # type: ignore[import-untyped]
from warcio.warcwriter import WARCWriter  # type: ignore[import-untyped]

from pipelines import engine
from pipelines.engine import EngineError
from pipelines.ingest.discovery import discover
from pipelines.ingest.dispatch import Pending, Sourced
from pipelines.ingest.drafts import Draft, Fault, Later
from pipelines.ingest.reader import read
from pipelines.ingest.records import RawDocument, ReadLimits, Rejection, SourceFile
from pipelines.orchestration import making
from pipelines.orchestration.making import Makers
from pipelines.settings import Settings
from tests.pipeline.pages import PAGE

TWO = Settings(workers=2)


@pytest.fixture(autouse=True)
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Workers are started for a few documents already."""
    monkeypatch.setattr(making, "_FEW", 3)


def _crawl(path: Path, pages: int) -> SourceFile:
    """A crawl with pages that hold no article among the others, and of which the end is missing."""
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=True)
    headers = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
    for number in range(pages):
        page = PAGE.format(number) if number % 7 else "<html><body></body></html>"
        payload = io.BytesIO(page.encode())
        uri = f"https://e.org/{number}"
        writer.write_record(
            writer.create_warc_record(uri, "response", payload=payload, http_headers=headers)
        )
    path.write_bytes(out.getvalue()[:-20])
    (file,) = discover([str(path)], path.parent)
    assert isinstance(file, SourceFile)
    return file


def _make(number: int, deadly: int | None = None, mark: Path | None = None) -> Draft | Fault:
    """The document of that number. The deadly one kills who makes it, with a mark only once."""
    if number == deadly and not (mark and mark.exists()):
        if mark:
            mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return Draft(str(number), "utf-8")


def _pending(number: int, deadly: int | None = None, mark: Path | None = None) -> Pending:
    later = Later(partial(_make, number, deadly, mark), str(number))
    return Pending(later, "warc", str(number), 1000)


def _twelve(deadly: int) -> list[Sourced | Pending]:
    return [_pending(number, deadly) for number in range(12)]


def _texts(items: Iterator[Sourced]) -> list[str]:
    return [sourced.item.text if isinstance(sourced.item, Draft) else "-" for sourced in items]


def test_what_several_processes_read_is_what_one_reads(tmp_path: Path) -> None:
    file = _crawl(tmp_path / "a.warc.gz", 40)
    alone = list(read(file, ReadLimits()))
    with Makers(TWO) as makers:
        assert list(read(file, ReadLimits(), making=makers)) == alone
        # The same workers for the next file.
        assert list(read(file, ReadLimits(), making=makers)) == alone
    assert sum(isinstance(item, RawDocument) for item in alone) == 33
    refused = [item.rule for item in alone if isinstance(item, Rejection)]
    assert refused == [*["no_text"] * 6, "damaged"]


def test_little_is_read_ahead_and_a_failure_comes_after_what_was_read_before_it() -> None:
    begun = ended = 0

    def source() -> Iterator[Sourced | Pending]:
        nonlocal begun
        for number in range(40):
            begun += 1
            assert begun - ended <= making._AHEAD * 2 + 2
            yield Sourced(Draft("plain", None), "txt", None) if number == 20 else _pending(number)
        raise OSError(5, "the disk is away")

    found: list[str] = []

    def take(makers: Makers) -> None:
        nonlocal ended
        for sourced in makers(source()):
            ended += 1
            assert isinstance(sourced.item, Draft)
            found.append(sourced.item.text)

    with Makers(TWO) as makers, pytest.raises(OSError, match="the disk is away"):
        take(makers)
    assert found == [*map(str, range(20)), "plain", *map(str, range(21, 40))]


def test_a_document_that_kills_its_reader_is_refused_alone() -> None:
    with Makers(TWO) as makers:
        found = list(makers(_twelve(deadly=8)))
    assert _texts(iter(found)) == [*map(str, range(8)), "-", *map(str, range(9, 12))]
    refused = found[8].item
    assert isinstance(refused, Fault)
    assert refused.rule == "reader_died"
    assert found[8].locator == "8"


def test_a_reader_that_was_killed_from_outside_costs_nothing(tmp_path: Path) -> None:
    with Makers(TWO) as makers:
        items = (_pending(number, 8, tmp_path / "mark") for number in range(12))
        assert _texts(makers(items)) == [*map(str, range(12))]


def test_where_no_process_lives_nobody_is_blamed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(making, "_nothing", partial(_make, 1, deadly=1))
    with pytest.raises(EngineError, match="ONRECORD_WORKERS"), Makers(TWO) as makers:
        list(makers(_twelve(deadly=8)))


def test_few_documents_are_made_without_workers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "crew", pytest.fail)
    with Makers(TWO) as makers:
        for _ in range(5):
            assert _texts(makers(map(_pending, range(3)))) == ["0", "1", "2"]
    with Makers(Settings(workers=1)) as makers:
        assert len(_texts(makers(map(_pending, range(10))))) == 10
