"""A warehouse of yesterday's sources, copies of which are brought up to today's, and disturbed."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from pipelines.publish.history import in_order
from pipelines.publish.publish import current
from pipelines.settings import Settings
from tests.pipeline.comparing import contents, remains
from tests.pipeline.forking import Runner, runner

STORY = """BERLIN, March {day}, 2021. /DPA/. The minister spoke on Wednesday.

"We will open the {what} in May," Anna Weber said. "It took too long, all of us agree on that."
"""
BROKEN = bytes(range(256)) * 20


@dataclass
class Bench:
    """`before` is a warehouse of yesterday's sources and `after` what a run makes of today's."""

    folder: Path
    runner: Runner
    home: Path
    made: int = 0

    def environment(self, warehouse: Path) -> dict[str, str]:
        return {
            "ONRECORD_SOURCES": str(self.folder / "sources"),
            "ONRECORD_WAREHOUSE": str(warehouse),
            "ONRECORD_WORKERS": "1",
            "ONRECORD_KEEP_BUILDS": "1",
            "DAGSTER_HOME": str(self.home),
        }

    def copy(self, name: str = "before") -> Path:
        """A warehouse to disturb; an empty one for a name that is none."""
        self.made += 1
        target = self.folder / f"copy{self.made}"
        if (self.folder / name).exists():
            shutil.copytree(self.folder / name, target, symlinks=True)
        return target

    def run(self, warehouse: Path, fault: str = "", what: str = "stages") -> int:
        """Exit status of a command, or of the bare stages of a run."""
        environment = {**self.environment(warehouse), "ONRECORD_FAULT": fault}
        return self.runner.run(environment, what=what)

    def settings(self, warehouse: Path) -> Settings:
        return Settings(warehouse=warehouse)

    def said(self) -> str:
        """What all runs have printed so far."""
        return (self.folder / "log").read_text(encoding="utf-8")

    def points(self, name: str) -> list[str]:
        """The fault points that a run passes which starts from that warehouse."""
        listed = self.folder / f"{name}.points"
        warehouse = self.copy(name)
        assert self.run(warehouse, f"list {listed}") == 0
        shutil.rmtree(warehouse)
        return [line.split("\t")[0] for line in listed.read_text().splitlines()]

    def holds(self, warehouse: Path, name: str) -> None:
        """Its published file has the rows of `before` or `after`."""
        assert contents(self.settings(warehouse)) == contents(self.settings(self.folder / name))

    def recovers(self, warehouse: Path, what: str = "stages") -> None:
        """The next run brings it up to today, and leaves nothing lying about."""
        assert self.run(warehouse, what=what) == 0, self.said()[-2000:]
        self.holds(warehouse, "after")
        settings = self.settings(warehouse)
        assert remains(settings) == []
        assert current(settings.published) == in_order(settings.builds)[-1]
        shutil.rmtree(warehouse)


@contextmanager
def bench(folder: Path) -> Iterator[Bench]:
    """Make both warehouses in an empty folder."""
    # Dagster's history of runs is not what is disturbed here, and each of its commits is a sync.
    memory = Path("/dev/shm")
    home = (memory if os.access(memory, os.W_OK) else folder) / f"onrecord-{os.getpid()}"
    with runner(folder / "log") as forks:
        made = Bench(folder, forks, home)
        _write(folder / "sources", yesterday=True)
        assert made.run(folder / "before") == 0, made.said()
        _write(folder / "sources", yesterday=False)
        assert made.run(made.copy()) == 0, made.said()
        (folder / "copy1").rename(folder / "after")
        yield made
    shutil.rmtree(home, ignore_errors=True)


def _write(sources: Path, *, yesterday: bool) -> None:
    sources.mkdir(exist_ok=True)
    (sources / "kept.txt").write_text(STORY.format(day=3, what="bridge"))
    (sources / "changed.txt").write_text(STORY.format(day=4, what="tunnel" if yesterday else "sea"))
    (sources / "broken.txt").write_bytes(BROKEN)
    if yesterday:
        (sources / "gone.txt").write_text(STORY.format(day=5, what="harbour"))
    else:
        (sources / "gone.txt").unlink()
        (sources / "new.txt").write_text(STORY.format(day=6, what="road"))
        (sources / "new and broken.txt").write_bytes(BROKEN * 2)
