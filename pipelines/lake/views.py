"""What SQL sees of the lake: the batches that are whole, as views, and a table about them.

The script can be run by hand in any DuckDB session; the published file does not depend on it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from pipelines.contracts.catalog import CURATED, LAKE
from pipelines.contracts.model import Table
from pipelines.contracts.render import arrow_schema, duckdb_type, literal
from pipelines.lake import parquet
from pipelines.lake.damage import gone
from pipelines.lake.parquet import Footer, LakeFileError
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

    A batch that waits somewhere keeps back all its documents, in whichever version, and what it
    says of files.
    """
    whole: list[str] = []
    prints: list[str] = []
    ingested = lake.accepted("raw_documents")
    for batch_id in ingested:
        footers = _footers(lake, batch_id)
        if _is_whole(footers):
            whole.append(batch_id)
            prints.extend(f"{f.batch_id}:{f.fingerprint}" for f in footers.values())
    waiting = set(ingested) - set(whole)
    files = tuple(batch for batch in lake.accepted("source_files") if batch not in waiting)
    digest = hashlib.sha256("\n".join([*prints, *files]).encode()).hexdigest()[:16]
    return Snapshot(tuple(whole), files, digest)


def write_views(lake: Lake, at: Snapshot) -> str:
    """Write `views.sql` and the table of batches into the lake, and return the script.

    Raises LakeFileError where a file it would show is damaged: SQL would not notice.
    """
    _verify(lake, at)
    batches = lake.root / "batches.parquet"
    _write_batches(lake, at, batches)
    views = [_lake_view(lake, "source_files", at.file_batches)]
    views.extend(_lake_view(lake, table, at.batch_ids) for table in _STAGE_TABLES)
    views.append(_view(CURATED["quarantine"], lake.rejected(at.batch_ids)))
    views.append(_view(CURATED["batches"], [batches]))
    script = "\n".join(["ATTACH IF NOT EXISTS ':memory:' AS lake (READ_WRITE);", *views]) + "\n"
    with parquet.written_aside(lake.root / "views.sql") as aside:
        aside.write_text(script, encoding="utf-8")
    return script


def _verify(lake: Lake, at: Snapshot) -> None:
    for lost in gone(lake):
        raise LakeFileError(str(lost))
    paths: Iterable[Path] = (
        *_files(lake, "source_files", at.file_batches),
        *(path for table in _STAGE_TABLES for path in _files(lake, table, at.batch_ids)),
        *lake.rejected(at.batch_ids),
    )
    # Threads gain: hashing and reading let go of the interpreter's lock.
    with ThreadPoolExecutor() as pool:
        list(pool.map(parquet.verify, paths))


def _files(lake: Lake, table: str, batch_ids: Iterable[str]) -> dict[Path, list[str]]:
    """The files that hold the batches, and which of them each holds."""
    holders = lake.holders(table)
    found: dict[Path, list[str]] = {}
    for batch_id in batch_ids:
        found.setdefault(holders[batch_id], []).append(batch_id)
    return found


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


def _lake_view(lake: Lake, table: str, batch_ids: Sequence[str]) -> str:
    """Of a pack only the batches that are wanted, where not all are."""
    files = _files(lake, table, batch_ids)
    members = {pack.path: len(pack.footers) for pack in lake.packs(table)}
    partly = {path: ids for path, ids in files.items() if len(ids) < members.get(path, 1)}
    view = _view(LAKE[table], [path for path in files if path not in partly])
    more = [
        f"SELECT * FROM read_parquet({literal(str(path))})\n"
        f"    WHERE batch_id IN ({', '.join(map(literal, ids))})"
        for path, ids in partly.items()
    ]
    return "\nUNION ALL ".join([view.removesuffix(";"), *more]) + ";"


def _view(table: Table, paths: Sequence[Path]) -> str:
    head = f"CREATE OR REPLACE VIEW lake.{table.name} AS"
    if not paths:
        nothing = ", ".join(
            f'CAST(NULL AS {duckdb_type(column)}) AS "{column.name}"' for column in table.columns
        )
        return f"{head} SELECT {nothing} WHERE false;"
    listed = ",\n    ".join(literal(str(path)) for path in paths)
    return f"{head} SELECT * FROM read_parquet([\n    {listed}\n]);"


def _write_batches(lake: Lake, at: Snapshot, target: Path) -> None:
    contract = CURATED["batches"]
    found = [
        _batch_row(lake, batch_id, rows)
        for path, batch_ids in _files(lake, "raw_documents", at.batch_ids).items()
        for batch_id, rows in _by_batch(path, batch_ids)
    ]
    rows = pa.Table.from_pylist(
        sorted(found, key=lambda row: str(row["batch_id"])), schema=arrow_schema(contract)
    )
    parquet.write(rows, Footer("batches", "", "", at.fingerprint, rows.num_rows, ""), target)


def _by_batch(path: Path, batch_ids: Iterable[str]) -> Iterator[tuple[str, pa.Table]]:
    rows = parquet.read(path, ["batch_id", "operation", "source_uri"])
    for batch_id in batch_ids:
        yield batch_id, rows.filter(pc.equal(rows["batch_id"], batch_id))


def _batch_row(lake: Lake, batch_id: str, documents: pa.Table) -> dict[str, object]:
    operations = documents["operation"].to_pylist()
    footers = _footers(lake, batch_id)
    return {
        "batch_id": batch_id,
        "ingested_at": _when(footers["raw_documents"]),
        "source_uris": sorted(set(documents["source_uri"].to_pylist())),
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
