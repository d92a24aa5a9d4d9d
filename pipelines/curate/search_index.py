"""Full-text search over the quotes of a build. What is searched for is not known here."""

from __future__ import annotations

import duckdb

from pipelines.contracts.render import comment_on
from pipelines.contracts.search import SCHEMA, TABLES, load_engine


def index_quotes(connection: duckdb.DuckDBPyConnection) -> None:
    """Add the index over quotes.text to the connection's database."""
    connection.execute(load_engine())
    [(threads,)] = connection.execute("SELECT current_setting('threads')").fetchall()
    # Words are numbered as they come, and several threads come in any order.
    connection.execute("SET threads = 1")
    try:
        # No stopwords: "to be or not to be" is a quote. What is no letter or digit parts words.
        connection.execute(
            "PRAGMA create_fts_index('main.quotes', 'quote_id', 'text', stopwords = 'none', "
            r"ignore = '[^\pL\pN]+')"
        )
    finally:
        connection.execute(f"SET threads = {threads}")
    for table, (description, columns) in TABLES.items():
        for statement in comment_on(f"{SCHEMA}.{table}", description, dict(columns)):
            connection.execute(statement)
