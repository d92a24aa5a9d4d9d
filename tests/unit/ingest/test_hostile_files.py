"""Files that change, cannot be read, or are made to cost too much."""

from __future__ import annotations

import io
import json
import os
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipelines.ingest import storage
from pipelines.ingest.reader import read
from pipelines.ingest.records import RawDocument, ReadLimits, Rejection
from tests.unit.ingest.ingest_helpers import costs, documents, outcome, rejection, source


class _Failing(io.RawIOBase):
    """A file on a disk that is going."""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        raise OSError(5, "Input/output error")


def test_a_file_that_grows_while_it_is_read_is_left_for_the_next_run(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"text": "One."}\n' * 3)
    reading = read(source(path), ReadLimits())
    first = next(reading)
    with path.open("a") as out:
        out.write('{"text": "Four."}\n')
    items = [first, *reading]
    last = items[-1]
    assert isinstance(last, Rejection)
    assert (last.rule, last.retry) == ("changed_while_read", True)
    assert [item.rule for item in outcome(path) if isinstance(item, Rejection)] == []


def test_a_text_that_changes_under_our_hands_gives_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Half of")
    file = source(path)
    path.write_text("Half of the text was not there yet.")
    (refused,) = read(file, ReadLimits())
    assert isinstance(refused, Rejection)
    assert refused.retry


def test_metadata_that_changes_makes_the_text_be_read_again(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Text.")
    sidecar = tmp_path / "a.meta.json"
    sidecar.write_text("{}")
    file = source(path)
    os.utime(sidecar, ns=(5, 5))
    (refused,) = read(file, ReadLimits())
    assert isinstance(refused, Rejection)
    assert refused.rule == "changed_while_read"


def test_a_file_that_is_gone_is_no_fault_of_its_content(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Text.")
    file = source(path)
    path.unlink()
    (refused,) = read(file, ReadLimits())
    assert isinstance(refused, Rejection)
    assert (refused.rule, refused.retry) == ("unreadable", True)


@pytest.mark.parametrize(("number", "retry"), [(13, False), (5, True)])
def test_a_file_that_cannot_be_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, retry: bool
) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Text.")

    def refuse(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(storage, "_open_local", refuse)
    refused = rejection(path)
    assert (refused.rule, refused.retry) == ("unreadable", retry)
    assert os.strerror(number) in refused.reason


@pytest.mark.parametrize("name", ["a.txt", "a.jsonl", "a.json", "a.csv", "a.html", "a.warc"])
def test_a_disk_that_fails_is_no_damage_of_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    path = tmp_path / name
    path.write_text("Text.")
    monkeypatch.setattr(storage, "_open_local", lambda *_: io.BufferedReader(_Failing()))
    refused = rejection(path)
    assert (refused.rule, refused.retry) == ("unreadable", True)


@pytest.fixture
def as_nobody() -> Iterator[None]:
    """Without the rights of root, who may read everything."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    yield
    os.seteuid(0)


def test_a_file_without_permission_until_it_is_given(as_nobody: None) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "a.txt")
        path.write_text("Text.")
        path.chmod(0)
        denied = source(path)
        refused = rejection(path)
        assert (refused.rule, refused.retry) == ("unreadable", False)
        assert "Permission denied" in refused.reason
        path.chmod(0o600)
        assert source(path).version != denied.version
        assert len(documents(path)) == 1


@pytest.mark.parametrize("name", ["a.jsonl", "a.json"])
def test_a_record_of_200_megabytes_is_passed_over_in_bounded_memory(
    tmp_path: Path, name: str
) -> None:
    path = tmp_path / name
    with path.open("wb") as out:
        out.write(b"[" if name == "a.json" else b"")
        out.write(b'{"text": "')
        for _ in range(200):
            out.write(b"x" * 1024**2)
        out.write(b'"},\n{"text": "Two."}]' if name == "a.json" else b'"}\n{"text": "Two."}\n')
    refused, whole = outcome(path)
    assert isinstance(refused, Rejection)
    assert refused.rule == "too_large"
    assert isinstance(whole, RawDocument)
    assert costs(path)[2] < 80 * 1024**2


@pytest.mark.parametrize(
    ("name", "data", "rule"),
    [
        ("a.json", b"[" * 1_000_000, "too_deep"),
        ("a.json", b'{"text": ' + b"[" * 200 + b"]" * 200 + b"}", "no_text"),
        ("a.jsonl", b'{"a":' * 100_000 + b"1" + b"}" * 100_000, "too_deep"),
        ("a.html", b"<p>x" * 200_000, "too_large"),
        ("a.jsonl", json.dumps({"text": "<p>" * 200_000}).encode(), "too_large"),
        ("a.jsonl", b"\n" * 1_100_000, "too_large"),
        ("a.csv", b'title,text\na,"' + b"x\n" * 100_000, "too_large"),
    ],
)
def test_what_would_cost_too_much_is_refused_quickly(
    tmp_path: Path, name: str, data: bytes, rule: str
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    limits = ReadLimits(max_document_bytes=40_000 if name == "a.csv" else 5_000_000)
    began = time.process_time()
    assert rejection(path, limits).rule == rule
    assert time.process_time() - began < 5


@pytest.mark.parametrize(
    "page",
    [
        "<div>" * 100_000 + "He said so. ",
        "<p>He said so. <a href=x>",
        "<script",
        "<title",
        "<!--",
        "&amp;",
        "<table><tr><td>x ",
        '<meta charset="',
        '<!DOCTYPE html [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><p>&b;',
    ],
)
def test_odd_pages_end_in_bounded_time(tmp_path: Path, page: str) -> None:
    path = tmp_path / "a.html"
    path.write_text("<html><body>" + page * (500_000 // len(page)))
    began = time.process_time()
    outcome(path)
    assert time.process_time() - began < 20


def test_a_file_of_bad_records_is_given_up(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text("junk\n" * 50_000)
    items = outcome(path, ReadLimits(max_rejections=100))
    assert len(items) == 101
    last = items[-1]
    assert isinstance(last, Rejection)
    assert last.rule == "too_many_bad_records"
