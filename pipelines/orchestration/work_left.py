"""What a run would have to do, found out without Dagster, spaCy or Great Expectations."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from pipelines.lake.asking import on_fresh_listing
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

    @property
    def documents(self) -> bool:
        """Whether there are documents to normalize or extract, or may be when sources are read."""
        return bool(self.sources.work or self.to_normalize or self.to_extract)

    @property
    def asks_for_a_run(self) -> bool:
        """Whether a run should start by itself. Not for files that are only tried again, nor for
        what a dead process left: any other run sees to both."""
        return bool(
            self.sources.work
            or self.to_normalize
            or self.to_extract
            or self.to_build
            or self.to_publish
        )

    @property
    def fingerprint(self) -> str:
        """Changes with what there is to do."""
        changes, stages = self.sources.changes, (self.to_normalize, self.to_extract, self.to_build)
        parts = [f"{file.uri} {file.version}" for file in (*changes.new, *changes.changed)]
        parts += [*changes.removed, *(f"{r.source_uri} {r.rule}" for r in self.sources.refused)]
        return hashlib.sha256("\n".join([*sorted(parts), str(stages)]).encode()).hexdigest()


@on_fresh_listing
def work_left(settings: Settings) -> WorkLeft:
    """Compare sources, lake, builds and the published file."""
    lake = Lake(settings)
    build = wanted_build(settings, snapshot(lake))
    publish = needs_publishing(settings, build)
    return WorkLeft(
        sources=survey(settings),
        to_normalize=len(pending(settings, NORMALIZE)),
        to_extract=len(pending(settings, EXTRACT)),
        to_build=publish and not build.exists(),
        to_publish=publish,
        to_clear=bool(lake.leftovers() or lake.closed_gates()),
    )


def in_words(left: WorkLeft) -> str:
    """What was seen, on one line: the sources, and what the stages after them lack."""
    changes = left.sources.changes
    counted = {
        "new": len(changes.new),
        "changed": len(changes.changed) - len(left.sources.retries),
        "gone": len(changes.removed),
        "refused": len(left.sources.refused),
        "to try again": len(left.sources.retries),
    }
    parts = [f"{number:,} {what}" for what, number in counted.items() if number]
    said = [f"{', '.join(parts) or 'nothing new'}, {changes.unchanged:,} files unchanged"]
    if left.to_normalize or left.to_extract:
        said.append(f"{left.to_normalize} batches to normalize, {left.to_extract} to extract")
    if left.to_publish:
        said.append("the published file is behind")
    return "; ".join(said)
