"""Contracts of the ingest stage: the files that were seen and the documents read from them."""

from __future__ import annotations

import pyarrow as pa

from pipelines.contracts.model import COUNT, HEX_ID, ID, TEXT, TIMESTAMP, Column, RowRule, Table

BATCH_ID = Column(
    "batch_id",
    ID,
    "The batch in which this row was made; batches sort in the order of ingestion.",
    pattern=r"^[0-9]{8}-[0-9a-f]{8}$",
)
SOURCE_URI = Column(
    "source_uri", TEXT, "The raw file, as its root is written in the settings.", max_length=4096
)

SOURCE_FILES = Table(
    name="source_files",
    stage="ingest",
    description="One row per raw file that a batch read to its end, could not read, or found gone.",
    key=("source_uri",),
    columns=(
        BATCH_ID,
        SOURCE_URI,
        Column(
            "status",
            TEXT,
            "read; quarantined where nothing in the file could be read; removed where it is gone.",
            allowed=("read", "quarantined", "removed"),
        ),
        Column("size_bytes", COUNT, "Size of the file when it was read.", minimum=0),
        Column(
            "version",
            TEXT,
            "What the file system says of the file's version (modification time or entity tag).",
            max_length=256,
        ),
        Column("document_count", COUNT, "Documents the file holds.", minimum=0),
        Column("seen_at", TIMESTAMP, "When the file was read or missed."),
    ),
    row_rules=(
        RowRule(
            "removed_is_empty",
            "a file that is gone holds no documents",
            "this.status <> 'removed' or this.document_count = 0",
        ),
    ),
)

RAW_DOCUMENTS = Table(
    name="raw_documents",
    stage="ingest",
    description="One row per document that is new, changed or gone: its text and where it lay.",
    key=("document_id",),
    columns=(
        Column(
            "document_id",
            ID,
            "Identity of the document: a hash of its source URI and record locator.",
            pattern=HEX_ID,
        ),
        BATCH_ID,
        Column(
            "operation",
            TEXT,
            "upsert for a new or changed document, delete for one that is gone.",
            allowed=("upsert", "delete"),
        ),
        SOURCE_URI,
        Column(
            "record_locator",
            TEXT,
            "Which record of a file with several (line, row, member, URI); null otherwise.",
            nullable=True,
            max_length=4096,
        ),
        Column("source_format", TEXT, "What kind of file it came from.", max_length=64),
        Column("encoding", TEXT, "The encoding it was decoded with.", nullable=True, max_length=64),
        Column("repairs", pa.list_(TEXT), "What was mended while decoding, in order; often none."),
        Column(
            "content_sha256",
            ID,
            "Version of the document: SHA-256 of its text and metadata; null once gone.",
            nullable=True,
            pattern=r"^[0-9a-f]{64}$",
        ),
        Column("text", TEXT, "The decoded text; null once gone.", nullable=True),
        Column("url", TEXT, "Web address the source gives for it.", nullable=True, max_length=8192),
        Column("publisher", TEXT, "Publisher the source names.", nullable=True, max_length=1024),
        Column("title", TEXT, "Title the source gives.", nullable=True, max_length=4096),
        Column("subtitle", TEXT, "Standfirst the source gives.", nullable=True, max_length=16384),
        Column("authors", pa.list_(TEXT), "Authors the source names, in order."),
        Column(
            "published",
            TEXT,
            "Publication date as the source writes it.",
            nullable=True,
            max_length=256,
        ),
        Column("ingested_at", TIMESTAMP, "When this version was read."),
    ),
    row_rules=(
        RowRule(
            "text_present",
            "the document has no text",
            "this.operation = 'delete' or length(trim(coalesce(this.text, ''))) > 0",
        ),
        RowRule(
            "decoded_without_loss",
            "the text holds replacement characters: its encoding was not understood",
            "this.text is null or length(replace(this.text, chr(65533), '')) "
            ">= 0.999 * length(this.text)",
        ),
        RowRule(
            "not_binary",
            "the text holds control characters: the file is not text",
            "this.text is null or not regexp_matches(this.text, '[\\x00-\\x08\\x0e-\\x1a]')",
        ),
        RowRule(
            "version_present",
            "the document has no content hash",
            "(this.operation = 'delete') = (this.content_sha256 is null)",
        ),
    ),
)
