"""Takes one candidate batch through its gate, into the lake or not. No stage's work is here."""

from __future__ import annotations

from datetime import datetime

import pyarrow as pa

from pipelines.contracts.catalog import LAKE
from pipelines.gates.gate import Limits, validate
from pipelines.gates.verdict import Verdict
from pipelines.lake.parquet import Footer
from pipelines.lake.store import Lake
from pipelines.orchestration.data_docs import document
from pipelines.orchestration.journal import note
from pipelines.settings import Settings


def pass_gate(
    settings: Settings,
    footer: Footer,
    *,
    parent: pa.Table | None,
    rejected: pa.Table,
    now: datetime,
) -> Verdict:
    """Validate the candidate that `footer` belongs to, and accept it or note why not."""
    lake = Lake(settings)
    contract = LAKE[footer.table]
    verdict = validate(
        contract,
        lake.read_candidate(footer.table, footer.batch_id),
        batch_id=footer.batch_id,
        parent=parent,
        rejected=rejected,
        limits=Limits(settings.max_bad_share, settings.min_bad_rows),
        now=now,
    )
    note(
        "gate closed" if verdict.closed else "accepted",
        table=footer.table,
        batch_id=footer.batch_id,
        accepted=verdict.accepted.num_rows,
        quarantined=verdict.quarantined.num_rows,
        why=verdict.why_closed,
    )
    document(settings, verdict)
    if verdict.closed:
        lake.close(footer.table, footer.batch_id, verdict.why_closed or "")
    else:
        lake.accept(footer, verdict.accepted, verdict.quarantined)
    return verdict
