"""What normalize and extract do to a piece of a batch, in whatever process: rows in, rows out.

Everything here can be pickled, imports what is heavy only when it is needed, and writes nothing.
"""

from __future__ import annotations

import errno
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache, lru_cache
from typing import TYPE_CHECKING

import pyarrow as pa

from pipelines.lake.store import Lake, quarantine_rows, rows_of
from pipelines.orchestration.deadline import TooLongError, each_at_most
from pipelines.orchestration.found_rows import Row, article_row, mention_rows, quote_rows
from pipelines.settings import Settings

if TYPE_CHECKING:
    from pipelines.extract.extractor import Extractor

ENGLISH = "en"

_EXAMPLE = """BERLIN, March 3, 2021. /DPA/. The minister spoke on Wednesday.

"We will open the bridge in May," Anna Weber told reporters. She said that it took too long.
"""

_OF_THE_MACHINE = (
    errno.ENOSPC,
    errno.EDQUOT,
    errno.EFBIG,
    errno.EIO,
    errno.EROFS,
    errno.EMFILE,
    errno.ENFILE,
)

Made = Mapping[str, list[Row]]


@dataclass(frozen=True, slots=True)
class Piece:
    """Some rows of an accepted batch; `fingerprint` is the batch's."""

    table: str
    batch_id: str
    fingerprint: str
    start: int
    stop: int

    @property
    def rows(self) -> int:
        return self.stop - self.start


@dataclass(frozen=True, slots=True)
class PieceWork:
    """The rows made from a piece and its documents that failed, both by table."""

    made: Mapping[str, pa.Table]
    rejected: Mapping[str, pa.Table]
    seconds: float


def normalizer_version(settings: Settings) -> str:
    """Version of what normalize makes."""
    from pipelines.normalize.article import NORMALIZER_VERSION

    return NORMALIZER_VERSION


def extractor_version(settings: Settings) -> str:
    """Version of what extract makes, with the model it parses with."""
    from pipelines.extract.version import EXTRACTOR_VERSION

    return f"{EXTRACTOR_VERSION}+{settings.spacy_model}"


def normalize_piece(settings: Settings, piece: Piece) -> PieceWork:
    """Make `articles` of the new and changed documents of a piece."""
    documents = (row for row in _rows(settings, piece) if row["operation"] == "upsert")
    return _each(settings, "normalize", ("articles",), documents, _normalized)


def extract_piece(settings: Settings, piece: Piece) -> PieceWork:
    """Make `quotes` and `mentions` of the English articles of a piece."""
    english = (row for row in _rows(settings, piece) if row["language"] == ENGLISH)
    return _each(settings, "extract", ("quotes", "mentions"), english, _extracted)


def warm_up(settings: Settings) -> None:
    """Load all that the first document would have to wait for, by working on an example."""
    from pipelines.normalize.article import DocumentMetadata, normalize

    article = normalize(_EXAMPLE, DocumentMetadata())
    _extractor(settings.spacy_model).extract(article.body)


def give_up(settings: Settings, stage: str, tables: tuple[str, ...], piece: Piece) -> PieceWork:
    """What becomes of a piece over which workers die: all its documents fail."""

    def die(settings: Settings, document: Row) -> Made:
        raise RuntimeError("the process that worked on it died each time")

    return _each(settings, stage, tables, _rows(settings, piece), die)


def _normalized(settings: Settings, document: Row) -> Made:
    from pipelines.normalize.article import DocumentMetadata, normalize

    metadata = DocumentMetadata(
        url=document["url"],
        publisher=document["publisher"],
        title=document["title"],
        subtitle=document["subtitle"],
        authors=tuple(document["authors"]),
        published=document["published"],
    )
    article = normalize(document["text"], metadata)
    return {"articles": [article_row(document, article, normalizer_version(settings))]}


def _extracted(settings: Settings, article: Row) -> Made:
    found = _extractor(settings.spacy_model).extract(article["body"])
    return {"quotes": quote_rows(article, found), "mentions": mention_rows(article, found)}


@cache
def _extractor(model: str) -> Extractor:
    from pipelines.extract.extractor import Extractor

    return Extractor(model)


def _rows(settings: Settings, piece: Piece) -> Iterator[Row]:
    batch = _batch(settings, piece.table, piece.batch_id, piece.fingerprint)
    yield from batch.slice(piece.start, piece.rows).to_pylist()


@lru_cache(maxsize=1)
def _batch(settings: Settings, table: str, batch_id: str, fingerprint: str) -> pa.Table:
    """The batch that the pieces of a process come from, read once for all of them."""
    return Lake(settings).read(table, batch_id)


def _each(
    settings: Settings,
    stage: str,
    tables: tuple[str, ...],
    documents: Iterator[Row],
    work: Callable[[Settings, Row], Made],
) -> PieceWork:
    """Work on one document after the other; one that fails, or takes too long, is put aside."""
    began = time.perf_counter()
    made: dict[str, list[Row]] = {table: [] for table in tables}
    failed: list[Row] = []
    with each_at_most(settings.document_seconds) as limited:
        for document in documents:
            try:
                with limited():
                    found = work(settings, document)
            except TooLongError:
                limit = f"took longer than {settings.document_seconds:g} s"
                reason = f"{limit} (ONRECORD_DOCUMENT_SECONDS)"
                failed.append(_failure(stage, tables[0], document, "too_long", reason))
            except Exception as error:
                _require_of_document(error)
                reason = f"{type(error).__name__}: {error}"
                failed.append(_failure(stage, tables[0], document, f"{stage}_failed", reason))
            else:
                for table, rows in found.items():
                    made[table].extend(rows)
    return PieceWork(
        {table: rows_of(table, rows) for table, rows in made.items()},
        {table: quarantine_rows(failed if table == tables[0] else []) for table in tables},
        time.perf_counter() - began,
    )


def _require_of_document(error: Exception) -> None:
    """Raise it where the machine is at fault: other documents, and the next run, may do better."""
    if isinstance(error, OSError) and error.errno in _OF_THE_MACHINE:
        where = error.filename or f"a temporary file in {tempfile.gettempdir()}"
        raise OSError(error.errno, error.strerror, where) from error


def _failure(stage: str, table: str, document: Row, rule: str, reason: str) -> Row:
    return {
        "stage": stage,
        "table_name": table,
        "batch_id": document["batch_id"],
        "source_uri": document["source_uri"],
        "document_id": document.get("document_id") or document.get("article_id"),
        "row_key": None,
        "rule": rule,
        "reason": reason[:500],
        "sample": (document.get("text") or document.get("body") or "")[:500],
        "quarantined_at": datetime.now(UTC),
    }
