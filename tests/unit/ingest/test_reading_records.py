"""Files of records: JSON lines, JSON, CSV and Parquet, with the field names in use."""

from __future__ import annotations

import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipelines.ingest.records import RawDocument, Rejection
from tests.unit.ingest.ingest_helpers import costs, document, documents, outcome, rejection

NEWS_PLEASE: dict[str, object] = {
    "authors": ["Ana Dias"],
    "date_download": "2021-02-01 00:00:00",
    "date_modify": None,
    "date_publish": "2021-01-24 09:30:00",
    "description": "Dockers go back.",
    "filename": "x.json",
    "language": "en",
    "maintext": "“We won,” said Rui Melo.\nNobody answered.",
    "source_domain": "courier.example",
    "text": None,
    "title": "Port strike ends",
    "url": "https://courier.example/port",
}
FUNDUS: dict[str, object] = {
    "title": "Port strike ends",
    "authors": ["Ana Dias"],
    "publishing_date": "2021-01-24 09:30:00+00:00",
    "publisher": "The Courier",
    "url": "https://courier.example/port",
    "body": {
        "summary": ["Dockers go back."],
        "sections": [
            {"headline": [], "paragraphs": ["“We won,” said Rui Melo."]},
            {"headline": ["After the strike"], "paragraphs": ["Nobody answered."]},
        ],
    },
}
NEWS_API: dict[str, object] = {
    "source": {"id": None, "name": "The Courier"},
    "author": "Ana Dias",
    "title": "Port strike ends",
    "description": "Dockers go back.",
    "url": "https://courier.example/port",
    "publishedAt": "2021-01-24T09:30:00Z",
    "content": "<p>“We won,” said <b>Rui Melo</b>.</p>\n<p>Nobody &amp; nothing answered.</p>",
}
GUARDIAN: dict[str, object] = {
    "webTitle": "Port strike ends",
    "webUrl": "https://courier.example/port",
    "webPublicationDate": "2021-01-24T09:30:00Z",
    "fields": {"bodyText": "“We won,” said Rui Melo.", "byline": "Ana Dias"},
}


@pytest.mark.parametrize(
    ("record", "publisher", "text"),
    [
        (NEWS_PLEASE, "courier.example", NEWS_PLEASE["maintext"]),
        (
            FUNDUS,
            "The Courier",
            "Dockers go back.\n\n“We won,” said Rui Melo.\n\nAfter the strike\n\nNobody answered.",
        ),
        (NEWS_API, "The Courier", "“We won,” said Rui Melo.\n\nNobody & nothing answered."),
        (GUARDIAN, None, "“We won,” said Rui Melo."),
    ],
)
def test_the_field_names_in_use_are_understood(
    tmp_path: Path, record: dict[str, object], publisher: str | None, text: str
) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps(record))
    read = document(path)
    assert read.text == text
    assert (read.title, read.authors) == ("Port strike ends", ("Ana Dias",))
    assert read.url == "https://courier.example/port"
    assert read.publisher == publisher
    assert read.published is not None
    assert read.published.startswith("2021-01-24")
    assert read.record_locator == "line=1"


def test_missing_and_null_fields_are_unknown_and_bad_lines_spoil_no_good_ones(
    tmp_path: Path,
) -> None:
    path = tmp_path / "a.jsonl"
    lines = ['{"text": "One.", "title": null, "authors": null}', "", "{broken", '{"text": null}',
             '["text"]', '{"Body": "Six."}']  # fmt: skip
    path.write_text("\n".join(lines))
    items = outcome(path)
    read = [item for item in items if isinstance(item, RawDocument)]
    refused = [item for item in items if isinstance(item, Rejection)]
    assert [(item.record_locator, item.text) for item in read] == [
        ("line=1", "One."),
        ("line=6", "Six."),
    ]
    assert (read[0].title, read[0].authors, read[0].published) == (None, (), None)
    assert [(item.record_locator, item.rule) for item in refused] == [
        ("line=3", "bad_json"),
        ("line=4", "no_text"),
        ("line=5", "not_a_record"),
    ]
    assert all(item.document_id for item in refused)


def test_json_may_be_an_object_a_list_an_answer_or_lines(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    two = [{"text": "One.", "n": [1, {"]": '}"'}]}, {"text": "Two."}]
    for written, locators in (
        (json.dumps(two[0], indent=2), [None]),
        (json.dumps(two, indent=2), ["item=1", "item=2"]),
        (json.dumps({"status": "ok", "articles": two}), ["item=1", "item=2"]),
        (json.dumps({"response": {"total": 2, "results": two}}), ["item=1", "item=2"]),
        ("\n".join(map(json.dumps, two)), ["item=1", "item=2"]),
    ):
        for encoding in ("utf-8", "utf-8-sig", "utf-16"):
            path.write_text(written, encoding)
            assert [item.record_locator for item in documents(path)] == locators


def test_a_bad_item_of_a_list_spoils_no_good_ones(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text('[{"text": "One."}, {"text": oops}, {"text": "Three."}]')
    assert [getattr(item, "rule", "read") for item in outcome(path)] == ["read", "bad_json", "read"]
    path.write_text('[{"text": "One."}, {"text": "cut o')
    assert [getattr(item, "rule", "read") for item in outcome(path)] == ["read", "damaged"]


def test_a_list_under_the_name_of_lines(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('[\n{"text": "One."},\n{"text": "Two."}\n]')
    assert [item.record_locator for item in documents(path)] == ["item=1", "item=2"]
    path.write_text('[1]\n{"text": "Two."}\n')
    assert [getattr(item, "rule", "read") for item in outcome(path)] == ["not_a_record", "read"]


def test_lone_surrogates_and_control_characters_are_mended(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(r'{"text": "He said \ud83d\ude00 \ud800 it\u0019s \u001cfine\u001d.\u0000"}')
    read = document(path)
    assert read.text == "He said 😀 \ufffd it’s “fine”. "
    path.write_text(r'{"\ud800": "\udc00"}')
    rejection(path).reason.encode()
    assert read.repairs == (
        "lone surrogates replaced",
        "cut punctuation restored",
        "control characters blanked",
    )


def test_csv_with_quotes_line_breaks_and_formulas(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes('title;text\n=1+1;"He said ""no"".\nThen left."\n;\n'.encode("utf-8-sig"))
    (read,) = documents(path)
    assert (read.title, read.text) == ("=1+1", 'He said "no".\nThen left.')
    assert (read.record_locator, read.encoding) == ("row=1", "utf-8-sig")


def test_csv_in_the_encoding_of_windows(tmp_path: Path) -> None:
    path = tmp_path / "a.tsv"
    path.write_bytes("Title\tFull text\nA\t“We won’t,” he said.\nB\tPlain.\n".encode("cp1252"))
    read = documents(path)
    assert [item.text for item in read] == ["“We won’t,” he said.", "Plain."]
    assert read[0].encoding == "cp1252"


def test_a_table_without_text_is_refused_as_a_whole(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("id,price\n1,2\n")
    assert rejection(tmp_path / "a.csv").rule == "no_text"
    pq.write_table(pa.table({"price": [1, 2]}), tmp_path / "a.parquet")
    refused = rejection(tmp_path / "a.parquet")
    assert refused.rule == "no_text"
    assert "price" in refused.reason


def test_parquet_rows_and_nested_fields(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    pq.write_table(pa.Table.from_pylist([NEWS_API, {**NEWS_API, "content": None}]), path)
    read, refused = outcome(path)
    assert isinstance(read, RawDocument)
    assert (read.record_locator, read.publisher) == ("row=1", "The Courier")
    assert isinstance(refused, Rejection)
    assert (refused.record_locator, refused.rule) == ("row=2", "no_text")


def test_thirty_megabytes_of_json_lines_in_bounded_memory(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    body = "“We won’t wait,” the minister said, and left. " * 60
    with path.open("w") as out:
        for number in range(11_000):
            out.write(json.dumps({"title": f"Story {number}", "text": body}) + "\n")
    assert path.stat().st_size > 30 * 1024**2
    count, refused, memory = costs(path)
    assert (count, refused) == (11_000, 0)
    assert memory < 20 * 1024**2
