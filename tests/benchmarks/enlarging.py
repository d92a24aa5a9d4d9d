"""Makes a lake of very many quotes out of a small one, by copying its articles under other names.

Copies differ by a last line in the body, so that none passes for a reprint of another.
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pyarrow as pa

from pipelines.lake.store import Lake, quarantine_rows
from pipelines.settings import Settings

_ABOVE = {
    "raw_documents": None,
    "articles": "raw_documents",
    "quotes": "articles",
    "mentions": "articles",
}
_CHANGES = {
    "raw_documents": "{id}(document_id) as document_id, text || {line} as text",
    "articles": "{id}(article_id) as article_id, body || {line} as body",
    "quotes": "{id}(article_id) as article_id, {id}(quote_id) as quote_id",
    "mentions": "{id}(article_id) as article_id, {id}(mention_id) as mention_id",
}


def enlarge(small: Lake, warehouse: Path, quotes: int) -> Lake:
    """A lake with at least so many quotes, in batches of as many articles as the small lake has."""
    large = Lake(Settings(warehouse=warehouse))
    rows = {table: _all(small, table) for table in _ABOVE}
    for number in range(1, -(-quotes // rows["quotes"].num_rows) + 1):
        _copy(small, large, rows, number)
    return large


def _all(lake: Lake, table: str) -> pa.Table:
    return pa.concat_tables(lake.read(table, batch_id) for batch_id in lake.accepted(table))


def _copy(small: Lake, large: Lake, rows: dict[str, pa.Table], number: int) -> None:
    batch_id = f"{number:08d}-00000000"
    for table, above in _ABOVE.items():
        like = small.footer(table, small.accepted(table)[0])
        parent = large.footer(above, batch_id) if above else None
        copied = _renamed(table, rows[table], number, batch_id)
        footer = large.write_candidate(
            table,
            batch_id,
            copied,
            version=like.version if like else "",
            made_from=parent.fingerprint if parent else batch_id,
            at=datetime.now(UTC),
        )
        large.accept(footer, copied, quarantine_rows([]))


def _renamed(table: str, rows: pa.Table, number: int, batch_id: str) -> pa.Table:
    changes = _CHANGES[table].format(id="renamed", line=f"chr(10) || 'Copy {number}.'")
    with duckdb.connect() as connection:
        connection.register("given", rows)
        connection.execute(f"create macro renamed(id) as md5(id || '/{number}')")
        copied = connection.execute(
            f"select * replace ('{batch_id}' as batch_id, {changes}) from given"
        ).to_arrow_table()
    return copied.cast(rows.schema)
