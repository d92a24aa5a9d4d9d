"""The full-text index over quotes: its name, what its tables mean, the SQL that loads its engine.

Making the index is curate's work, searching that of whoever opens the published file.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import files
from types import MappingProxyType

SCHEMA = "fts_main_quotes"
"""DuckDB makes it of the name of the table that is indexed."""

TABLES: Mapping[str, tuple[str, Mapping[str, str]]] = MappingProxyType(
    {
        "docs": (
            "Search index: one row per quote.",
            {
                "docid": "Number of the quote.",
                "name": "quotes.quote_id.",
                "len": "Words of the quote.",
            },
        ),
        "dict": (
            "Search index: one row per word, without its ending.",
            {
                "termid": "Number of the word.",
                "term": "The word, stemmed.",
                "df": "Quotes that have it.",
            },
        ),
        "terms": (
            "Search index: one row per word of a quote.",
            {
                "docid": "docs.docid: the quote.",
                "fieldid": "fields.fieldid: the column.",
                "termid": "dict.termid: the word.",
            },
        ),
        "fields": (
            "Search index: the columns of quotes that are indexed.",
            {"fieldid": "Number of the column.", "field": "Name of the column."},
        ),
        "stats": (
            "Search index: what the ranking needs of all quotes.",
            {"num_docs": "Quotes.", "avgdl": "Mean words of a quote."},
        ),
        "stopwords": (
            "Search index: words that are not indexed; there are none.",
            {"sw": "The word."},
        ),
    }
)


def load_engine() -> str:
    """SQL that loads DuckDB's fts from the installed wheel: no network, nothing written at home."""
    import duckdb

    path = files("duckdb_extension_fts").joinpath(
        "extensions", f"v{duckdb.__version__}", "fts.duckdb_extension"
    )
    return "LOAD '" + str(path).replace("'", "''") + "'"
