"""Contracts of what is named and said: mentions, entities and utterances."""

from __future__ import annotations

import pyarrow as pa

from pipelines.contracts.articles import ARTICLE_ID
from pipelines.contracts.documents import BATCH_ID
from pipelines.contracts.model import (
    COUNT,
    HEX_ID,
    ID,
    OFFSET,
    TEXT,
    Column,
    Parent,
    Reference,
    RowRule,
    Table,
    nullable,
)

ENTITY_TYPES = (
    "PERSON",
    "ORG",
    "GPE",
    "NORP",
    "LOC",
    "FAC",
    "EVENT",
    "WORK_OF_ART",
    "LAW",
    "PRODUCT",
    "LANGUAGE",
)

ENTITY_TYPE = Column(
    "entity_type", TEXT, "OntoNotes label, decided over all mentions.", allowed=ENTITY_TYPES
)

LAKE_MENTIONS = Table(
    name="mentions",
    stage="extract",
    description="One row per naming of a person, organization or place in an article.",
    key=("mention_id",),
    columns=(
        Column("mention_id", ID, "Identity: a hash of the article and the span.", pattern=HEX_ID),
        ARTICLE_ID,
        BATCH_ID,
        Column("text", TEXT, "The name as printed.", max_length=1000),
        Column("start", OFFSET, "First character in articles.body.", minimum=0),
        Column("end", OFFSET, "End in articles.body, exclusive.", minimum=1),
        Column("name", TEXT, "The fullest form of the name the article gives.", max_length=1000),
        Column("title", TEXT, "Role printed with this mention.", nullable=True, max_length=1000),
        Column(
            "entity_type",
            TEXT,
            "OntoNotes label, decided over the article's mentions.",
            allowed=ENTITY_TYPES,
        ),
    ),
    parent=Parent("articles", column="article_id", key="article_id"),
    row_rules=(
        RowRule(
            "article_known", "the mention belongs to no article", "parent.article_id is not null"
        ),
        RowRule(
            "text_is_body",
            "the name is not what stands at its offsets",
            'this."end" > this.start and this.text = '
            'substring(parent.body, this.start + 1, this."end" - this.start)',
        ),
    ),
)

MENTIONS = Table(
    name="mentions",
    stage="curate",
    description="One row per naming of an entity in an article as it stands now.",
    key=("mention_id",),
    columns=(
        *LAKE_MENTIONS.pick(("mention_id", "article_id")),
        Column(
            "entity_id",
            ID,
            "entities.entity_id: who or what is named; null where it may be either of two.",
            nullable=True,
        ),
        *LAKE_MENTIONS.pick(("text", "start", "end", "title")),
        ENTITY_TYPE,
    ),
    references=(
        Reference("article_id", "articles", "article_id"),
        Reference("entity_id", "entities", "entity_id"),
    ),
)

ENTITIES = Table(
    name="entities",
    stage="curate",
    description="One row per person, organization or place, over all articles.",
    key=("entity_id",),
    columns=(
        Column(
            "entity_id",
            ID,
            "Identity: a hash of its normalized name, not of its type.",
            pattern=HEX_ID,
        ),
        Column("name", TEXT, "The fullest and most used name."),
        ENTITY_TYPE,
        Column("aliases", pa.list_(TEXT), "All other forms in print, sorted."),
        Column("titles", pa.list_(TEXT), "Roles printed with it, most used first."),
        Column("mention_count", COUNT, "Mentions in all articles.", minimum=1),
        Column("article_count", COUNT, "Articles that name it.", minimum=1),
        Column("quote_count", COUNT, "Quotes it is the speaker of.", minimum=0),
        Column("first_seen", pa.date32(), "Earliest dated article that names it.", nullable=True),
        Column("last_seen", pa.date32(), "Latest dated article that names it.", nullable=True),
    ),
)

UTTERANCES = Table(
    name="utterances",
    stage="curate",
    description="One row per thing said once, however many articles carried it.",
    key=("utterance_id",),
    columns=(
        Column("utterance_id", ID, "Identity: the quote_id of its first quote.", pattern=HEX_ID),
        Column("speaker_id", ID, "entities.entity_id; null where unknown.", nullable=True),
        Column("text", TEXT, "The words in their longest printed form."),
        Column("article_count", COUNT, "Articles that carried it.", minimum=1),
        nullable(
            Column("first_published_on", pa.date32(), "Earliest dated article that carried it.")
        ),
        Column("first_article_id", ID, "The article that carried it first."),
        Column("variant_count", COUNT, "Different wordings in print.", minimum=1),
    ),
    references=(
        Reference("speaker_id", "entities", "entity_id"),
        Reference("first_article_id", "articles", "article_id"),
    ),
)
