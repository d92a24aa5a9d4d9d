"""`onrecord repair`: damaged files are taken out, and made again by a run."""

from __future__ import annotations

import sys

from pipelines.orchestration.repairing import repair as take_out
from pipelines.settings import Settings


def repair(settings: Settings) -> None:
    """Read every file of the lake and every build, move the damaged ones away, and run."""
    from pipelines.console.run import run

    done = take_out(settings, lambda line: print(line, file=sys.stderr))
    for path in done.moved:
        print(f"taken out: {path}")
    if done.to_read_again:
        print(f"to be read again: {done.to_read_again} source files")
    print("Everything else is whole." if done.moved else "Everything is whole.")
    run(settings)
