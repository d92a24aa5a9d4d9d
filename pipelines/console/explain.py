"""`onrecord explain`: finds the row an id belongs to and puts together what there is to say of it.

How the text is laid out is in `explained`.
"""

from __future__ import annotations

from typing import Any

import duckdb

from pipelines.console import explained
from pipelines.console.failure import CommandError
from pipelines.publish.reader import NoWarehouseError, opened
from pipelines.settings import Settings

Row = dict[str, Any]

KEYS = {
    "quotes": "quote_id",
    "mentions": "mention_id",
    "articles": "article_id",
    "entities": "entity_id",
}
"""An utterance bears the id of its first quote, and is explained with it."""

_ARTICLE = """
select a.*, b.normalizer_version, b.reader_version
from articles as a
inner join batches as b using (batch_id)
where a.article_id = ?
"""
_QUOTE = """
select q.*, e.name as entity_name from quotes as q
left join entities as e on q.speaker_id = e.entity_id
where q.quote_id = ?
"""
_MENTION = """
select m.*, e.name as entity_name from mentions as m
left join entities as e using (entity_id)
where m.mention_id = ?
"""
_UTTERANCE = """
select q.quote_id, q.text, a.publisher, a.published_on, a.source_uri
from quotes as q inner join articles as a using (article_id)
where q.utterance_id = ?
order by a.published_on nulls last, a.article_id, q.ordinal
"""
_ENTITY = "select * from entities where entity_id = ?"
_NAMINGS = """
select m.mention_id, m.article_id, m.text, m.start, m."end", a.title as headline, a.publisher
from mentions as m inner join articles as a using (article_id)
where m.entity_id = ?
order by a.published_on nulls last, a.article_id, m.start
"""


def explain(settings: Settings, row_id: str) -> str:
    """The explanation as text. The start of an id will do where it fits one row only."""
    try:
        with opened(settings.published, settings.query_memory) as connection:
            table, key = _found(connection, row_id)
            lines = _EXPLAIN[table](connection, key)
    except NoWarehouseError as error:
        raise CommandError(str(error)) from error
    checks = explained.checks(table)
    build = settings.published.resolve().stem
    return "\n".join([*lines, *checks, f"build      {build}, where all of these held"])


def _found(connection: duckdb.DuckDBPyConnection, row_id: str) -> tuple[str, str]:
    """The table and the whole id of the one row that is meant."""
    found = [
        (table, str(key))
        for table, column in KEYS.items()
        for (key,) in connection.execute(
            f"select {column} from {table} where starts_with({column}, ?) order by 1 limit 2",
            [row_id],
        ).fetchall()
    ]
    if not found or not row_id:
        raise CommandError(
            f"no quote has the id {row_id!r}, nor has a mention, article, entity or utterance. "
            'Ids are in quotes.quote_id and the like: onrecord query "select quote_id, text from '
            'quotes"'
        )
    if len(found) > 1:
        raise CommandError(f"more than one id begins with {row_id!r}; give more of it")
    return found[0]


def _quote(connection: duckdb.DuckDBPyConnection, key: str) -> list[str]:
    [quote] = _rows(connection, _QUOTE, key)
    [article] = _rows(connection, _ARTICLE, quote["article_id"])
    printings = _rows(connection, _UTTERANCE, quote["utterance_id"])
    return [
        *explained.place(article, quote["spans"]),
        *explained.quote(quote, printings),
        *explained.origin(article, quote["spans"]),
    ]


def _mention(connection: duckdb.DuckDBPyConnection, key: str) -> list[str]:
    [mention] = _rows(connection, _MENTION, key)
    [article] = _rows(connection, _ARTICLE, mention["article_id"])
    spans = [{"start": mention["start"], "end": mention["end"]}]
    return [
        *explained.place(article, spans),
        *explained.mention(mention),
        *explained.origin(article, spans),
    ]


def _article(connection: duckdb.DuckDBPyConnection, key: str) -> list[str]:
    [article] = _rows(connection, _ARTICLE, key)
    whole = [{"start": 0, "end": len(article["body"])}]
    return [*explained.article(article), *explained.origin(article, whole)]


def _entity(connection: duckdb.DuckDBPyConnection, key: str) -> list[str]:
    [entity] = _rows(connection, _ENTITY, key)
    namings = _rows(connection, _NAMINGS, key)
    [article] = _rows(connection, _ARTICLE, namings[0]["article_id"])
    spans = [{"start": namings[0]["start"], "end": namings[0]["end"]}]
    return [
        *explained.place(article, spans),
        *explained.entity(entity, namings),
        *explained.origin(article, spans),
    ]


_EXPLAIN = {"quotes": _quote, "mentions": _mention, "articles": _article, "entities": _entity}


def _rows(connection: duckdb.DuckDBPyConnection, sql: str, key: str) -> list[Row]:
    found = connection.execute(sql, [key])
    names = [column[0] for column in found.description or []]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]
