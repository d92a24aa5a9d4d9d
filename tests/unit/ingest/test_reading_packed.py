"""Compressed files and archives, honest and hostile."""

from __future__ import annotations

import gzip
import io
import json
import stat
import tarfile
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipelines.ingest.records import RawDocument, ReadLimits, Rejection
from tests.unit.ingest.ingest_helpers import document, documents, outcome, rejection

MEGABYTE = 1024**2
LINES = b'{"text": "One."}\n{"text": "Two."}\n'


def zipped(path: Path, members: Mapping[str, bytes]) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)


def tarred(path: Path, members: Mapping[str, bytes]) -> None:
    with tarfile.open(path, "w:gz" if path.suffix in (".gz", ".tgz") else "w") as archive:
        for name, data in members.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(data)
            archive.addfile(entry, io.BytesIO(data))


def zstandard(data: bytes) -> bytes:
    return bytes(pa.compress(data, codec="zstd", asbytes=True))


def parquet() -> bytes:
    out = io.BytesIO()
    pq.write_table(pa.table({"text": ["One.", "Two."]}), out)
    return out.getvalue()


@pytest.mark.parametrize("name", ["a.txt.gz", "a.txt.zst", "a.txt", "a.txt.gz.gz"])
def test_compression_is_seen_in_the_content(tmp_path: Path, name: str) -> None:
    data = zstandard(b"Text.") if name.endswith(".zst") else gzip.compress(b"Text.")
    (tmp_path / name).write_bytes(gzip.compress(data) if name.endswith(".gz.gz") else data)
    read = document(tmp_path / name)
    assert (read.text, read.source_format, read.record_locator) == ("Text.", "txt", None)


@pytest.mark.parametrize("pack", [gzip.compress, zstandard])
def test_files_of_several_members_are_read_to_the_end(tmp_path: Path, pack: type[bytes]) -> None:
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(pack(LINES) + pack(LINES))
    assert [read.record_locator for read in documents(path)] == [f"line={n}" for n in range(1, 5)]


@pytest.mark.parametrize("name", ["a.zip", "a.tar", "a.tar.gz", "a.tgz"])
def test_members_of_an_archive_are_documents_with_their_metadata(tmp_path: Path, name: str) -> None:
    members = {
        "in/a.txt": b"Text.",
        "in/b.jsonl": LINES,
        "c.parquet": parquet(),
        "d.csv.gz": gzip.compress(b"text\nRow.\n"),
        "in/a.meta.json": json.dumps({"title": "T"}).encode(),
        "__MACOSX/in/a.txt": b"no source",
        "in/.hidden.txt": b"no source",
    }
    (zipped if name == "a.zip" else tarred)(tmp_path / name, members)
    read = documents(tmp_path / name)
    assert [(item.record_locator, item.text, item.title) for item in read] == [
        ("in/a.txt", "Text.", "T"),
        ("in/b.jsonl#line=1", "One.", None),
        ("in/b.jsonl#line=2", "Two.", None),
        ("c.parquet#row=1", "One.", None),
        ("c.parquet#row=2", "Two.", None),
        ("d.csv.gz#row=1", "Row.", None),
    ]


@pytest.mark.parametrize("outer", ["a.zip", "a.tar.gz"])
@pytest.mark.parametrize("inner", ["i.zip", "i.tar.gz", "i.tar"])
def test_an_archive_may_lie_in_an_archive_but_not_deeper(
    tmp_path: Path, outer: str, inner: str
) -> None:
    pack = {"a.zip": zipped, "a.tar.gz": tarred}[outer]
    innermost, middle = tmp_path / "x.zip", tmp_path / inner
    zipped(innermost, {"deep.txt": b"Text."})
    members = {"t.txt": b"Text.", "x.zip": innermost.read_bytes(), "t.meta.json": b'{"title": "T"}'}
    (zipped if inner == "i.zip" else tarred)(middle, members)
    pack(tmp_path / outer, {inner: middle.read_bytes(), "z.txt": b"Last."})
    first, refused, last = outcome(tmp_path / outer)
    assert isinstance(first, RawDocument)
    assert (first.record_locator, first.title) == (f"{inner}!/t.txt", "T")
    assert isinstance(refused, Rejection)
    assert (refused.record_locator, refused.rule) == (f"{inner}!/x.zip", "nested_too_deep")
    assert last.record_locator == "z.txt"


@pytest.mark.parametrize("name", ["a.zip", "a.tar"])
def test_members_that_climb_out_repeat_or_are_unknown_are_refused(
    tmp_path: Path, name: str
) -> None:
    names = ["../up.txt", "/etc/passwd.txt", "a/../../up.txt", "c:\\up.txt", "prog.exe", "b.txt",
             "..\\up.txt"]  # fmt: skip
    members = dict.fromkeys(names, b"Text.")
    (zipped if name == "a.zip" else tarred)(tmp_path / name, members)
    items = outcome(tmp_path / name)
    assert [getattr(item, "rule", "read") for item in items] == [
        "climbs_out", "climbs_out", "climbs_out", "climbs_out", "unknown_format", "read",
        "climbs_out",
    ]  # fmt: skip
    assert not (tmp_path.parent / "up.txt").exists()


def test_a_member_without_a_name_spoils_no_others(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    zipped(path, {"a.txt": b"Text.", "b.txt": b"Text."})
    data = bytearray(path.read_bytes())
    entry = data.index(b"PK\x01\x02")
    # The letters of the name become a comment.
    data[entry + 28], data[entry + 32] = 0, len("a.txt")
    path.write_bytes(data)
    nameless, whole = outcome(path)
    assert isinstance(nameless, Rejection)
    assert nameless.rule == "damaged"
    assert whole.record_locator == "b.txt"


def test_links_devices_and_encrypted_members_are_refused(tmp_path: Path) -> None:
    link = zipfile.ZipInfo("link.txt")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr(link, "/etc/passwd")
        archive.writestr("secret.txt", "x")
    data = bytearray((tmp_path / "a.zip").read_bytes())
    at = data.rindex(b"PK\x01\x02")
    data[at + 8] |= 1
    (tmp_path / "a.zip").write_bytes(data)
    assert [item.rule for item in outcome(tmp_path / "a.zip") if isinstance(item, Rejection)] == [
        "not_a_file",
        "encrypted",
    ]
    with tarfile.open(tmp_path / "b.tar", "w") as tar:
        for kind in (tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.FIFOTYPE):
            entry = tarfile.TarInfo(f"{kind!r}.txt")
            entry.type, entry.linkname = kind, "/etc/passwd"
            tar.addfile(entry)
    rules = {item.rule for item in outcome(tmp_path / "b.tar") if isinstance(item, Rejection)}
    assert rules == {"not_a_file"}


def test_a_damaged_member_spoils_no_others(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("a.txt", "Text that is damaged.")
        archive.writestr("b.txt", "Text that is whole.")
    path.write_bytes(path.read_bytes().replace(b"is damaged", b"is DAMAGED"))
    refused, read = outcome(path)
    assert isinstance(refused, Rejection)
    assert (refused.record_locator, refused.rule) == ("a.txt", "damaged")
    assert read.record_locator == "b.txt"


@pytest.mark.parametrize("layers", [1, 2])
def test_a_bomb_is_stopped_before_it_goes_off(tmp_path: Path, layers: int) -> None:
    data = b" " * (300 * MEGABYTE)
    for _ in range(layers):
        data = gzip.compress(data)
    (tmp_path / "a.jsonl.gz").write_bytes(data)
    limits = ReadLimits(free_expansion_bytes=MEGABYTE)
    last = outcome(tmp_path / "a.jsonl.gz", limits)[-1]
    assert isinstance(last, Rejection)
    assert last.rule == "expands_too_much"


def test_a_zip_bomb_stops_the_whole_archive(tmp_path: Path) -> None:
    member = b'{"text": "x"}\n' + b" " * (20 * MEGABYTE)
    zipped(tmp_path / "a.zip", {f"{n}.jsonl": member for n in range(9)})
    items = outcome(tmp_path / "a.zip", ReadLimits(free_expansion_bytes=MEGABYTE))
    assert [getattr(item, "rule", "read") for item in items] == ["read", "expands_too_much"]


def test_a_parquet_file_that_repeats_one_long_text_is_stopped(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    pq.write_table(pa.table({"text": ["Text. " * 20_000] * 500}), path)
    last = outcome(path, ReadLimits(free_expansion_bytes=MEGABYTE))[-1]
    assert isinstance(last, Rejection)
    assert last.rule == "expands_too_much"


def test_an_archive_of_too_many_files_is_stopped(tmp_path: Path) -> None:
    members = {f"{number}.txt": b"Text." for number in range(20)}
    for pack, name in ((zipped, "a.zip"), (tarred, "a.tar.gz")):
        pack(tmp_path / name, members)
        last = outcome(tmp_path / name, ReadLimits(max_members=10))[-1]
        assert isinstance(last, Rejection)
        assert last.rule == "too_many_members"


def test_a_tar_header_cannot_ask_for_all_memory(tmp_path: Path) -> None:
    with tarfile.open(tmp_path / "a.tar.gz", "w:gz", format=tarfile.PAX_FORMAT) as archive:
        entry = tarfile.TarInfo("a.txt")
        entry.pax_headers = {"comment": "x" * (20 * MEGABYTE)}
        archive.addfile(entry)
    assert rejection(tmp_path / "a.tar.gz").rule == "damaged"


@pytest.mark.parametrize("name", ["a.zip", "a.tar.gz", "a.txt.gz", "a.txt.zst", "a.parquet"])
def test_what_was_cut_off_is_refused(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    if name == "a.zip":
        zipped(path, {"a.txt": b"Text."})
    elif name == "a.tar.gz":
        tarred(path, {"a.txt": b"Text." * 1000})
    elif name == "a.parquet":
        path.write_bytes(parquet())
    else:
        path.write_bytes(gzip.compress(LINES) if name.endswith("gz") else zstandard(LINES))
    path.write_bytes(path.read_bytes()[: -40 if name == "a.tar.gz" else -6])
    assert rejection(path).rule == "damaged"


@pytest.mark.parametrize(
    ("name", "data", "rule"),
    [
        ("a.txt", b"%PDF-1.7 ...", "not_text"),
        ("a.txt", b"PK\x03\x04" + bytes(30), "wrong_type"),
        ("a.parquet", b"text", "wrong_type"),
        ("a.warc", b"<html></html>", "wrong_type"),
        ("a.docx", b"PK\x03\x04" + bytes(30), "unknown_format"),
        ("a.jsonl", b"", "empty"),
        ("a.json", b"[]", "no_documents"),
    ],
)
def test_name_and_content_must_agree(tmp_path: Path, name: str, data: bytes, rule: str) -> None:
    (tmp_path / name).write_bytes(data)
    assert rejection(tmp_path / name).rule == rule


def test_a_file_without_ending_is_what_its_content_is(tmp_path: Path) -> None:
    zipped(tmp_path / "archive", {"a.txt": b"Text."})
    assert document(tmp_path / "archive").record_locator == "a.txt"
