"""`make bench`: measures everything, prints a line a figure, and writes docs/benchmarks.md.

FULL=1 in the environment asks for the sizes that targets are about, and takes up to an hour.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks import measuring, report
from tests.benchmarks.measuring import Place, Sizes
from tests.benchmarks.processes import ROOT
from tests.benchmarks.report import Row

_QUICK = Sizes(one_core=60, large=1_500, short=4_000)
_FULL = Sizes(one_core=300, large=10_000, short=100_000)


def rows(sizes: Sizes, folder: Path) -> Iterator[Row]:
    """Every figure, as soon as it is known; later ones use what earlier ones made."""
    yield measuring.one_core(folder / "one_core", sizes.one_core)
    few, many = Place(folder / "few"), Place(folder / "many")
    few.add(sizes.small)
    few.run()
    many.add(sizes.large)
    row, engine = measuring.all_cores(many)
    yield row
    yield measuring.whole(many, sizes.large, engine)
    yield measuring.one_more(few, many, sizes.small, sizes.large)
    yield measuring.nothing_new(many, sizes.large)
    row, built = measuring.building(many, folder, sizes.quotes)
    yield row
    yield measuring.cookbook(built)
    yield from measuring.memory(folder / "memory", sizes.short)


def main() -> None:
    """Entry point."""
    full = bool(os.environ.get("FULL"))
    form = "The full form (`FULL=1`)." if full else "The quick form; `FULL=1` is the full one."
    found = []
    with tempfile.TemporaryDirectory() as folder:
        for row in rows(_FULL if full else _QUICK, Path(folder)):
            print(report.line(row), flush=True)  # noqa: T201
            found.append(row)
    (ROOT / "docs" / "benchmarks.md").write_text(report.page(found, form), encoding="utf-8")


if __name__ == "__main__":
    main()
