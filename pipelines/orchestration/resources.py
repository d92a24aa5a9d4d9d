"""What assets are given: the settings, read when a run starts, which shows that it is alive."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Self

import dagster as dg

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
            with alive(self.read().dagster_home, context.run.run_id):
                yield self
