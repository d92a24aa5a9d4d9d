"""Plain text files: encodings, sidecars, and files that are no text."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from pipelines.ingest.records import RawDocument, ReadLimits, Rejection, document_id
from tests.unit.ingest.ingest_helpers import document, outcome, rejection, source

BODY = "LISBON — The minister said: “We won’t wait.” Nobody answered…\n\nA second paragraph."


def test_text_is_read_as_it_stands(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(BODY, "utf-8")
    read = document(path)
    assert read.text == BODY
    assert (read.encoding, read.repairs, read.source_format) == ("utf-8", (), "txt")
    assert read.source_uri == f"{tmp_path.name}/a.txt"
    assert read.document_id == document_id(read.source_uri, None)
    assert (read.title, read.url, read.authors) == (None, None, ())


@pytest.mark.parametrize(
    ("codec", "found"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("utf-32", "utf-32"),
        ("utf-32-le", "utf-32-le"),
        ("cp1252", "cp1252"),
    ],
)
def test_the_encoding_is_found_out(tmp_path: Path, codec: str, found: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(BODY.encode(codec))
    read = document(path)
    assert read.text == BODY
    assert read.encoding == found


def test_latin_1_without_any_declaration(tmp_path: Path) -> None:
    text = (
        "Le ministre a déclaré : « Nous n'attendrons pas l'été. » Après la réunion, "
        "il a été prié de répéter ce qu'il avait dit à la télévision, où l'on s'était étonné."
    )
    path = tmp_path / "a.txt"
    path.write_bytes(text.encode("latin-1"))
    assert document(path).text == text


def test_cyrillic_of_windows(tmp_path: Path) -> None:
    text = "МОСКВА, 12 января. «Мы готовы к диалогу», — заявил журналистам Песков. " * 5
    path = tmp_path / "a.txt"
    path.write_bytes(text.encode("cp1251"))
    assert document(path).text == text


def test_mojibake_is_mended_and_good_text_is_not_touched(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    broken = BODY.replace("…", ".").encode().decode("cp1252", "replace")
    path.write_text(broken + "\nGood line: “curly”, ﬁne ligature, ½, Ｆullwidth, naïve.", "utf-8")
    read = document(path)
    assert "“We won’t wait.”" in read.text or "We won’t wait." in read.text
    assert read.text.endswith("Good line: “curly”, ﬁne ligature, ½, Ｆullwidth, naïve.")
    assert read.repairs == ("mojibake re-encoded",)


def test_line_endings_and_entities_are_mended_and_recorded(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"She said: &quot;No.&quot;\r\nAT&T shares fell &amp; rose.\r")
    read = document(path)
    assert read.text == 'She said: "No."\nAT&T shares fell & rose.\n'
    assert read.repairs == ("line endings unified", "HTML entities unescaped")


def test_a_sidecar_gives_the_metadata(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(BODY)
    before = source(path).version
    sidecar = tmp_path / "a.meta.json"
    said = {
        "url": "https://example.org/a",
        "publisher": "The Courier",
        "title": " No  waiting ",
        "authors": ["Ana Dias", "Rui Melo"],
        "date": "2021-01-24",
    }
    sidecar.write_text(json.dumps(said))
    read = document(path)
    assert source(path).version != before, "metadata that comes is a change of the document"
    assert (read.url, read.publisher) == ("https://example.org/a", "The Courier")
    assert (read.title, read.authors) == ("No waiting", ("Ana Dias", "Rui Melo"))
    assert read.published == "2021-01-24"


def test_a_broken_sidecar_is_reported_and_the_text_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(BODY)
    (tmp_path / "a.txt.meta.json").write_text("{not json")
    refused, read = outcome(path)
    assert isinstance(refused, Rejection)
    assert refused.rule == "bad_sidecar"
    assert isinstance(read, RawDocument)
    assert read.text == BODY


@pytest.mark.parametrize(
    ("data", "rule"),
    [
        (b"", "empty"),
        (b" \n\t\n", "empty"),
        (bytes(range(256)) * 20, "not_text"),
        (b"\x7fELF\x02\x01\x01" + bytes(500), "not_text"),
        (b"x" * 1001, "too_large"),
    ],
)
def test_what_is_no_text_is_refused(tmp_path: Path, data: bytes, rule: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    limits = ReadLimits(max_document_bytes=1000 if rule == "too_large" else 10_000)
    refused = rejection(path, limits)
    assert refused.rule == rule
    assert not refused.retry


@pytest.mark.parametrize("size", [131_071, 131_072, 131_073, 300_000])
@pytest.mark.parametrize("packed", [False, True])
def test_a_text_of_any_size_within_the_limit_is_read_whole(
    tmp_path: Path, size: int, packed: bool
) -> None:
    path = tmp_path / ("a.txt.gz" if packed else "a.txt")
    text = ("One sentence after the other. " * (size // 30 + 1))[:size]
    path.write_bytes(gzip.compress(text.encode()) if packed else text.encode())
    assert document(path, ReadLimits(max_document_bytes=size)).text == text
    assert rejection(path, ReadLimits(max_document_bytes=size - 1)).rule == "too_large"


def test_a_kind_of_file_that_is_not_known_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.docm"
    path.write_bytes(b"anything")
    assert rejection(path).rule == "unknown_format"


def test_a_file_over_the_limit_is_not_opened(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(BODY)
    assert rejection(path, ReadLimits(max_file_bytes=5)).rule == "too_large"
