"""One good file of each kind that is read, small enough to be damaged in every place."""

from __future__ import annotations

import gzip
import io
import json
import tarfile
import zipfile

import pyarrow as pa
import pyarrow.parquet as pq

_WARC = (
    b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:a>\r\n"
    b"WARC-Target-URI: http://e.org/\r\nContent-Type: application/http\r\n"
    b"Content-Length: 100\r\n\r\nHTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
    b"Transfer-Encoding: chunked\r\n\r\n5\r\n<p>xy\r\n0\r\n\r\n" + b"z" * 18 + b"\r\n\r\n"
)


def _files() -> dict[str, bytes]:
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
        ".warc": _WARC,
        ".zip": archive.getvalue(),
        ".tar.gz": tar.getvalue(),
        ".txt.gz": gzip.compress(b"Text that is packed. " * 9),
        ".txt.zst": pa.compress(b"Text that is packed. " * 9, codec="zstd", asbytes=True),
    }


FILES = _files()
"""Each file by the ending of its name."""
