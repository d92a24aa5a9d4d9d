"""How raw files are read, as set: limits, names of fields, and a version of the two together.

What the limits and names do is in `pipelines.ingest`.
"""

from __future__ import annotations

from pipelines.ingest.fields import USUAL, FieldNames, called
from pipelines.ingest.records import READER_VERSION, ReadLimits
from pipelines.settings import Settings


def read_limits(settings: Settings) -> ReadLimits:
    """How much a single file may ask of us."""
    return ReadLimits(
        max_file_bytes=settings.max_file_bytes, max_document_bytes=settings.max_document_bytes
    )


def field_names(settings: Settings) -> FieldNames:
    """What fields of records are called."""
    return called(settings.fields)


def reader_version(settings: Settings) -> str:
    """Changes when the same bytes may give other documents: every file is then read again."""
    names = field_names(settings)
    return READER_VERSION if names == USUAL else f"{READER_VERSION}+{names.fingerprint}"
