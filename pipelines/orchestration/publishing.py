"""Runs the publish stage: the build of the lake as it is becomes the published file.

How a file is inspected and swapped is in `pipelines.publish`; here it is decided which.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pipelines.lake.store import Lake
from pipelines.lake.views import snapshot
from pipelines.orchestration.building import wanted_build
from pipelines.orchestration.journal import note
from pipelines.publish.publish import (
    catch_up,
    current,
    emptier,
    inspect,
    is_withdrawn,
    prune,
    publish,
)
from pipelines.settings import Settings


@dataclass(frozen=True, slots=True)
class PublishOutcome:
    """The build that was to be published, and why it was not, if so; rows by table."""

    build: Path
    rows: Mapping[str, int]
    swapped: bool
    why_not: str | None


def needs_publishing(settings: Settings, build: Path) -> bool:
    """Whether the wanted build is neither published nor withdrawn by a rollback."""
    if is_withdrawn(build):
        return False
    return current(settings.published) != build or not build.exists()


def publish_build(settings: Settings) -> PublishOutcome:
    """Inspect the wanted build, swap the published link to it, and clear old builds away."""
    at = snapshot(Lake(settings))
    build = wanted_build(settings, at)
    if not build.exists():
        return PublishOutcome(build, {}, False, f"{build.name} has not been built, or not passed")
    catch_up(settings.published, settings.builds)
    report = inspect(build)
    before = current(settings.published)
    why_not = report.why_unfit
    if not why_not and before and before.exists() and before != build:
        why_not = emptier(report, inspect(before))
    if why_not:
        note("not published", build=build.stem, why=why_not)
    swap = not why_not and before != build and not is_withdrawn(build)
    if swap:
        publish(build, settings.published)
        note("published", build=build.stem, rows=report.rows)
        prune(settings.builds, settings.published, settings.keep_builds)
    return PublishOutcome(build, report.rows, swap, why_not)
