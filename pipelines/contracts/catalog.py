"""All contracts, by layer. Nothing is defined here."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from pipelines.contracts.articles import ARTICLES, LAKE_ARTICLES
from pipelines.contracts.documents import RAW_DOCUMENTS, SOURCE_FILES
from pipelines.contracts.entities import ENTITIES, LAKE_MENTIONS, MENTIONS, UTTERANCES
from pipelines.contracts.ledger import BATCHES, QUARANTINE
from pipelines.contracts.model import Table
from pipelines.contracts.quotes import LAKE_QUOTES, QUOTES


def _by_name(*tables: Table) -> Mapping[str, Table]:
    return MappingProxyType({table.name: table for table in tables})


LAKE: Mapping[str, Table] = _by_name(
    SOURCE_FILES, RAW_DOCUMENTS, LAKE_ARTICLES, LAKE_QUOTES, LAKE_MENTIONS
)
"""Tables kept as Parquet batches."""

CURATED: Mapping[str, Table] = _by_name(
    ARTICLES, QUOTES, MENTIONS, ENTITIES, UTTERANCES, QUARANTINE, BATCHES
)
"""Tables of the published warehouse that analysts may rely on."""
