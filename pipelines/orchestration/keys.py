"""Asset keys of tables, SQL models and the published file. Nothing is materialized here."""

from __future__ import annotations

import dagster as dg

from pipelines.contracts.catalog import LAKE

PUBLISHED = dg.AssetKey(["publish", "onrecord"])

_LEDGER = ("raw_documents", "articles", "quotes", "mentions")


def lake_table(name: str) -> dg.AssetKey:
    """The asset of a table of the lake."""
    return dg.AssetKey([LAKE[name].stage, name])


def model(name: str) -> dg.AssetKey:
    """The asset of a SQL model or reference table."""
    return dg.AssetKey(["curate", name])


def relation(name: str) -> tuple[dg.AssetKey, ...]:
    """The assets behind a relation that a SQL model reads, such as `lake.quotes`."""
    schema, table = name.split(".", 1)
    if schema != "lake":
        return (model(table),)
    if table in LAKE:
        return (lake_table(table),)
    return tuple(lake_table(each) for each in _LEDGER)


def column(relation_name: str, name: str) -> tuple[tuple[dg.AssetKey, str], ...]:
    """The asset columns behind a column that a SQL model reads.

    The ledgers of the lake are made from all its tables; a column of theirs leads to the tables
    that have it.
    """
    schema, table = relation_name.split(".", 1)
    if schema == "lake" and table not in LAKE:
        holders = [each for each in _LEDGER if name in LAKE[each].column_names]
        return tuple((lake_table(each), name) for each in holders)
    return tuple((key, name) for key in relation(relation_name))
