"""Makes a lake of very many quotes out of a small one, by copying its articles in other letters.

In each copy the vowels and the consonants change places with each other, so that it has words and
names of its own: what is said, and who says it, differ from copy to copy as they do from article
to article. Nothing gets longer or shorter, so that all offsets stay right.
"""

from __future__ import annotations

import random
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
_IDS = ("document_id", "article_id", "quote_id", "mention_id", "source_uri")
_TEXTS = ("text", "body", "title", "cue", "speaker_text", "speaker_name", "name")
_LETTERS = ("aeiou", "bcdfghjklmnpqrstvwxyz")


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
        copied = _renamed(rows[table], number, batch_id)
        footer = large.write_candidate(
            table,
            batch_id,
            copied,
            version=like.version if like else "",
            made_from=parent.fingerprint if parent else batch_id,
            at=datetime.now(UTC),
        )
        large.accept(footer, copied, quarantine_rows([]))


def _renamed(rows: pa.Table, number: int, batch_id: str) -> pa.Table:
    changes = [
        *(f"md5({name} || '/{number}') as {name}" for name in _IDS if name in rows.column_names),
        *(f"other({name}) as {name}" for name in _TEXTS if name in rows.column_names),
    ]
    before, after = _letters(number)
    with duckdb.connect() as connection:
        connection.register("given", rows)
        connection.execute(f"create macro other(t) as translate(t, '{before}', '{after}')")
        copied = connection.execute(
            f"select * replace ('{batch_id}' as batch_id, {', '.join(changes)}) from given"
        ).to_arrow_table()
    return copied.cast(rows.schema)


def _letters(number: int) -> tuple[str, str]:
    """The letters, and those that stand for them in a copy."""
    chance = random.Random(number)
    after = "".join("".join(chance.sample(kind, len(kind))) for kind in _LETTERS)
    before = "".join(_LETTERS)
    return before + before.upper(), after + after.upper()
