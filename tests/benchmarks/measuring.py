"""The measurements, one function a row or two. How a process is timed is in `processes`."""

from __future__ import annotations

import statistics
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from pipelines.contracts.search import load_engine
from pipelines.lake.store import Lake
from pipelines.settings import SQL_FOLDER, Settings, usable_cores
from tests.benchmarks import corpus
from tests.benchmarks.enlarging import enlarge
from tests.benchmarks.processes import ROOT, Ran, python, side_by_side
from tests.benchmarks.report import Row

_EXTRACTION = ("-m", "tests.benchmarks.extraction")
_MB = 1024**2

# A machine is not equally fast from minute to minute. What is compared is run in turn, so often,
# and the pair with the median ratio is shown.
_PAIRS = 3
_SHORT_PAIRS = 7


@dataclass(frozen=True, slots=True)
class Sizes:
    """How much is measured; `small` and `large` are articles, and `short` those for memory.

    `pairs`: so often is run in turn what takes minutes.
    """

    one_core: int
    large: int
    short: int
    pairs: int
    quotes: int = 1_000_000
    small: int = 10


@dataclass
class Place:
    """Sources and a warehouse for one measurement."""

    folder: Path
    made: int = field(default=0)

    @property
    def sources(self) -> Path:
        return self.folder / "sources"

    @property
    def env(self) -> dict[str, str]:
        return {
            "ONRECORD_SOURCES": str(self.sources),
            "ONRECORD_WAREHOUSE": str(self.folder / "warehouse"),
            "DAGSTER_HOME": str(self.folder / "dagster"),
        }

    @property
    def settings(self) -> Settings:
        return Settings(sources=(str(self.sources),), warehouse=self.folder / "warehouse")

    def run(self) -> Ran:
        """The whole pipeline, as a user starts it."""
        return python("-m", "pipelines.cli", "run", env=self.env)

    def afresh(self, number: int) -> Place:
        """The same sources, and nothing made of them yet."""
        other = Place(self.folder / f"afresh_{number}", self.made)
        other.folder.mkdir()
        other.sources.symlink_to(self.sources)
        return other

    def add(self, count: int, paragraphs: int = corpus.PARAGRAPHS) -> None:
        """So many new articles."""
        self.made += 1
        corpus.write(self.sources / str(self.made), count, seed=self.made, paragraphs=paragraphs)


def one_core(folder: Path, count: int) -> Row:
    """Both programs in turn, after warming up, by processor time; the median of the pairs."""
    corpus.write(folder, count)
    pairs = []
    for _ in range(_PAIRS):
        ours, model = (
            _words_a_second(python(*_EXTRACTION, what, str(folder), env=_ONE_THREAD))
            for what in ("ours", "model")
        )
        pairs.append((ours, model))
    ours, model = _median(pairs)
    return Row(
        "extraction, one core",
        f"{ours:,.0f} words a second",
        f"{model:,.0f}, the small spaCy model with all components",
        ours / model,
        "times",
        1.8,
        at_least=True,
    )


_ONE_THREAD = {f"{library}_NUM_THREADS": "1" for library in ("OPENBLAS", "OMP", "BLIS")}


def _words_a_second(ran: Ran) -> float:
    words, seconds = ran.output.split()[-2:]
    return float(words) / float(seconds)


def all_cores(place: Place, rounds: int) -> tuple[Row, float]:
    """The engine, and one-core programs that share the same articles, from start to end.

    Also the seconds that the engine took last.
    """
    cores = usable_cores()
    shares = [
        (*_EXTRACTION, "ours", str(place.sources), str(share), str(cores)) for share in range(cores)
    ]
    pairs = []
    for _ in range(rounds):
        copies = max(ran.wall for ran in side_by_side(shares, _ONE_THREAD))
        last = python(*_EXTRACTION, "engine", str(place.sources)).wall
        pairs.append((copies, last))
    copies, engine = _median(pairs)
    row = Row(
        f"extraction, all {cores} cores",
        f"{engine:.1f} s",
        f"{copies:.1f} s, as many one-core programs side by side",
        copies / engine,
        "of their words a second",
        0.9,
        at_least=True,
    )
    return row, last


def whole(place: Place, count: int, engine: float, rounds: int) -> Row:
    """The whole run against extraction alone, of the same articles.

    `engine` are the seconds of extraction alone as they were measured just before.
    """
    pairs = [(place.run().wall, engine)]
    for number in range(1, rounds):
        alone = python(*_EXTRACTION, "engine", str(place.sources)).wall
        pairs.append((place.afresh(number).run().wall, alone))
    ran, alone = _median(pairs)
    return Row(
        f"whole pipeline, {count:,} articles",
        f"{ran:.1f} s",
        f"{alone:.1f} s, extraction alone on the same cores",
        ran / alone,
        "times",
        1.15,
    )


def one_more(few: Place, many: Place, few_count: int, many_count: int) -> Row:
    """One more article, to many and to few."""
    pairs = []
    for _ in range(_SHORT_PAIRS):
        for place in (many, few):
            place.add(1)
        pairs.append((many.run().wall, few.run().wall))
    slow, quick = _median(pairs)
    return Row(
        f"one article more, {many_count:,} known",
        f"{slow:.1f} s",
        f"{quick:.1f} s, with {few_count} known",
        slow / quick,
        "times",
        1.5,
    )


def nothing_new(many: Place, count: int) -> Row:
    """A run that finds nothing, and Python with Dagster."""
    idle = statistics.median(many.run().wall for _ in range(_SHORT_PAIRS))
    dagster = statistics.median(python("-c", "import dagster").wall for _ in range(_SHORT_PAIRS))
    return Row(
        f"nothing new, {count:,} known",
        f"{idle:.1f} s",
        f"{dagster:.1f} s, importing dagster",
        idle - dagster,
        "s more",
        3,
    )


def building(many: Place, folder: Path, quotes: int, rounds: int) -> tuple[Row, Path]:
    """The build, with its audits apart, against CREATE TABLE AS of the rows that it publishes.

    These are the rows of all tables for analysts, from Parquet files written as the lake's are; the
    staging tables and the search index, which the build makes as well, are not among them. What
    CREATE TABLE AS takes for the lake's own rows is said beside it: no table is derived there.
    """
    from pipelines.curate.build import build
    from pipelines.curate.models import load_models
    from pipelines.lake.views import snapshot, write_views

    lake = enlarge(Lake(many.settings), folder / "enlarged", quotes)
    views = write_views(lake, snapshot(lake))
    lake_tables = ("articles", "quotes", "mentions", "batches", "quarantine")
    given = _create_tables(views, {name: f"lake.{name}" for name in lake_tables}, folder / "given")
    target = folder / "built.duckdb"
    exported: dict[str, str] = {}
    pairs = []
    for number in range(rounds):
        began = time.perf_counter()
        build(SQL_FOLDER, load_models(SQL_FOLDER), views, target)
        seconds = time.perf_counter() - began
        exported = exported or _exported(target, folder / "exported")
        pairs.append((seconds, _create_tables("", exported, folder / f"made_{number}")))
    seconds, made = _median(pairs)
    row = Row(
        f"building the file, {quotes:,} quotes",
        f"{seconds:.1f} s",
        f"{made:.1f} s, CREATE TABLE AS of the same rows ({given:.1f} s of those it is made from)",
        seconds / made,
        "times",
        4,
    )
    return row, target


def _median(pairs: list[tuple[float, float]]) -> tuple[float, float]:
    """The pair of the median ratio."""
    return sorted(pairs, key=lambda pair: pair[0] / pair[1])[len(pairs) // 2]


def _create_tables(views: str, sources: Mapping[str, str], target: Path) -> float:
    with duckdb.connect(str(target)) as connection:
        connection.execute(views)
        began = time.perf_counter()
        for table, source in sources.items():
            connection.execute(f"create table {table} as select * from {source}")
        connection.execute("checkpoint")
        return time.perf_counter() - began


def _exported(built: Path, folder: Path) -> dict[str, str]:
    """Every table for analysts as a Parquet file: name to file, quoted."""
    folder.mkdir()
    with duckdb.connect(str(built), read_only=True) as connection:
        names = connection.execute(
            "select table_name from duckdb_tables() where schema_name = 'main'"
        ).fetchall()
        files = {str(name): f"'{folder}/{name}.parquet'" for (name,) in names}
        for name, file in files.items():
            connection.execute(
                f"copy {name} to {file} "
                "(format parquet, compression zstd, compression_level 1, row_group_size 120000)"
            )
    return files


def cookbook(built: Path) -> Row:
    """Each question of the cookbook, once, in a session that has asked nothing before."""
    times = {path.stem: _asked(built, path) for path in sorted(ROOT.glob("docs/cookbook/*.sql"))}
    slowest = max(times, key=lambda name: times[name])
    total = sum(times.values())
    return Row(
        "the cookbook's queries, 1 million quotes",
        f"{len(times)} queries, {total:.2f} s in all",
        f"the slowest: {slowest}",
        times[slowest],
        "s",
        0.3,
    )


def _asked(built: Path, question: Path) -> float:
    with duckdb.connect(str(built), read_only=True) as connection:
        # DuckDB looks for it at home, or on the network, where it is not given.
        connection.execute(load_engine())
        connection.execute(f"attach '{built}' as before (read_only)")
        began = time.perf_counter()
        connection.execute(question.read_text("utf-8")).fetchall()
        return time.perf_counter() - began


def memory(folder: Path, count: int) -> tuple[Row, Row]:
    """Peak memory of all processes of a run over short articles, and over ten times as many."""
    peaks = []
    for number in (count // 10, count):
        place = Place(folder / str(number))
        place.add(number, paragraphs=2)
        peaks.append(place.run().peak_bytes)
    few, many = (peak / _MB for peak in peaks)
    against = f"{few:,.0f} MB, {count // 10:,} articles"
    growth = Row(
        f"peak memory, {count:,} articles", f"{many:,.0f} MB", against, many / few, "times", 1.2
    )
    size = Row(f"peak memory, {count:,} articles", "all processes", "", many / 1024, "GB", 3)
    return growth, size
