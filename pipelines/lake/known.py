"""What the lake knows of the sources: files with their versions, documents with theirs.

Questions only; comparing the answer with the sources is for others. Each is one scan over all
batches of a table, whatever their number.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.dataset as ds

from pipelines.contracts.catalog import CURATED, LAKE
from pipelines.contracts.model import Table
from pipelines.contracts.render import arrow_schema
from pipelines.lake import parquet
from pipelines.lake.store import Lake


def _loose(table: Table) -> pa.Schema:
    """The columns of a contract, all nullable, so that rows of two tables go together."""
    return pa.schema([pa.field(field.name, field.type) for field in arrow_schema(table)])


_FILES = _loose(LAKE["source_files"])
_DOCUMENTS = _loose(LAKE["raw_documents"])
_REFUSED = _loose(CURATED["quarantine"])


class SeenFile(NamedTuple):
    """The newest record of a raw file. A tuple, as there is one for every file that is known."""

    size: int
    version: str
    status: str
    reader_version: str


@dataclass(frozen=True, slots=True)
class SeenDocument:
    """The newest version of a document, with all that reading its file again may change."""

    content_sha256: str
    source_format: str
    encoding: str | None
    repairs: tuple[str, ...]


def files(lake: Lake) -> dict[str, SeenFile]:
    """Every file that is not known to be gone, by URI."""
    readers = {
        batch_id: footer.version
        for batch_id in lake.accepted("source_files")
        if (footer := lake.footer("source_files", batch_id))
    }
    columns = ["source_uri", "size_bytes", "version", "status", "batch_id"]
    rows = _scan(_accepted(lake, "source_files"), _FILES, columns)
    newest = rows.group_by("source_uri", use_threads=False).aggregate(
        [(name, "last") for name in columns[1:]]
    )
    values = (newest[name].to_pylist() for name in ["source_uri", *newest.column_names[1:]])
    return {
        uri: SeenFile(size, version, status, readers[batch_id])
        for uri, size, version, status, batch_id in zip(*values, strict=True)
        if status != "removed"
    }


def unfinished(lake: Lake) -> set[str]:
    """Files from which documents were taken or refused since they were last read to the end.

    A run that ends within a file leaves such a file behind.
    """
    taken = pa.concat_tables(
        [
            _newest(_accepted(lake, "raw_documents"), _DOCUMENTS),
            _newest(_refused(lake), _REFUSED),
        ]
    )
    ended = _newest(_accepted(lake, "source_files"), _FILES)
    both = taken.join(ended, "source_uri", right_suffix="_ended")
    later = pc.greater(both["batch_id_max"], both["batch_id_max_ended"])
    return set(both.filter(pc.fill_null(later, True))["source_uri"].to_pylist())


def documents(lake: Lake, uris: Collection[str]) -> dict[str, dict[str, SeenDocument | None]]:
    """The living documents of the given files: URI to document_id to its newest version.

    None stands for a document whose newest version is in quarantine: it must be asked for again,
    and taken out when it goes.
    """
    living: dict[str, dict[str, SeenDocument | None]] = {uri: {} for uri in uris}
    for row in _versions(lake, uris) if uris else ():
        of_file = living[row["source_uri"]]
        if row["operation"] == "delete":
            of_file.pop(row["document_id"], None)
        elif row["operation"] is None:
            of_file[row["document_id"]] = None
        else:
            of_file[row["document_id"]] = SeenDocument(
                row["content_sha256"],
                row["source_format"],
                row["encoding"],
                tuple(row["repairs"]),
            )
    return living


def _versions(lake: Lake, uris: Collection[str]) -> Iterator[dict[str, Any]]:
    """What happened to the documents of the files, in order.

    Within one batch a refused version comes first, so that an accepted one wins over it.
    """
    key = ["batch_id", "source_uri", "document_id"]
    what = ["operation", "content_sha256", "source_format", "encoding", "repairs"]
    wanted = pc.field("source_uri").isin(pa.array(sorted(uris), pa.string()))
    accepted = _scan(_accepted(lake, "raw_documents"), _DOCUMENTS, [*key, *what], wanted)
    named = wanted & pc.field("document_id").is_valid()
    refused = _scan(_refused(lake), _REFUSED, key, named)
    rows = pa.concat_tables([refused, accepted], promote_options="default")
    yield from sorted(rows.to_pylist(), key=lambda row: str(row["batch_id"]))


def _accepted(lake: Lake, table: str) -> list[Path]:
    """Its files in the order of their batches; one may hold many."""
    holders = lake.holders(table)
    return list(dict.fromkeys(holders[batch_id] for batch_id in sorted(holders)))


def _refused(lake: Lake) -> list[Path]:
    batches = lake.accepted("raw_documents")
    paths = (lake.rejected_path("raw_documents", batch_id) for batch_id in batches)
    return [path for path in paths if path.exists()]


def _newest(paths: Sequence[Path], schema: pa.Schema) -> pa.Table:
    """The last batch that each file occurs in."""
    rows = _scan(paths, schema, ["source_uri", "batch_id"])
    return rows.group_by("source_uri").aggregate([("batch_id", "max")])


def _scan(
    paths: Sequence[Path],
    schema: pa.Schema,
    columns: list[str],
    wanted: pc.Expression | None = None,
) -> pa.Table:
    """Rows of batch files in the order of the paths. Raises LakeFileError.

    Whole files are not compared with their seals, as only a few columns are read: checksums prove
    those, once the footer is proven. A damaged footer could end the whole process.
    """
    if not paths:
        return schema.empty_table().select(columns)
    for path in paths:
        parquet.verify_footer(path)
    options = ds.ParquetFragmentScanOptions(page_checksum_verification=True)
    form = ds.ParquetFileFormat(default_fragment_scan_options=options)
    try:
        files = ds.dataset([str(path) for path in paths], schema=schema, format=form)
        return files.to_table(columns=columns, filter=wanted)
    except (OSError, pa.ArrowException):
        for path in paths:
            parquet.read(path)  # Names the file that cannot be read.
        raise
