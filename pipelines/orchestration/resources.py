"""What assets are given: the settings; through them a run shows its life and keeps a journal."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Self

import dagster as dg

from pipelines.orchestration.journal import journal
from pipelines.orchestration.liveness import alive
from pipelines.settings import Settings


class SettingsResource(dg.ConfigurableResource[Any]):
    """The settings of the process, from ONRECORD_* variables."""

    def read(self) -> Settings:
        return Settings()

    @contextmanager
    def yield_for_execution(self, context: dg.InitResourceContext) -> Iterator[Self]:
        """Every run has this resource for as long as it lasts; a sensor has it without a run."""
        if context.run is None:
            yield self
        else:
            settings, run_id = self.read(), context.run.run_id
            with alive(settings.dagster_home, run_id), journal(settings, run_id):
                yield self
