"""`onrecord ui`: Dagster's webserver and daemon on this machine only."""

from __future__ import annotations

import os
import sys

from pipelines.console import home
from pipelines.settings import PROJECT_ROOT, Settings


def ui(settings: Settings, port: int) -> None:
    """Become `dagster dev`. Does not return."""
    home.prepare(settings)
    os.chdir(PROJECT_ROOT)
    # `dg dev`, which it recommends, is for projects that are managed with dg.
    os.environ.setdefault("PYTHONWARNINGS", "ignore:Function `dev_command` is superseded")
    print(f"Dagster opens at http://127.0.0.1:{port} (Ctrl-C ends it)", flush=True)
    arguments = ["dagster", "dev", "-m", "pipelines.definitions", "-h", "127.0.0.1"]
    os.execv(  # noqa: S606
        sys.executable, [sys.executable, "-m", *arguments, "-p", str(port)]
    )
