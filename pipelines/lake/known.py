"""What the lake knows of the sources: files with their versions, documents with their hashes.

Questions only; comparing the answer with the sources is ingest's.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.dataset as ds
import pyarrow.parquet as pq

from pipelines.lake.store import Lake


@dataclass(frozen=True, slots=True)
class SeenFile:
    """The newest record of a raw file."""

    uri: str
    size: int
    version: str
    status: str
    reader_version: str


def files(lake: Lake) -> dict[str, SeenFile]:
    """Every file that is not known to be gone, by URI."""
    seen: dict[str, SeenFile] = {}
    for batch_id in lake.accepted("source_files"):
        footer = lake.footer("source_files", batch_id)
        rows = lake.read("source_files", batch_id)
        for row in rows.select(["source_uri", "size_bytes", "version", "status"]).to_pylist():
            if row["status"] == "removed":
                seen.pop(row["source_uri"], None)
                continue
            seen[row["source_uri"]] = SeenFile(
                uri=row["source_uri"],
                size=row["size_bytes"],
                version=row["version"],
                status=row["status"],
                reader_version=footer.version if footer else "",
            )
    return seen


def documents(lake: Lake, uris: Collection[str]) -> dict[str, dict[str, str | None]]:
    """The living documents of the given files: URI to document_id to content hash.

    The hash is None for a document whose newest version is in quarantine: it must be asked for
    again, and taken out when it goes.
    """
    living: dict[str, dict[str, str | None]] = {uri: {} for uri in uris}
    if not uris:
        return living
    for batch_id in lake.accepted("raw_documents"):
        rejected = lake.rejected_path("raw_documents", batch_id)
        if rejected.exists():
            for row in _of_files(rejected, uris, ["source_uri", "document_id"]):
                if row["document_id"] is not None:
                    living[str(row["source_uri"])][str(row["document_id"])] = None
        columns = ["source_uri", "document_id", "operation", "content_sha256"]
        for row in _of_files(lake.accepted_path("raw_documents", batch_id), uris, columns):
            of_file = living[str(row["source_uri"])]
            if row["operation"] == "delete":
                of_file.pop(str(row["document_id"]), None)
            else:
                of_file[str(row["document_id"])] = row["content_sha256"]
    return living


def _of_files(path: Path, uris: Collection[str], columns: list[str]) -> list[dict[str, str | None]]:
    wanted = ds.field("source_uri").isin(pa.array(sorted(uris), pa.string()))
    rows: list[dict[str, str | None]] = pq.read_table(
        path, columns=columns, filters=wanted, partitioning=None
    ).to_pylist()
    return rows
