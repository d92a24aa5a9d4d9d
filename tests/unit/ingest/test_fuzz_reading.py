"""Whatever bytes lie under whatever name: reading gives documents and reasons, and never raises."""

from __future__ import annotations

import gzip
import io
import json
import tarfile
import tempfile
import zipfile
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipelines.ingest.formats.registry import FORMATS
from pipelines.ingest.reader import read
from pipelines.ingest.records import RawDocument, ReadLimits, Rejection, SourceFile

LIMITS = ReadLimits(max_file_bytes=10**8, max_document_bytes=10**6)
ENDINGS = sorted(ending for known in FORMATS for ending in known.endings)
PACKINGS = ["", ".gz", ".zst"]
WARC = (
    b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:a>\r\n"
    b"WARC-Target-URI: http://e.org/\r\nContent-Type: application/http\r\n"
    b"Content-Length: 100\r\n\r\nHTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
    b"Transfer-Encoding: chunked\r\n\r\n5\r\n<p>xy\r\n0\r\n\r\n" + b"z" * 18 + b"\r\n\r\n"
)


def _seeds() -> dict[str, bytes]:
    record = {"title": "A", "text": "“Yes,” she said.", "authors": ["B"], "date": "2021-01-24"}
    rows = [record, {"title": None, "text": None}]
    table, archive, tar = io.BytesIO(), io.BytesIO(), io.BytesIO()
    pq.write_table(pa.Table.from_pylist(rows), table)
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as opened:
        opened.writestr("a.txt", "Text.")
        opened.writestr("b.jsonl", json.dumps(record))
    with tarfile.open(fileobj=tar, mode="w:gz") as packed:
        entry = tarfile.TarInfo("a.txt")
        entry.size = 5
        packed.addfile(entry, io.BytesIO(b"Text."))
    page = (
        "<html><head><meta charset=utf-8><title>T</title></head><body><p>Hello.</p></body></html>"
    )
    return {
        ".txt": "“Yes,” she said.\nMoscow — no.".encode("cp1252"),
        ".html": page.encode(),
        ".jsonl": "\n".join(map(json.dumps, rows)).encode(),
        ".json": json.dumps(rows).encode(),
        ".csv": b'title,text\r\nA,"one ""two"" three"\r\n',
        ".parquet": table.getvalue(),
        ".warc": WARC,
        ".zip": archive.getvalue(),
        ".tar.gz": tar.getvalue(),
        ".txt.gz": gzip.compress(b"Text that is packed. " * 9),
        ".txt.zst": pa.compress(b"Text that is packed. " * 9, codec="zstd", asbytes=True),
    }


SEEDS = _seeds()
FUZZ = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow], database=None
)


def _check(name: str, data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, name)
        path.write_bytes(data)
        status = path.stat()
        file = SourceFile(name, folder, str(path), status.st_size, str(status.st_mtime_ns))
        items = list(read(file, LIMITS))
    assert items, "every file gives a document or a reason"
    for item in items:
        if isinstance(item, Rejection):
            assert item.rule != "reader_failed", item
            assert not item.retry, item
        _check_storable(item)
    identities = [item.document_id for item in items if isinstance(item, RawDocument)]
    assert len(identities) == len(set(identities))


def _check_storable(item: RawDocument | Rejection) -> None:
    if isinstance(item, Rejection):
        f"{item.reason}{item.sample}{item.record_locator}".encode()
        return
    item.text.encode()
    assert item.text.strip()
    assert "\r" not in item.text
    assert not any(ord(character) < 9 for character in item.text)
    f"{item.title}{item.publisher}{item.url}{item.published}{item.authors}".encode()


@pytest.mark.parametrize("ending", [*ENDINGS, ".zip", ".tar", ""])
@given(data=st.binary(max_size=400), packing=st.sampled_from(PACKINGS))
@FUZZ
def test_any_bytes_under_any_name(ending: str, data: bytes, packing: str) -> None:
    _check(f"a{ending}{packing}", data)


@pytest.mark.parametrize("ending", sorted(SEEDS))
@given(data=st.data())
@FUZZ
def test_good_files_with_damage(ending: str, data: st.DataObject) -> None:
    damaged = bytearray(SEEDS[ending])
    for _ in range(data.draw(st.integers(1, 5))):
        at = data.draw(st.integers(0, len(damaged)))
        cut = data.draw(st.integers(0, 30))
        damaged[at : at + cut] = data.draw(st.binary(max_size=8))
    _check(f"a{ending}", bytes(damaged))


@given(text=st.text(max_size=300))
@FUZZ
def test_any_text_in_a_record(text: str) -> None:
    record = json.dumps({"text": text, "title": text, "author": text, "date": text})
    _check("a.jsonl", record.encode())


@given(value=st.recursive(st.none() | st.booleans() | st.floats() | st.text(), st.lists))
@FUZZ
def test_any_values_in_a_record(value: object) -> None:
    names = ("text", "title", "authors", "url", "source", "date")
    _check("a.json", json.dumps([dict.fromkeys(names, value), {"articles": value}]).encode())
