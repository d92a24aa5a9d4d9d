"""Runs the curate stage: builds a DuckDB file from the lake's snapshot, and audits it.

A build that its audits pass is renamed out of `builds/candidate/`; publishing looks nowhere else.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import duckdb

from pipelines import engine, faults
from pipelines.contracts.catalog import CURATED, LAKE
from pipelines.contracts.model import Table
from pipelines.curate.audits import Audit, audits, count_audits, failing_rows, lake_counts
from pipelines.curate.build import BUILD_VERSION, TableResult, build
from pipelines.curate.description import describe
from pipelines.curate.models import Model, load_models, sql_fingerprint
from pipelines.curate.reference import SEEDS
from pipelines.gates.audit import AuditVerdict, Finding, expect_none
from pipelines.lake.store import Lake
from pipelines.lake.views import Snapshot, snapshot, write_views
from pipelines.orchestration.journal import note
from pipelines.publish.history import in_order
from pipelines.publish.queries import on_each_core
from pipelines.settings import SQL_FOLDER, Settings

COUNTED = ("articles", "quotes", "mentions", "batches")
"""Tables whose rows are counted in the lake as well, another way than SQL builds them."""


@dataclass(frozen=True, slots=True)
class Build:
    """The build that belongs to the lake as it is.

    `path` is where it belongs, `candidate` where it lies until it is audited: None where it was
    there already. `models` are what makes it, `views` show the lake that it is made of.
    """

    path: Path
    candidate: Path | None
    models: tuple[Model, ...]
    tables: tuple[TableResult, ...]
    views: str = ""

    @property
    def build_id(self) -> str:
        return self.path.stem


@dataclass(frozen=True, slots=True)
class BuildOutcome:
    """What came of auditing a build; `verdict` is None where it was audited before."""

    path: Path
    verdict: AuditVerdict | None

    @property
    def build_id(self) -> str:
        return self.path.stem

    @property
    def passed(self) -> bool:
        return self.verdict is None or self.verdict.passed


def wanted_build(settings: Settings, at: Snapshot | None = None) -> Path:
    """Where the build of the lake as it is belongs; the file may not be there yet."""
    prints = [
        (at or snapshot(Lake(settings))).fingerprint,
        sql_fingerprint(SQL_FOLDER),
        str(BUILD_VERSION),
        *(_contract_print(tables) for tables in (LAKE, CURATED)),
    ]
    build_id = hashlib.sha256("\n".join(prints).encode()).hexdigest()[:16]
    return settings.builds / f"{build_id}.duckdb"


def make_build(
    settings: Settings,
    on_table: Callable[[TableResult], None] | None = None,
    on_all_made: Callable[[], object] | None = None,
) -> Build:
    """Build the warehouse of the lake as it is, as a candidate, unless that was done before.

    Who listens hears what `build` tells.
    """
    lake = Lake(settings)
    at = snapshot(lake)
    target = wanted_build(settings, at)
    models = load_models(SQL_FOLDER)
    if target.exists():
        return Build(target, None, models, _tables_of(target, models))
    candidate = settings.builds / "candidate" / target.name
    candidate.parent.mkdir(parents=True, exist_ok=True)
    # No stage after this one has workers, and what they were forked from is as large as they are.
    engine.free_memory()
    views = write_views(lake, at)
    published = in_order(settings.builds)
    last = published[-1] if published else None
    tables = build(
        SQL_FOLDER,
        models,
        views,
        candidate,
        last=last,
        on_table=on_table,
        on_all_made=on_all_made,
    )
    return Build(target, candidate, models, tables, views)


def _tables_of(path: Path, models: Iterable[Model]) -> tuple[TableResult, ...]:
    relations = [seed.relation for seed in SEEDS] + [model.relation for model in models]
    with duckdb.connect(str(path), read_only=True) as connection:
        return tuple(TableResult(each, describe(connection, each)) for each in relations)


def audit_build(made: Build) -> BuildOutcome:
    """Audit a candidate, which goes where it belongs if it passes."""
    candidate, target = made.candidate, made.path
    if candidate is None:
        return BuildOutcome(target, None)
    faults.point("audit.ask", candidate)
    asked = (*audits(SQL_FOLDER, made.models), *count_audits(lake_counts(made.views)))
    verdict = expect_none(on_each_core(candidate, _finding, asked))
    note("built" if verdict.passed else "audit failed", build=target.stem, why=verdict.why_failed)
    if verdict.passed:
        faults.point("audit.rename", target)
        candidate.rename(target)
        faults.point("audit.renamed", target)
    return BuildOutcome(target if verdict.passed else candidate, verdict)


def _finding(connection: duckdb.DuckDBPyConnection, audit: Audit) -> Finding:
    return Finding(audit.name, audit.subject, audit.reason, failing_rows(connection, audit))


def _contract_print(tables: Mapping[str, Table]) -> str:
    return hashlib.sha256(repr(sorted(tables.items())).encode()).hexdigest()
