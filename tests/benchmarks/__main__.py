"""`make bench`: measures everything, prints a line a figure, and writes docs/benchmarks.md.

FULL=1 in the environment asks for the sizes that targets are about, and takes up to an hour.
`python -m tests.benchmarks building` prints the figures about the file alone, and `run` those about
the whole run beside extraction alone; they write nothing.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks import measuring, report
from tests.benchmarks.measuring import Place, Sizes
from tests.benchmarks.processes import ROOT
from tests.benchmarks.report import Row

_QUICK = Sizes(one_core=60, large=1_500, short=4_000, pairs=1)
_FULL = Sizes(one_core=300, large=10_000, short=100_000, pairs=3)


def rows(sizes: Sizes, folder: Path) -> Iterator[Row]:
    """Every figure, as soon as it is known; later ones use what earlier ones made."""
    yield measuring.one_core(folder / "one_core", sizes.one_core)
    few, many = Place(folder / "few"), Place(folder / "many")
    few.add(sizes.small)
    few.run()
    many.add(sizes.large)
    row, engine = measuring.all_cores(many, sizes.pairs)
    yield row
    yield measuring.whole(many, sizes.large, engine, sizes.pairs)
    yield measuring.one_more(few, many, sizes.small, sizes.large)
    yield measuring.nothing_new(many, sizes.large)
    row, built = measuring.building(many, folder, sizes.quotes, sizes.pairs)
    yield row
    yield measuring.cookbook(built)
    yield from measuring.memory(folder / "memory", sizes.short)


def about_the_file(sizes: Sizes, folder: Path) -> Iterator[Row]:
    """How long the file takes to build, and questions to it."""
    many = Place(folder / "many")
    many.add(sizes.large)
    many.run()
    row, built = measuring.building(many, folder, sizes.quotes, sizes.pairs)
    yield row
    yield measuring.cookbook(built)


def about_the_run(sizes: Sizes, folder: Path) -> Iterator[Row]:
    """How well extraction uses all cores, and what a whole run takes beside it."""
    many = Place(folder / "many")
    many.add(sizes.large)
    row, engine = measuring.all_cores(many, sizes.pairs)
    yield row
    yield measuring.whole(many, sizes.large, engine, sizes.pairs)


_SOME = {"building": about_the_file, "run": about_the_run}


def main() -> None:
    """Entry point."""
    only = sys.argv[1:]
    full = bool(os.environ.get("FULL"))
    form = "The full form (`FULL=1`)." if full else "The quick form; `FULL=1` is the full one."
    found = []
    with tempfile.TemporaryDirectory() as folder:
        measured = _SOME[only[0]] if only else rows
        for row in measured(_FULL if full else _QUICK, Path(folder)):
            print(report.line(row), flush=True)  # noqa: T201
            found.append(row)
    if not only:
        (ROOT / "docs" / "benchmarks.md").write_text(report.page(found, form), encoding="utf-8")


if __name__ == "__main__":
    main()
