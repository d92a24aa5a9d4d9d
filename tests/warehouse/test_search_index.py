"""The search index that is filled here is the one that DuckDB's extension would make."""

from __future__ import annotations

from collections.abc import Iterator

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.contracts.search import SCHEMA, load_engine
from pipelines.curate.search_index import fill_index, make_index

_QUOTES = "create table main.quotes as select unnest(?::varchar[]) as text, text as quote_id"
_WORDS = st.text("aAbeéßxyz0 -'.,…\u00a0\n\tиК", max_size=40)

_SAID = {
    "docs": "select name, len from docs",
    "dict": "select term, df from dict",
    "terms": "select name, field, term from terms join docs using (docid) "
    "join dict using (termid) join fields using (fieldid)",
    "stats": "select num_docs, round(avgdl, 9) from stats",
    "stopwords": "from stopwords",
}


@pytest.fixture(scope="module")
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        connection.execute(load_engine())
        yield connection


def said(connection: duckdb.DuckDBPyConnection) -> dict[str, list[tuple[object, ...]]]:
    """What the index says, whatever numbers it gives to words and quotes."""
    connection.execute(f"use {SCHEMA}")
    found = {table: sorted(connection.execute(sql).fetchall()) for table, sql in _SAID.items()}
    connection.execute("use main")
    return found


def ours(connection: duckdb.DuckDBPyConnection, texts: list[str]) -> dict[str, object]:
    connection.execute("drop table if exists main.quotes")
    connection.execute(f"drop schema if exists {SCHEMA} cascade")
    make_index(connection)
    connection.execute(_QUOTES, [texts])
    fill_index(connection)
    return {**said(connection)}


def theirs(connection: duckdb.DuckDBPyConnection, texts: list[str]) -> dict[str, object]:
    connection.execute("create or replace table main.quotes as select '' as text")
    connection.execute("drop table main.quotes")
    connection.execute(_QUOTES, [texts])
    connection.execute(
        "pragma create_fts_index('main.quotes', 'quote_id', 'text', stopwords = 'none', "
        r"ignore = '[^\pL\pN]+', overwrite = 1)"
    )
    return {**said(connection)}


@settings(max_examples=40, deadline=None)
@given(texts=st.lists(_WORDS, unique=True, min_size=1, max_size=6))
def test_any_quotes_are_indexed_as_the_extension_would(
    connection: duckdb.DuckDBPyConnection, texts: list[str]
) -> None:
    assert ours(connection, texts) == theirs(connection, texts)


def test_forms_of_a_word_are_one_term(connection: duckdb.DuckDBPyConnection) -> None:
    found = ours(connection, ["Talks talking", "We talked.", "…"])

    assert found["dict"] == [("talk", 2), ("we", 1)]
    assert found["docs"] == [("Talks talking", 2), ("We talked.", 2), ("…", 0)]
    assert found == theirs(connection, ["Talks talking", "We talked.", "…"])


def test_no_quotes_are_an_empty_index(connection: duckdb.DuckDBPyConnection) -> None:
    assert ours(connection, []) == theirs(connection, [])
