"""Records whose fields have names of their own, which the reader is told."""

from __future__ import annotations

import csv
import gzip
import io
import json
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from pipelines.ingest.fields import USUAL, FieldNames, called
from pipelines.ingest.reader import read
from pipelines.ingest.records import RawDocument, ReadLimits, Rejection
from pipelines.settings import FIELDS
from tests.unit.ingest.ingest_helpers import source

ODD: dict[str, object] = {
    "story_text": "“We won,” said Rui Melo.",
    "Hed": "Port strike ends",
    "Заголовок 2": "Dockers go back.",
    "where": "https://courier.example/port",
    "people": ["Ana Dias", "Rui Sá"],
    "went.live": "2021-01-24",
    "paper": "The Courier",
}
OWN = called(
    [
        ("text", "Story text"),
        ("title", "hed"),
        ("subtitle", "заголовок_2"),
        ("url", "where"),
        ("authors", "people"),
        ("published", "went.live"),
        ("publisher", "paper"),
    ]
)


def _csv(record: dict[str, object]) -> bytes:
    table = io.StringIO()
    writer = csv.writer(table, delimiter=";")
    writer.writerows([record.keys(), map(_cell, record.values())])
    return table.getvalue().encode()


def _cell(value: object) -> str:
    return json.dumps(value) if isinstance(value, list) else str(value)


def _parquet(record: dict[str, object]) -> bytes:
    table = io.BytesIO()
    pq.write_table(pa.Table.from_pylist([record]), table)
    return table.getvalue()


FORMATS: dict[str, Callable[[dict[str, object]], bytes]] = {
    "jsonl": lambda record: json.dumps(record).encode(),
    "json": lambda record: json.dumps(record, indent=1).encode(),
    "csv": _csv,
    "parquet": _parquet,
}


def _zipped(name: str, data: bytes) -> bytes:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as opened:
        opened.writestr(name, data)
    return archive.getvalue()


def _tarred(name: str, data: bytes) -> bytes:
    archive = io.BytesIO()
    with tarfile.open(fileobj=archive, mode="w:gz") as opened:
        entry = tarfile.TarInfo(name)
        entry.size = len(data)
        opened.addfile(entry, io.BytesIO(data))
    return archive.getvalue()


PACKINGS: dict[str, Callable[[str, bytes], bytes]] = {
    "": lambda _, data: data,
    ".gz": lambda _, data: gzip.compress(data),
    ".zst": lambda _, data: bytes(pa.compress(data, codec="zstd", asbytes=True)),
    ".zip": _zipped,
    ".tar.gz": _tarred,
}


def _read(path: Path, names: FieldNames) -> RawDocument | Rejection:
    (only,) = read(source(path), ReadLimits(), names)
    return only


def _of_records(tmp_path: Path, record: dict[str, object], names: FieldNames) -> object:
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps(record))
    return _read(path, names)


@pytest.mark.parametrize("packing", PACKINGS)
@pytest.mark.parametrize("kind", FORMATS)
def test_a_field_is_found_under_the_name_that_was_told(
    tmp_path: Path, kind: str, packing: str
) -> None:
    path = tmp_path / f"a.{kind}{packing}"
    path.write_bytes(PACKINGS[packing](f"a.{kind}", FORMATS[kind](ODD)))
    refused = _read(path, USUAL)
    assert isinstance(refused, Rejection)
    assert refused.rule == "no_text"
    assert "ONRECORD_FIELDS" in refused.reason
    assert "story_text" in refused.reason
    found = _read(path, OWN)
    assert isinstance(found, RawDocument)
    assert found.text == ODD["story_text"]
    assert (found.title, found.subtitle) == (ODD["Hed"], ODD["Заголовок 2"])
    assert (found.url, found.publisher) == (ODD["where"], ODD["paper"])
    assert (found.authors, found.published) == (("Ana Dias", "Rui Sá"), "2021-01-24")


def test_a_sidecar_may_have_names_of_its_own(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Text.")
    (tmp_path / "a.meta.json").write_text(json.dumps(ODD))
    usual, own = _read(path, USUAL), _read(path, OWN)
    assert isinstance(usual, RawDocument)
    assert isinstance(own, RawDocument)
    assert (usual.title, usual.publisher) == (None, None)
    assert (own.title, own.publisher) == (ODD["Hed"], ODD["paper"])
    assert own.text == usual.text == "Text."


NESTED: dict[str, object] = {
    "article": {
        "head": {"main": "Port strike ends"},
        "blocks": [{"p": "“We won,” he said."}, {"image": "x.png"}, {"p": "Nobody answered."}],
        "by": [{"who": "Ana Dias"}, {"who": "Rui Sá"}],
    }
}
WAYS = called(
    [("text", "article.blocks.p"), ("title", "article.head.main"), ("authors", "article.by.who")]
)


@pytest.mark.parametrize("kind", ["jsonl", "json", "parquet"])
def test_dots_lead_into_nested_records_and_lists_of_them(tmp_path: Path, kind: str) -> None:
    path = tmp_path / f"a.{kind}"
    path.write_bytes(FORMATS[kind](NESTED))
    assert isinstance(_read(path, USUAL), Rejection)
    found = _read(path, WAYS)
    assert isinstance(found, RawDocument)
    assert found.text == "“We won,” he said.\n\nNobody answered."
    assert (found.title, found.authors) == ("Port strike ends", ("Ana Dias", "Rui Sá"))


def test_the_page_of_a_record_may_have_a_name_of_its_own(tmp_path: Path) -> None:
    words = "The minister said on Monday that the bridge would open in May after all. " * 5
    page = f"<html><body><article><h1>Bridge</h1><p>{words}</p></article></body></html>"
    found = _of_records(tmp_path, {"raw": {"source": page}}, called([("html", "raw.source")]))
    assert isinstance(found, RawDocument)
    assert words.strip() in found.text


def test_a_name_that_was_told_goes_first_and_the_usual_ones_still_count(tmp_path: Path) -> None:
    own = called([("text", "first"), ("text", "second"), ("title", "summary")])
    for record, text in (
        ({"text": "Usual.", "second": "Second.", "first": "First."}, "First."),
        ({"text": "Usual.", "second": "Second.", "first": None}, "Second."),
        ({"text": "Usual.", "second": ""}, "Usual."),
    ):
        found = _of_records(tmp_path, {**record, "summary": "S"}, own)
        assert isinstance(found, RawDocument)
        assert found.text == text
        # A summary usually is a subtitle; here it was said to be the title.
        assert (found.title, found.subtitle) == ("S", None)


def test_the_fields_in_the_settings_are_those_of_the_reader() -> None:
    assert tuple(FieldNames.__dataclass_fields__) == FIELDS


def test_the_same_names_otherwise_written_are_the_same_mapping() -> None:
    assert called([]) == USUAL
    one = called([("text", "Story Text"), ("title", "hed")])
    other = called([("title", "HED"), ("text", "story_text")])
    assert one == other
    assert one.fingerprint == other.fingerprint
    assert called([("text", "a"), ("text", "b")]).fingerprint not in (
        called([("text", "b"), ("text", "a")]).fingerprint,
        USUAL.fingerprint,
    )


@given(name=st.text(min_size=1, max_size=30), part=st.sampled_from(FIELDS))
def test_whatever_a_field_is_called_it_is_found(name: str, part: str) -> None:
    assume(any(map(str.isalnum, name)))
    names = called([(part, name)])
    said: dict[str, object] = {"nothing": 1, name: "It."}
    if part in ("text", "html"):
        flat = names.flatten(said)
        assert next(flat[n] for n in getattr(names, part) if flat.get(n)) == "It."
    else:
        found = getattr(names.metadata(names.flatten(said)), part)
        assert found == (("It.",) if part == "authors" else "It.")
