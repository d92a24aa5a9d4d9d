"""A warehouse of yesterday's sources, copies of which are brought up to today's, and disturbed."""

from __future__ import annotations

import os
import shutil
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
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

_CHANGES_NOTHING = ("lake.read", "audit.ask")
"""Points at which a kill leaves what the point before left."""


@dataclass
class Bench:
    """`before` is a warehouse of yesterday's sources and `after` what a run makes of today's."""

    folder: Path
    runner: Runner
    home: Path
    made: int = 0
    expected: dict[str, dict[str, list[str]]] = field(default_factory=dict)

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

    def unbuilt(self) -> str:
        """A warehouse with the lake of `after` and no build: the next shows what the lake holds."""
        if not (self.folder / "unbuilt").exists():
            warehouse = self.copy("after")
            shutil.rmtree(warehouse / "builds")
            (warehouse / "onrecord.duckdb").unlink()
            warehouse.rename(self.folder / "unbuilt")
        return "unbuilt"

    def run(self, warehouse: Path, fault: str = "", what: str = "stages") -> int:
        """Exit status of a command, or of its bare work."""
        environment = {**self.environment(warehouse), "ONRECORD_FAULT": fault}
        return self.runner.run(environment, what=what)

    def settings(self, warehouse: Path) -> Settings:
        return Settings(warehouse=warehouse)

    def said(self) -> str:
        """What all runs have printed so far."""
        return (self.folder / "log").read_text(encoding="utf-8")

    def is_killed(self, warehouse: Path, fault: str, what: str = "stages") -> bool:
        """Whether it came to that: a run that ends before the point is passed is not killed."""
        status = self.run(warehouse, f"kill {fault}", what)
        assert status in (-signal.SIGKILL, 0), self.said()[-2000:]
        return status != 0

    def points(self, name: str, what: str = "stages") -> dict[int, str]:
        """The fault points at which a run that starts from that warehouse changes something, by
        their place among all points that it passes."""
        listed = self.folder / f"{name}.points"
        listed.unlink(missing_ok=True)
        warehouse = self.copy(name)
        assert self.run(warehouse, f"list {listed}", what) == 0, self.said()[-2000:]
        shutil.rmtree(warehouse)
        passed = [line.split("\t")[0] for line in listed.read_text().splitlines()]
        return {
            number: point
            for number, point in enumerate(passed, start=1)
            if point not in _CHANGES_NOTHING
        }

    def holds(self, warehouse: Path, name: str) -> None:
        """Its published file has the rows of `before` or `after`."""
        assert contents(self.settings(warehouse)) == self.expects(name)

    def expects(self, name: str) -> dict[str, list[str]]:
        """The rows of `before` or `after`."""
        if name not in self.expected:
            self.expected[name] = contents(self.settings(self.folder / name))
        return self.expected[name]

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
