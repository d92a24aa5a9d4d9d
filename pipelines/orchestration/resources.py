"""What assets are given: the settings, read when a run starts. No behaviour."""

from __future__ import annotations

from typing import Any

import dagster as dg

from pipelines.settings import Settings


class SettingsResource(dg.ConfigurableResource[Any]):
    """The settings of the process, from ONRECORD_* variables."""

    def read(self) -> Settings:
        return Settings()
