"""The assets of ingest, normalize and extract, each with its gate as a blocking check."""

from collections.abc import Iterator, Sequence
from typing import Any

import dagster as dg

from pipelines.contracts.catalog import LAKE
from pipelines.lake.asking import on_fresh_listing
from pipelines.lake.store import Lake
from pipelines.orchestration import keys, metadata
from pipelines.orchestration.batching import EXTRACT, NORMALIZE, BatchStage, run_stage
from pipelines.orchestration.data_docs import index, write_index
from pipelines.orchestration.ingesting import ingest
from pipelines.orchestration.locking import writing
from pipelines.orchestration.outcome import TableOutcome
from pipelines.orchestration.progress import current
from pipelines.orchestration.resources import SettingsResource
from pipelines.settings import Settings

_INGESTED = ("raw_documents", "source_files")

Events = Iterator[dg.AssetCheckResult | dg.MaterializeResult[None]]


def _specs(tables: Sequence[str], reads: Sequence[str]) -> list[dg.AssetSpec]:
    return [
        dg.AssetSpec(
            keys.lake_table(name),
            deps=[keys.lake_table(each) for each in reads],
            description=LAKE[name].description,
            group_name=LAKE[name].stage,
            kinds={"python", "parquet"},
            metadata={"dagster/column_schema": metadata.column_schema(LAKE[name])},
        )
        for name in tables
    ]


def _gates(tables: Sequence[str]) -> list[dg.AssetCheckSpec]:
    return [
        dg.AssetCheckSpec(
            "gate",
            asset=keys.lake_table(name),
            blocking=True,
            description="Every rule of the contract. Rows that break one go to quarantine; "
            "a broken batch is stopped.",
        )
        for name in tables
    ]


@dg.multi_asset(
    name="ingest",
    specs=_specs(_INGESTED, ()),
    check_specs=_gates(_INGESTED),
)
def ingest_assets(context: dg.AssetExecutionContext, settings: SettingsResource) -> Events:
    """Source files that are new, changed or gone, as raw documents."""
    with writing(settings.read(), context.log.info):
        Lake(settings.read()).drop_candidates(_INGESTED)
        outcomes = ingest(settings.read(), current(context.log.info))
    yield from _report(settings.read(), outcomes)


@dg.multi_asset(
    name="normalize",
    specs=_specs(("articles",), ("raw_documents",)),
    check_specs=_gates(("articles",)),
)
def normalize_assets(context: dg.AssetExecutionContext, settings: SettingsResource) -> Events:
    """Accepted raw documents as clean articles."""
    yield from _run(context, settings.read(), NORMALIZE)


@dg.multi_asset(
    name="extract",
    specs=_specs(("quotes", "mentions"), ("articles",)),
    check_specs=_gates(("quotes", "mentions")),
)
def extract_assets(context: dg.AssetExecutionContext, settings: SettingsResource) -> Events:
    """Who says what, and who and what is named, in accepted articles."""
    yield from _run(context, settings.read(), EXTRACT)


def _run(context: dg.AssetExecutionContext, settings: Settings, stage: BatchStage) -> Events:
    with writing(settings, context.log.info):
        outcomes = run_stage(settings, stage, current(context.log.info))
    yield from _report(settings, outcomes)


def _report(settings: Settings, outcomes: Sequence[TableOutcome]) -> Events:
    """All checks first, so that a closed gate is red in the UI before the step fails."""
    write_index(settings)
    for outcome in outcomes:
        docs = index(settings)
        yield metadata.gate_result(keys.lake_table(outcome.table), outcome, docs)
    closed = "; ".join(outcome.why_closed for outcome in outcomes if not outcome.passed)
    if closed:
        raise dg.Failure(
            f"gate closed: {closed}. Nothing downstream ran; what was accepted before stays. "
            "The failing rows are with the check.",
            allow_retries=False,
        )
    for outcome in outcomes:
        yield _materialized(settings, outcome)


@on_fresh_listing
def _materialized(settings: Settings, outcome: TableOutcome) -> dg.MaterializeResult[None]:
    lake = Lake(settings)
    batches = lake.accepted(outcome.table)
    footers = [lake.footer(outcome.table, batch_id) for batch_id in batches]
    shown: dict[str, Any] = {
        "dagster/row_count": sum(footer.rows for footer in footers if footer),
        "dagster/column_schema": metadata.column_schema(LAKE[outcome.table]),
        "batches": len(batches),
        "batches_in_this_run": outcome.batches,
        "rows_accepted_in_this_run": outcome.accepted,
        "quarantined_in_this_run": outcome.quarantined,
        "seconds_of_work": round(outcome.seconds, 3),
        "folder": metadata.file(lake.root / outcome.table / "accepted"),
    }
    if outcome.documents:
        shown["documents_in_this_run"] = outcome.documents
        shown["documents_a_second"] = round(outcome.documents / outcome.elapsed, 2)
    newest = next((f for f in reversed(footers) if f and f.rows), None)
    if newest:
        shown["preview"] = metadata.preview(lake.read(outcome.table, newest.batch_id))
        shown["code_version"] = newest.version
    return dg.MaterializeResult(asset_key=keys.lake_table(outcome.table), metadata=shown)
