"""The assets of curate, one per SQL model, and of publish. What they do is in `building`
and `pipelines.publish`; here it is named, checked and shown."""

from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import cache, partial
from typing import Any

import dagster as dg

from pipelines.curate.build import TableResult
from pipelines.curate.lineage import Sources, column_lineage
from pipelines.curate.models import Model, load_models
from pipelines.curate.reference import SEEDS
from pipelines.gates.verdict import RuleResult
from pipelines.lake.asking import on_fresh_listing
from pipelines.lake.store import Lake
from pipelines.orchestration import audit_checks, keys, metadata
from pipelines.orchestration.building import Build, audit_build, make_build
from pipelines.orchestration.locking import writing
from pipelines.orchestration.publishing import PublishOutcome, publish_build
from pipelines.orchestration.resources import SettingsResource
from pipelines.settings import SQL_FOLDER, Settings

Events = Iterator[dg.AssetCheckResult | dg.MaterializeResult[None]]

_LONG = 1.0
"""Seconds that a table takes to be told of at once. To note it takes Dagster some hundredths."""


@cache
def models() -> tuple[Model, ...]:
    """The SQL models, parsed once a process."""
    return load_models(SQL_FOLDER)


@cache
def _column_lineage() -> Mapping[str, Mapping[str, Sources]]:
    """Where the columns of the models come from, found out once a process."""
    return column_lineage(models())


def _model_specs() -> list[dg.AssetSpec]:
    tables = [
        dg.AssetSpec(
            keys.model(seed.name),
            description=seed.description,
            group_name="curate",
            kinds={"csv", "duckdb"},
        )
        for seed in SEEDS
    ]
    for model in models():
        sources = {key for relation in model.depends_on for key in keys.relation(relation)}
        tables.append(
            dg.AssetSpec(
                keys.model(model.name),
                deps=sorted(sources, key=str),
                description=f"{model.description}\n\n```sql\n{model.sql.strip()}\n```",
                group_name="curate",
                kinds={"sql", "duckdb"},
                tags={"layer": model.layer},
            )
        )
    return tables


@dg.multi_asset(name="curate", specs=_model_specs(), check_specs=audit_checks.specs(models()))
def curate_assets(context: dg.AssetExecutionContext, settings: SettingsResource) -> Events:
    """A new DuckDB file of everything the lake has accepted."""
    with ThreadPoolExecutor(1) as beside, writing(settings.read(), context.log.info):
        # It is Python's work and would keep the SQL from beginning: it waits for a free core.
        lineage = partial(beside.submit, _column_lineage)
        build = make_build(settings.read(), partial(_tell_of_long, context.log.info), lineage)
        columns = lineage().result()
        # A core is free while Dagster is told of the tables. They come before their checks, as it
        # takes a check to be of the materialization that is the newest by then.
        audited = beside.submit(audit_build, build)
        for made in build.tables:
            # A model whose file is newer than this process has no asset in it.
            if keys.model(made.name) in context.selected_asset_keys:
                yield _materialized(build, made, columns)
        outcome = audited.result()
    yield from audit_checks.results(models(), outcome)
    if not outcome.passed:
        raise dg.Failure(
            f"gate closed: build {outcome.build_id} failed its audits and was not published. "
            f"It can be looked at in {outcome.path}.",
            allow_retries=False,
        )


def _tell_of_long(say: Callable[[str], None], made: TableResult) -> None:
    """The progress of a long build. What the others took is shown with their assets."""
    if made.seconds is not None and made.seconds >= _LONG:
        say(f"{made.name}: {made.rows:,} rows, {made.seconds:.2f} s")


def _materialized(
    build: Build, made: TableResult, lineage: Mapping[str, Mapping[str, Sources]]
) -> dg.MaterializeResult[None]:
    table = made.description
    shown: dict[str, Any] = {
        "dagster/row_count": table.rows,
        "dagster/column_schema": metadata.described_columns(table.columns),
        "dagster/relation_identifier": made.relation,
        "preview": metadata.preview(table.first_rows),
        "build": build.build_id,
        "database": metadata.file(build.path),
    }
    if made.seconds is not None:
        shown["seconds"] = round(made.seconds, 4)
    for model in models():
        if model.relation == made.relation:
            shown |= _lineage(lineage[model.name])
            shown["sql_file"] = metadata.file(model.path)
    return dg.MaterializeResult(asset_key=keys.model(made.name), metadata=shown)


def _lineage(columns: Mapping[str, Sources]) -> dict[str, Any]:
    """Twice: as Dagster's own metadata, which its open-source UI does not draw, and as a table."""
    behind = {
        name: {found for relation, column in sources for found in keys.column(relation, column)}
        for name, sources in columns.items()
    }
    rows = [
        {
            "column": name,
            "comes_from": ", ".join(metadata.column_name(*each) for each in sorted(of)),
        }
        for name, of in behind.items()
    ]
    return {
        "dagster/column_lineage": metadata.column_lineage(behind),
        "column_lineage": metadata.records(rows, ["column", "comes_from"]),
    }


@dg.asset(
    key=keys.PUBLISHED,
    deps=[keys.model(model.name) for model in models() if model.layer != "staging"],
    group_name="publish",
    kinds={"duckdb"},
    check_specs=[
        dg.AssetCheckSpec(
            "fit_to_publish",
            asset=keys.PUBLISHED,
            blocking=True,
            description="Opens read-only, has every table of the contracts, and is not emptier "
            "than the last without cause.",
        )
    ],
)
def onrecord(context: dg.AssetExecutionContext, settings: SettingsResource) -> Events:
    """The published warehouse: a link that is swapped to the newest build that passed."""
    current: Settings = settings.read()
    with writing(current, context.log.info):
        outcome = publish_build(current)
    yield _fitness(outcome)
    if outcome.why_not:
        raise dg.Failure(
            f"gate closed: {outcome.why_not}. The file published before stays.",
            allow_retries=False,
        )
    batches = on_fresh_listing(Lake(current).accepted)("raw_documents")
    yield dg.MaterializeResult(
        asset_key=keys.PUBLISHED,
        metadata={
            "file": metadata.file(current.published),
            "build": outcome.build.stem,
            "swapped": outcome.swapped,
            "batches": len(batches),
            "tables": metadata.records(
                [{"table": name, "rows": rows} for name, rows in outcome.rows.items()],
                ["table", "rows"],
            ),
        },
    )


def _fitness(outcome: PublishOutcome) -> dg.AssetCheckResult:
    asked = RuleResult(
        "fit_to_publish",
        outcome.why_not or "opens, is complete, and is not emptier without cause",
        "table",
        sum(outcome.rows.values()),
        1 if outcome.why_not else 0,
    )
    return dg.AssetCheckResult(
        asset_key=keys.PUBLISHED,
        check_name="fit_to_publish",
        passed=not outcome.why_not,
        description=asked.reason,
        metadata={"rules": metadata.rules([asked])},
    )
