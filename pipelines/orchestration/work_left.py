"""What a run would have to do, found out without Dagster, spaCy or Great Expectations."""

from __future__ import annotations

from dataclasses import dataclass

from pipelines.lake.store import Lake
from pipelines.lake.views import snapshot
from pipelines.orchestration.batching import EXTRACT, NORMALIZE, pending
from pipelines.orchestration.building import wanted_build
from pipelines.orchestration.ingesting import Survey, survey
from pipelines.orchestration.publishing import needs_publishing
from pipelines.settings import Settings


@dataclass(frozen=True, slots=True)
class WorkLeft:
    """Differences of the sources, batches each stage lacks, and whether the file is behind."""

    sources: Survey
    to_normalize: int
    to_extract: int
    to_build: bool
    to_publish: bool

    @property
    def any(self) -> bool:
        return bool(
            self.sources.work
            or self.sources.retries
            or self.to_normalize
            or self.to_extract
            or self.to_build
            or self.to_publish
        )


def work_left(settings: Settings) -> WorkLeft:
    """Compare sources, lake, builds and the published file."""
    build = wanted_build(settings, snapshot(Lake(settings)))
    publish = needs_publishing(settings)
    return WorkLeft(
        sources=survey(settings),
        to_normalize=len(pending(settings, NORMALIZE)),
        to_extract=len(pending(settings, EXTRACT)),
        to_build=publish and not build.exists(),
        to_publish=publish,
    )
