"""What a run would have to do, found out without Dagster, spaCy or Great Expectations."""

from __future__ import annotations

from dataclasses import dataclass

from pipelines.lake.store import Lake
from pipelines.lake.views import snapshot
from pipelines.orchestration.batching import EXTRACT, NORMALIZE, pending
from pipelines.orchestration.building import wanted_build
from pipelines.orchestration.publishing import needs_publishing
from pipelines.orchestration.surveying import Survey, survey
from pipelines.settings import Settings


@dataclass(frozen=True, slots=True)
class WorkLeft:
    """Differences of the sources, batches each stage lacks, and whether the file is behind.

    `to_clear`: a dead process left something, or a batch stands before a gate that closed.
    """

    sources: Survey
    to_normalize: int
    to_extract: int
    to_build: bool
    to_publish: bool
    to_clear: bool

    @property
    def any(self) -> bool:
        return bool(
            self.sources.work
            or self.sources.retries
            or self.to_normalize
            or self.to_extract
            or self.to_build
            or self.to_publish
            or self.to_clear
        )


def work_left(settings: Settings) -> WorkLeft:
    """Compare sources, lake, builds and the published file."""
    lake = Lake(settings)
    build = wanted_build(settings, snapshot(lake))
    publish = needs_publishing(settings)
    return WorkLeft(
        sources=survey(settings),
        to_normalize=len(pending(settings, NORMALIZE)),
        to_extract=len(pending(settings, EXTRACT)),
        to_build=publish and not build.exists(),
        to_publish=publish,
        to_clear=bool(lake.leftovers() or lake.closed_gates()),
    )
