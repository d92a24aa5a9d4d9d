"""Histories of a folder of sources, and the real stages over them, for tests to compare.

Content is described by names of stories and faults, so that a history reads as what happened; how
each becomes a file of a format is here, what must come of it is in `test_history`.
"""

from __future__ import annotations

import csv
import gzip
import io
import itertools
import json
import math
import os
import tarfile
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from unittest.mock import patch
from uuid import NAMESPACE_URL, uuid5

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
from warcio.statusandheaders import StatusAndHeaders  # type: ignore[import-untyped]
from warcio.warcwriter import WARCWriter  # type: ignore[import-untyped]

from pipelines.curate.build import build
from pipelines.curate.model import Model
from pipelines.curate.models import load_models
from pipelines.extract.extractor import Extractor
from pipelines.extract.records import Extraction
from pipelines.gates import audit, columns, gate
from pipelines.gates.expectations import Answer
from pipelines.gates.suite import PREDICATE_PREFIX, Rule
from pipelines.ingest.reader import read
from pipelines.ingest.records import RawDocument, Rejection
from pipelines.lake.parquet import Footer
from pipelines.lake.store import Lake
from pipelines.lake.views import snapshot, write_views
from pipelines.orchestration import ingesting, reading_files
from pipelines.orchestration.batching import EXTRACT, NORMALIZE, run_stage
from pipelines.orchestration.gating import pass_gate
from pipelines.orchestration.progress import LogProgress
from pipelines.settings import SQL_FOLDER, Settings

TEXTS = {
    "bridge": "BERLIN, March 3, 2021. /DPA/. The minister spoke on Wednesday.\n\n"
    '"We will open the bridge in May," Anna Weber said. "It took too long."\n',
    "tunnel": "MOSCOW, March 4, 2021. /TASS/. The tunnel is late.\n\n"
    'Kremlin spokesman Dmitry Peskov said that "nobody is to blame" for the delay.\n',
    "harbour": "OSLO, May 5 (AFP) - The harbour closed on Friday.\n\n"
    '"The ships will wait," Kari Nordmann told reporters. "So will we, all of us."\n',
    "german": "Der Minister sprach am Mittwoch in Berlin über die Brücke. „Wir werden die Brücke "
    "im Mai eröffnen“, sagte Anna Weber. Es habe alles viel zu lange gedauert, fügte sie hinzu.\n",
    "chrome": "All news\n",
    "blank": " \n \n",
    "control": "The text holds a \x01 control character, said Anna Weber on Monday.\n",
}
"""Four articles, one of them in German, and three documents of which no article comes."""

BROKEN_RECORDS = {"no json": "{not json", "no text": '{"url": "https://example.org/1"}'}

ODD_RECORDS = {"odd": json.dumps({"said": {"words": TEXTS["tunnel"]}, "url": "u", "hed": "Late"})}
"""Of which there is an article only where the settings say what the fields are called."""

STORIES = (*TEXTS, *BROKEN_RECORDS, *ODD_RECORDS)

_CLOCK = itertools.count(1_600_000_000)


def content(ending: str, stories: Sequence[str]) -> bytes:
    """A file of that kind. One that holds a single document holds the first of the stories."""
    kind, _, packing = ending.partition(".")
    plain = _KINDS[kind](stories)
    if packing == "gz":
        return gzip.compress(plain, mtime=0)
    return bytes(pa.compress(plain, codec="zstd", asbytes=True)) if packing == "zst" else plain


def _text(stories: Sequence[str]) -> bytes:
    return TEXTS.get(stories[0], "").encode()


def _html(stories: Sequence[str]) -> bytes:
    return _page(TEXTS.get(stories[0], ""))


def _jsonl(stories: Sequence[str]) -> bytes:
    return "".join(f"{_record(story)}\n" for story in stories).encode()


def _json(stories: Sequence[str]) -> bytes:
    return f"[{', '.join(map(_record, stories))}]".encode()


def _record(story: str) -> str:
    if story in TEXTS:
        return json.dumps({"text": TEXTS[story], "url": f"https://example.org/{story}"})
    return {**BROKEN_RECORDS, **ODD_RECORDS}[story]


def _csv(stories: Sequence[str]) -> bytes:
    table = io.StringIO()
    writer = csv.writer(table)
    writer.writerow(["text", "title"])
    writer.writerows([TEXTS.get(story, ""), story] for story in stories)
    return table.getvalue().encode()


def _parquet(stories: Sequence[str]) -> bytes:
    table = io.BytesIO()
    texts = pa.array([TEXTS.get(story) for story in stories], pa.string())
    odd = [{"words": TEXTS["tunnel"]} if story in ODD_RECORDS else None for story in stories]
    said = pa.array(odd, pa.struct([("words", pa.string())]))
    pq.write_table(pa.table({"text": texts, "hed": pa.array(stories), "said": said}), table)
    return table.getvalue()


def _warc(stories: Sequence[str]) -> bytes:
    crawled = io.BytesIO()
    writer = WARCWriter(crawled, gzip=True)
    for number, story in enumerate(stories):
        status = "404 Not Found" if story in BROKEN_RECORDS else "200 OK"
        writer.write_record(
            writer.create_warc_record(
                f"https://example.org/{story}",
                "response",
                payload=io.BytesIO(_page(TEXTS.get(story, ""))),
                http_headers=StatusAndHeaders(
                    status, [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.1"
                ),
                warc_headers_dict={
                    "WARC-Record-ID": f"<urn:uuid:{uuid5(NAMESPACE_URL, str(number))}>"
                },
            )
        )
    return crawled.getvalue()


def _members(stories: Sequence[str]) -> Iterator[tuple[str, bytes]]:
    for number, story in enumerate(stories):
        one = (story,)
        name, data = ("html", _html(one)) if number % 2 else ("txt", _text(one))
        yield f"{number}.{name}", data
    yield "records.jsonl", _jsonl(stories)


def _zip(stories: Sequence[str]) -> bytes:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as opened:
        for name, data in _members(stories):
            opened.writestr(zipfile.ZipInfo(name), data)
    return archive.getvalue()


def _tar(stories: Sequence[str]) -> bytes:
    archive = io.BytesIO()
    with tarfile.open(fileobj=archive, mode="w") as opened:
        for name, data in _members(stories):
            entry = tarfile.TarInfo(name)
            entry.size = len(data)
            opened.addfile(entry, io.BytesIO(data))
    return archive.getvalue()


_KINDS: dict[str, Callable[[Sequence[str]], bytes]] = {
    "txt": _text,
    "html": _html,
    "json": _json,
    "jsonl": _jsonl,
    "csv": _csv,
    "parquet": _parquet,
    "warc": _warc,
    "zip": _zip,
    "tar": _tar,
}


def _page(text: str) -> bytes:
    body = "".join(f"<p>{part}</p>" for part in text.split("\n\n"))
    return (
        "<!DOCTYPE html><html><head><title>News</title></head><body><nav>Home</nav>"
        f"<article><h1>News of the day</h1>{body}</article></body></html>"
    ).encode()


@dataclass
class Folder:
    """The sources. Every change gets a modification time of its own, as if seconds had passed."""

    path: Path
    names: set[str] = field(default_factory=set)

    def put(self, name: str, data: bytes) -> None:
        target = self.path / name
        target.write_bytes(data)
        now = next(_CLOCK)
        os.utime(target, (now, now))
        self.names.add(name)

    def write(self, name: str, stories: Sequence[str]) -> None:
        self.put(name, content(name.split(".", 1)[1], stories))

    def spoil(self, name: str) -> None:
        self.put(name, bytes(range(256)) * 4)

    def empty(self, name: str) -> None:
        self.put(name, b"")

    def describe(self, name: str, title: str) -> None:
        """Put metadata beside the file, whether or not there is one."""
        self.put(f"{name}.meta.json", json.dumps({"title": title, "publisher": "DPA"}).encode())

    def delete(self, name: str) -> None:
        if name in self.names:
            (self.path / name).unlink()
            self.names.remove(name)

    def rename(self, name: str, to: str) -> None:
        """The same bytes and the same times under another name."""
        if name in self.names:
            (self.path / name).replace(self.path / to)
            self.names.remove(name)
            self.names.add(to)

    def touch(self, name: str) -> None:
        if name in self.names:
            self.put(name, (self.path / name).read_bytes())


class Killed(BaseException):
    """The end of a process, as far as a test in the same process can have it."""


def run(settings: Settings) -> None:
    """All that is new, through the stages that make batches."""
    progress = LogProgress(lambda _: None)
    for outcomes in (
        ingesting.ingest(settings, progress),
        run_stage(settings, NORMALIZE, progress),
        run_stage(settings, EXTRACT, progress),
    ):
        assert all(outcome.passed for outcome in outcomes), outcomes


@contextmanager
def killed_before(table: str, gate_number: int) -> Iterator[None]:
    """The process dies before the gate of that table that comes as that number."""
    passed = itertools.count(1)
    real = pass_gate

    def dying(settings: Settings, footer: Footer, **given: Any) -> Any:
        if footer.table == table and next(passed) == gate_number:
            raise Killed
        return real(settings, footer, **given)

    with patch.object(ingesting, "pass_gate", dying):
        yield


@contextmanager
def unreadable_after(records: int, name: str) -> Iterator[None]:
    """The file of that name fails after so many records, for a cause outside it."""
    real = read

    def failing(file: Any, **given: Any) -> Iterator[RawDocument | Rejection]:
        items = real(file, **given)
        if not file.uri.endswith(f"/{name}"):
            yield from items
            return
        yield from itertools.islice(items, records)
        reason = "cannot be read: the disk is away"
        yield Rejection(file.uri, None, None, "unreadable", reason, None, retry=True)

    # However slow the machine is, it is read in this process.
    here = patch.object(reading_files, "_LONG", math.inf)
    with patch.object(reading_files, "read", failing), here:
        yield


@contextmanager
def in_haste() -> Iterator[None]:
    """Without what takes long and is not looked into: texts are parsed once, and of the rules
    those are asked that DuckDB answers and not Great Expectations.

    These are the uniqueness of keys, and all for which a gate refuses what a reader lets through.
    """

    def answer(rows: pa.Table, rules: Sequence[Rule], *, expected_rows: int) -> Any:
        asked = [rule for rule in rules if rule.column.startswith(PREDICATE_PREFIX)]
        failing = {rule.name: _not_true(rows[rule.column]) for rule in asked}
        by_rule = {rule.name: Answer(failing.get(rule.name, ())) for rule in rules}
        return SimpleNamespace(
            row_count=rows.num_rows,
            row_count_met=rows.num_rows == expected_rows,
            by_rule=by_rule,
            outcome=None,
        )

    with ExitStack() as stack:
        for module in (gate, columns, audit):
            stack.enter_context(patch.object(module, "ask", answer))
        stack.enter_context(patch.object(Extractor, "extract", _extract))
        yield


_really_extract = Extractor.extract
_extracted: dict[str, Extraction] = {}


def _extract(extractor: Extractor, body: str) -> Extraction:
    if body not in _extracted:
        _extracted[body] = _really_extract(extractor, body)
    return _extracted[body]


def _not_true(column: pa.ChunkedArray) -> tuple[int, ...]:
    return tuple(number for number, holds in enumerate(column.to_pylist()) if not holds)


OF_THE_HISTORY = ("batch_id", "ingested_at", "quarantined_at", "source_uris")
"""Columns that tell when something came in, and so may differ."""


def tables(settings: Settings) -> dict[str, list[str]]:
    """Every curated table and mart of the lake as it is, but for what tells of its history."""
    lake = Lake(settings)
    target = settings.builds / "compared.duckdb"
    models = _models()
    build(SQL_FOLDER, models, write_views(lake, snapshot(lake)), target)
    with duckdb.connect(str(target), read_only=True) as connection:
        return {
            model.name: _rows(connection, model.relation)
            for model in models
            if model.layer != "staging" and model.name != "batches"
        }


@cache
def _models() -> tuple[Model, ...]:
    return load_models(SQL_FOLDER)


def _rows(connection: duckdb.DuckDBPyConnection, relation: str) -> list[str]:
    found = connection.execute(f"from {relation}")
    names = [column[0] for column in found.description or ()]
    kept = [place for place, name in enumerate(names) if name not in OF_THE_HISTORY]
    return sorted(repr([row[place] for place in kept]) for row in found.fetchall())
