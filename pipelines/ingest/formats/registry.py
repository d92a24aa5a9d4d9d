"""The formats: name, endings, and the function that reads them. To add one, add a line."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from pipelines.ingest.drafts import Found, Payload
from pipelines.ingest.formats import csv_rows, html, json_values, jsonl, parquet, text, warc


@dataclass(frozen=True, slots=True)
class Format:
    """`name` stands in `raw_documents.source_format`; `endings` are those of file names."""

    name: str
    endings: tuple[str, ...]
    read: Callable[[Payload], Iterator[Found]]


FORMATS = (
    Format("txt", (".txt", ".text"), text.read),
    Format("html", (".html", ".htm", ".xhtml"), html.read),
    Format("jsonl", (".jsonl", ".ndjson"), jsonl.read),
    Format("json", (".json",), json_values.read),
    Format("csv", (".csv", ".tsv"), csv_rows.read),
    Format("parquet", (".parquet", ".pq"), parquet.read),
    Format("warc", (".warc",), warc.read),
)
