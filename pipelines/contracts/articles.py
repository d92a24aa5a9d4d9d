"""Contracts of articles: as the normalize stage makes them, and as they are curated."""

from __future__ import annotations

from dataclasses import replace

import pyarrow as pa

from pipelines.contracts.documents import BATCH_ID, RAW_DOCUMENTS, SOURCE_URI
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
    TableRule,
    nullable,
)

ARTICLE_ID = Column("article_id", ID, "The article (= its document_id).", pattern=HEX_ID)
TITLE = Column("title", TEXT, "Headline; null where none is printed.", nullable=True)

LAKE_ARTICLES = Table(
    name="articles",
    stage="normalize",
    description="One row per document: the clean article with what its page tells about it.",
    key=("article_id",),
    columns=(
        ARTICLE_ID,
        BATCH_ID,
        SOURCE_URI,
        *RAW_DOCUMENTS.pick(("record_locator", "source_format")),
        Column("url", TEXT, "Web address of the article, where its source gives one.", True),
        Column("publisher", TEXT, "Who published it, by its source or its own words.", True),
        replace(TITLE, max_length=4096),
        Column(
            "subtitle",
            TEXT,
            "Standfirst; it opens the body as well, so what is said in it has offsets.",
            nullable=True,
            max_length=16384,
        ),
        Column("authors", pa.list_(TEXT), "Authors, in the order printed."),
        Column("dateline_place", TEXT, "Place the dateline names.", nullable=True),
        Column("dateline_text", TEXT, "The dateline as printed.", nullable=True),
        Column(
            "published_on",
            pa.date32(),
            "Date of publication, first day of the month or year where no more is known; "
            "null where it is not settled.",
            nullable=True,
        ),
        Column(
            "published_precision",
            TEXT,
            "How much of the date is known; null where it is not settled.",
            nullable=True,
            allowed=("day", "month", "year"),
        ),
        Column(
            "published_evidence",
            TEXT,
            "The words or metadata that speak of the date, kept where they do not settle it.",
            nullable=True,
        ),
        Column("language", TEXT, "ISO 639-1 code; null where the text is too short.", True),
        Column("body", TEXT, "Clean text, paragraphs parted by blank lines.", long=True),
        Column(
            "raw_spans",
            pa.list_(
                pa.struct(
                    [("start", OFFSET), ("end", OFFSET), ("raw_start", OFFSET), ("raw_end", OFFSET)]
                )
            ),
            "Where each piece of the body stands in the document's raw text.",
        ),
        Column("word_count", COUNT, "Words of the body.", minimum=1),
        replace(nullable(RAW_DOCUMENTS.column("content_sha256")), nullable=False),
        RAW_DOCUMENTS.column("ingested_at"),
        Column("normalizer_version", TEXT, "Version of the code that made the row."),
    ),
    parent=Parent("raw_documents", column="article_id", key="document_id"),
    row_rules=(
        RowRule("body_not_empty", "nothing is left of the document", "length(trim(this.body)) > 0"),
        RowRule(
            "chrome_gone",
            "the body still holds words of the web site",
            "not regexp_matches(this.body, "
            "'(?im)^(all news|get more newsliveon|/ source: .*|ie 11 is not supported.*)$')",
        ),
        RowRule(
            "raw_spans_sound",
            "a piece of the body is not what stands there in the raw text",
            'len(list_filter(this.raw_spans, lambda s: s."end" <= s.start '
            'or substring(this.body, s.start + 1, s."end" - s.start) is distinct from '
            "substring(parent.text, s.raw_start + 1, s.raw_end - s.raw_start))) = 0",
        ),
        RowRule(
            "language_form",
            "the language is not a two-letter code",
            "this.language is null or regexp_full_match(this.language, '[a-z]{2}')",
        ),
        RowRule(
            "date_possible",
            "the date lies before newspapers or after the document was read",
            "this.published_on is null or this.published_on between date '1605-01-01' "
            "and this.ingested_at::date + 2",
        ),
        RowRule(
            "precision_with_date",
            "a date needs its precision and its evidence",
            "(this.published_on is null) = (this.published_precision is null) "
            "and (this.published_on is null or this.published_evidence is not null)",
        ),
    ),
    table_rules=(
        TableRule(
            "every_document_once",
            "a document of the batch became neither an article nor a row in quarantine",
            "select document_id from parent where operation = 'upsert' and document_id not in "
            "(select article_id from this where article_id is not null "
            "union all select document_id from rejected where document_id is not null)",
        ),
    ),
)

ARTICLES = Table(
    name="articles",
    stage="curate",
    description="One row per article as it stands now: the newest version of each document.",
    key=("article_id",),
    columns=(
        *LAKE_ARTICLES.without("batch_id", "normalizer_version", "ingested_at", "content_sha256"),
        Column("quote_count", COUNT, "Quotes found in it.", minimum=0),
        Column(
            "duplicate_of",
            ID,
            "The earliest article with nearly the same text; null for an original.",
            nullable=True,
        ),
        LAKE_ARTICLES.column("content_sha256"),
        LAKE_ARTICLES.column("batch_id"),
        LAKE_ARTICLES.column("ingested_at"),
        Column("extractor_version", TEXT, "Version of the extractor that read it."),
    ),
    references=(
        Reference("duplicate_of", "articles", "article_id"),
        Reference("batch_id", "batches", "batch_id"),
    ),
)
