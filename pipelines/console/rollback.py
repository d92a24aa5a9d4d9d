"""`onrecord rollback`: an earlier build is published again, and stays until something new comes."""

from __future__ import annotations

import sys

from pipelines.console.failure import CommandError
from pipelines.orchestration.locking import writing
from pipelines.publish import publish
from pipelines.settings import Settings


def rollback(settings: Settings, build: str | None) -> str:
    """Swap the published file to `build`, or to the one before; returns what to tell the user."""
    with writing(settings, lambda line: print(line, file=sys.stderr)):
        try:
            target = publish.rollback(settings.published, settings.builds, build)
        except publish.PublishError as error:
            raise CommandError(str(error)) from error
    return (
        f"{settings.published} is build {target.stem} again. It stays until there is something "
        "new, or until you name a later build."
    )
