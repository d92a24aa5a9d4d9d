"""Full-text search over the quotes of a build. What is searched for is not known here.

DuckDB's extension makes the tables of the index and the search over them; they are filled here. The
extension would fill them by updating every word of every quote several times, and on one thread if
the same quotes are to give the same numbers. The index is the same in a fourth of the time.
"""

from __future__ import annotations

from dataclasses import dataclass

import duckdb

from pipelines.contracts.render import comment_on
from pipelines.contracts.search import SCHEMA, TABLES, load_engine

# No stopwords: "to be or not to be" is a quote. What is no letter or digit parts words.
_MAKE = (
    "PRAGMA create_fts_index('main.quotes', 'quote_id', 'text', stopwords = 'none', "
    r"ignore = '[^\pL\pN]+')"
)

# Each word is stemmed once, and numbered by the alphabet, so that numbers are the same each time.
# Words are kept as one text, with a blank between any two: lists of them take longer to be stored
# than to be made again.
_FILL = rf"""
CREATE TEMP TABLE spoken AS
SELECT
    rowid AS docid,
    quote_id AS name,
    trim(
        regexp_replace(
            lower(strip_accents(text)), ' *[^\pL\pN ][^\pL\pN]*|  +', ' ', 'g'
        )
    ) AS words
FROM main.quotes;

INSERT INTO {SCHEMA}.docs BY NAME
SELECT docid, name, if(words = '', 0, len(string_split(words, ' '))) AS len FROM temp.spoken;

INSERT INTO {SCHEMA}.stats BY NAME
SELECT count(docid) AS num_docs, sum(len) / count(len) AS avgdl FROM {SCHEMA}.docs;

CREATE TEMP TABLE numbered AS
WITH
known AS (
    SELECT DISTINCT unnest(string_split(words, ' ')) AS word FROM temp.spoken WHERE words <> ''
),
stemmed AS (SELECT word, stem(word, 'porter') AS term FROM known)
SELECT word, term, dense_rank() OVER (ORDER BY term) - 1 AS termid FROM stemmed;

INSERT INTO {SCHEMA}.terms BY NAME
SELECT spoken.docid, 0 AS fieldid, numbered.termid
FROM (
    SELECT docid, unnest(string_split(words, ' ')) AS word FROM temp.spoken WHERE words <> ''
) AS spoken
INNER JOIN temp.numbered AS numbered ON spoken.word = numbered.word;

INSERT INTO {SCHEMA}.dict BY NAME
WITH
known AS (SELECT DISTINCT termid, term FROM temp.numbered),
held AS (SELECT unnest(list_distinct(list(termid))) AS termid FROM {SCHEMA}.terms GROUP BY docid),
counted AS (SELECT termid, count(*) AS df FROM held GROUP BY termid)
SELECT termid, known.term, counted.df
FROM known
INNER JOIN counted USING (termid)
ORDER BY termid;

DROP TABLE temp.spoken;
DROP TABLE temp.numbered;
"""


@dataclass(frozen=True, slots=True)
class SearchIndex:
    """The index among the tables of a build: filled when the quotes are there."""

    relation: str = SCHEMA
    depends_on: tuple[str, ...] = ("main.quotes",)


def make_index(connection: duckdb.DuckDBPyConnection) -> None:
    """Add an empty index to the connection's database, which has no quotes yet."""
    connection.execute(load_engine())
    connection.execute("CREATE TABLE main.quotes (quote_id VARCHAR, text VARCHAR)")
    connection.execute(_MAKE)
    connection.execute("DROP TABLE main.quotes")
    # The extension has counted the quotes.
    connection.execute(f"DELETE FROM {SCHEMA}.stats")
    for table, (description, columns) in TABLES.items():
        connection.execute(comment_on(f"{SCHEMA}.{table}", description, dict(columns)))


def fill_index(connection: duckdb.DuckDBPyConnection) -> None:
    """Put the words of quotes.text into the index."""
    connection.execute(_FILL)
