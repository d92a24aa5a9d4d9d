"""Roots that are URIs: a local S3 server, and a file system that only fsspec knows."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import fsspec  # type: ignore[import-untyped]
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipelines.ingest.discovery import SourceRootError, discover
from pipelines.ingest.reader import read
from pipelines.ingest.records import RawDocument, ReadLimits, Rejection, SourceFile
from tests.buckets import bucket, s3_root, s3_server


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with s3_server() as address:
        yield address


def files(root: str) -> dict[str, SourceFile]:
    found = discover([root], Path("/"))
    return {item.uri: item for item in found if isinstance(item, SourceFile)}


def test_an_s3_bucket_is_a_root_like_any_other(server: str, tmp_path: Path) -> None:
    system = bucket(server, "news")
    pq.write_table(pa.table({"text": ["One.", "Two."]}), tmp_path / "t.parquet")
    objects = {
        "in/a.txt": b"Text.",
        "in/a.meta.json": b'{"title": "T"}',
        "in/b.jsonl.gz": gzip.compress(b'{"text": "Line."}\n'),
        "t.parquet": (tmp_path / "t.parquet").read_bytes(),
        ".hidden/x.txt": b"no source",
    }
    for name, data in objects.items():
        with system.open_output_stream(f"news/{name}") as out:
            out.write(data)
    found = files(s3_root(server, "news"))
    assert list(found) == ["s3://news/in/a.txt", "s3://news/in/b.jsonl.gz", "s3://news/t.parquet"]
    assert "secret" not in repr(found)
    texts = [
        (item.source_uri, item.text, item.title)
        for file in found.values()
        for item in read(file, ReadLimits())
        if isinstance(item, RawDocument)
    ]
    assert texts == [
        ("s3://news/in/a.txt", "Text.", "T"),
        ("s3://news/in/b.jsonl.gz", "Line.", None),
        ("s3://news/t.parquet", "One.", None),
        ("s3://news/t.parquet", "Two.", None),
    ]
    assert list(files(s3_root(server, "news/in"))) == list(found)[:2]
    ((uri, alone),) = files(s3_root(server, "news/in/a.txt")).items()
    (item,) = read(alone, ReadLimits())
    assert isinstance(item, RawDocument)
    assert (uri, item.title) == ("s3://news/in/a.txt", "T")
    before = found["s3://news/in/a.txt"]
    with system.open_output_stream("news/in/a.txt") as out:
        out.write(b"Another text.")
    assert files(s3_root(server, "news"))[before.uri] != before
    (refused,) = read(before, ReadLimits())
    assert isinstance(refused, Rejection)
    assert (refused.rule, refused.retry) == ("changed_while_read", True)


def test_an_object_is_read_with_few_requests(server: str, caplog: pytest.LogCaptureFixture) -> None:
    with bucket(server, "few").open_output_stream("few/a.txt") as out:
        out.write(b"Text.")
    (file,) = files(s3_root(server, "few")).values()
    caplog.clear()
    with caplog.at_level("INFO", "werkzeug"):
        assert [type(item) for item in read(file, ReadLimits())] == [RawDocument]
    # One before, one after, one for the size and one for the bytes.
    assert 2 <= len([record for record in caplog.records if record.name == "werkzeug"]) <= 4


def test_a_bucket_that_is_not_there_is_an_error_without_the_password(server: str) -> None:
    with pytest.raises(SourceRootError, match="ONRECORD_SOURCES") as raised:
        files(s3_root(server, "nothing-here/at-all"))
    assert "secret" not in str(raised.value)


def test_an_object_that_is_gone_is_asked_for_again(server: str) -> None:
    root = s3_root(server, "news")
    gone = SourceFile("s3://news/gone.txt", root, "news/gone.txt", 5, "1")
    (refused,) = read(gone, ReadLimits())
    assert isinstance(refused, Rejection)
    assert (refused.rule, refused.retry) == ("unreadable", True)


def test_other_file_systems_go_through_fsspec() -> None:
    memory = fsspec.filesystem("memory")
    memory.pipe("/news/a.txt", b"Text.")
    memory.pipe("/news/a.meta.json", b'{"title": "T"}')
    ((uri, file),) = files("memory://news").items()
    assert urlsplit(uri).path == "/a.txt"
    (item,) = read(file, ReadLimits())
    assert isinstance(item, RawDocument)
    assert (item.text, item.title) == ("Text.", "T")


def test_a_scheme_that_nobody_knows_is_an_error() -> None:
    with pytest.raises(SourceRootError):
        files("nonsense://x/y")
