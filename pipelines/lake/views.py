"""What SQL sees of the lake: the batches that are whole, as views, and a table about them.

The script can be run by hand in any DuckDB session; the published file does not depend on it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pyarrow as pa

from pipelines.contracts.catalog import CURATED, LAKE
from pipelines.contracts.model import Table
from pipelines.contracts.render import arrow_schema, duckdb_type
from pipelines.lake import parquet
from pipelines.lake.parquet import Footer
from pipelines.lake.store import Lake, fingerprint

_STAGE_TABLES = ("raw_documents", "articles", "quotes", "mentions")
_MADE_FROM = {"articles": "raw_documents", "quotes": "articles", "mentions": "articles"}


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The batches a build is made of; `fingerprint` changes when any of them does."""

    batch_ids: tuple[str, ...]
    file_batches: tuple[str, ...]
    fingerprint: str


def snapshot(lake: Lake) -> Snapshot:
    """The batches that have passed every gate up to extraction, each made from the one before.

    A batch that waits somewhere keeps all its documents back, in whichever version.
    """
    whole: list[str] = []
    prints: list[str] = []
    for batch_id in lake.accepted("raw_documents"):
        footers = _footers(lake, batch_id)
        if _is_whole(footers):
            whole.append(batch_id)
            prints.extend(f"{f.batch_id}:{f.fingerprint}" for f in footers.values())
    files = lake.accepted("source_files")
    digest = hashlib.sha256("\n".join([*prints, *files]).encode()).hexdigest()[:16]
    return Snapshot(tuple(whole), files, digest)


def write_views(lake: Lake, at: Snapshot) -> str:
    """Write `views.sql` and the table of batches into the lake, and return the script.

    Raises LakeFileError where a file it would show is damaged: SQL would not notice.
    """
    _verify(lake, at)
    batches = lake.root / "batches.parquet"
    _write_batches(lake, at, batches)
    views = [
        _view(
            LAKE["source_files"], [lake.accepted_path("source_files", b) for b in at.file_batches]
        )
    ]
    views.extend(
        _view(LAKE[table], [lake.accepted_path(table, b) for b in at.batch_ids])
        for table in _STAGE_TABLES
    )
    views.append(_view(CURATED["quarantine"], lake.rejected(at.batch_ids)))
    views.append(_view(CURATED["batches"], [batches]))
    script = "\n".join(["ATTACH IF NOT EXISTS ':memory:' AS lake (READ_WRITE);", *views]) + "\n"
    with parquet.written_aside(lake.root / "views.sql") as aside:
        aside.write_text(script, encoding="utf-8")
    return script


def _verify(lake: Lake, at: Snapshot) -> None:
    paths: Iterable[Path] = (
        *(lake.accepted_path("source_files", batch_id) for batch_id in at.file_batches),
        *(lake.accepted_path(table, b) for table in _STAGE_TABLES for b in at.batch_ids),
        *lake.rejected(at.batch_ids),
    )
    # Threads gain: hashing and reading let go of the interpreter's lock.
    with ThreadPoolExecutor() as pool:
        list(pool.map(parquet.verify, paths))


def _footers(lake: Lake, batch_id: str) -> dict[str, Footer]:
    found = {table: lake.footer(table, batch_id) for table in _STAGE_TABLES}
    return {table: footer for table, footer in found.items() if footer}


def _is_whole(footers: Mapping[str, Footer]) -> bool:
    """Whether every stage's table is there, made from what its input is now, by one version."""
    if (
        len(footers) < len(_STAGE_TABLES)
        or footers["quotes"].version != footers["mentions"].version
    ):
        return False
    return all(
        footers[made].fingerprint == fingerprint(footers[made].version, footers[of].fingerprint)
        for made, of in _MADE_FROM.items()
    )


def _view(table: Table, paths: Sequence[Path]) -> str:
    head = f"CREATE OR REPLACE VIEW lake.{table.name} AS"
    if not paths:
        nothing = ", ".join(
            f'CAST(NULL AS {duckdb_type(column)}) AS "{column.name}"' for column in table.columns
        )
        return f"{head} SELECT {nothing} WHERE false;"
    listed = ",\n    ".join(_literal(str(path)) for path in paths)
    return f"{head} SELECT * FROM read_parquet([\n    {listed}\n]);"


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _write_batches(lake: Lake, at: Snapshot, target: Path) -> None:
    contract = CURATED["batches"]
    rows = pa.Table.from_pylist(
        [_batch_row(lake, batch_id) for batch_id in at.batch_ids], schema=arrow_schema(contract)
    )
    parquet.write(rows, Footer("batches", "", "", at.fingerprint, rows.num_rows, ""), target)


def _batch_row(lake: Lake, batch_id: str) -> dict[str, object]:
    raw = parquet.read(lake.accepted_path("raw_documents", batch_id), ["operation", "source_uri"])
    operations = raw["operation"].to_pylist()
    footers = _footers(lake, batch_id)
    return {
        "batch_id": batch_id,
        "ingested_at": _when(footers["raw_documents"]),
        "source_uris": sorted(set(raw["source_uri"].to_pylist())),
        "upserted": operations.count("upsert"),
        "deleted": operations.count("delete"),
        "article_count": footers["articles"].rows,
        "quote_count": footers["quotes"].rows,
        "mention_count": footers["mentions"].rows,
        "reader_version": footers["raw_documents"].version,
        "normalizer_version": footers["articles"].version,
        "extractor_version": footers["quotes"].version,
    }


def _when(footer: Footer) -> datetime:
    return datetime.fromisoformat(footer.made_at)
