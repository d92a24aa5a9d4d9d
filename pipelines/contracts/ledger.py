"""Contracts of the pipeline's own record: what was refused, and what each batch brought."""

from __future__ import annotations

import pyarrow as pa

from pipelines.contracts.documents import BATCH_ID, SOURCE_URI
from pipelines.contracts.model import COUNT, ID, TEXT, TIMESTAMP, Column, Table, nullable

QUARANTINE = Table(
    name="quarantine",
    stage="curate",
    description="One row per rule that a file, document or row broke, and why it was kept out.",
    key=(),
    columns=(
        Column("stage", TEXT, "The stage whose gate refused it."),
        Column("table_name", TEXT, "The table the row was meant for."),
        BATCH_ID,
        nullable(SOURCE_URI),
        Column("document_id", ID, "The document, where the file could be read.", nullable=True),
        Column("row_key", TEXT, "Key of the row that was refused.", nullable=True),
        Column("rule", TEXT, "Name of the rule that was broken."),
        Column("reason", TEXT, "What is wrong, in words."),
        Column("sample", TEXT, "The start of what was refused.", nullable=True, max_length=500),
        Column("quarantined_at", TIMESTAMP, "When it was refused."),
    ),
)

BATCHES = Table(
    name="batches",
    stage="curate",
    description="One row per batch in the warehouse: what came in when, made by which code.",
    key=("batch_id",),
    columns=(
        BATCH_ID,
        Column("ingested_at", TIMESTAMP, "When the batch was accepted."),
        Column("source_uris", pa.list_(TEXT), "Files that were read, changed or gone, sorted."),
        Column("upserted", COUNT, "Documents new or changed.", minimum=0),
        Column("deleted", COUNT, "Documents gone.", minimum=0),
        Column("article_count", COUNT, "Articles accepted.", minimum=0),
        Column("quote_count", COUNT, "Quotes accepted.", minimum=0),
        Column("mention_count", COUNT, "Mentions accepted.", minimum=0),
        Column("reader_version", TEXT, "Version of the code that read the files."),
        Column("normalizer_version", TEXT, "Version of the code that made articles."),
        Column("extractor_version", TEXT, "Version of the code that found quotes."),
    ),
)
