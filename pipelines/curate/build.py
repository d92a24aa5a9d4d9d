"""Running the models into a new DuckDB file. What the models say is not this module's subject.

A build is made aside and renamed when it is whole, so a file under its final name is always a
finished one that stands alone: tables only, closed, without a write-ahead log.
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Container, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import duckdb

from pipelines import faults
from pipelines.contracts.render import comment_on, create_staging_table, create_table, literal
from pipelines.curate.description import TableDescription, describe
from pipelines.curate.incremental import attach_last, only_changed, record_models
from pipelines.curate.model import Model, RowSource
from pipelines.curate.ordering import in_order
from pipelines.curate.reference import SEEDS, Seed
from pipelines.curate.search_index import SearchIndex, fill_index, make_index

BUILD_VERSION = 6
"""Raised when the same models and rows are to come out as another file."""


_AT_ONCE = 3
"""Models built at a time. Most keep every core busy, but not one over few rows that are long, and
none over less than some hundred thousand rows."""

_ROW_GROUP = 61_440
"""Rows that one core works on at a time: half of what DuckDB takes by itself. With fewer still, a
million quotes take longer."""

_STORAGE = "v1.4.0"
"""The oldest DuckDB that can read a build. Newer ways of compressing text take a fifth less time
than the old ones, and a tenth less room. 1.3 knows them too, but reads nulls where there are none:
so it must not open the file."""

_MEMORY = "2GB"
"""What is larger goes by way of the disk. DuckDB counts most of what it takes, but not all."""


class BuildError(Exception):
    """A build failed; the message names the SQL file and what is wrong."""


@dataclass(frozen=True, slots=True)
class TableResult:
    """A table of a build, given with its schema, and the seconds that making it took.

    They are None where it was made before.
    """

    relation: str
    description: TableDescription
    seconds: float | None = None

    @property
    def name(self) -> str:
        return self.relation.split(".")[1]

    @property
    def rows(self) -> int:
        return self.description.rows


def build(
    folder: Path,
    models: Iterable[Model],
    views_sql: str,
    target: Path,
    *,
    last: Path | None = None,
    on_table: Callable[[TableResult], None] | None = None,
    on_all_made: Callable[[], object] | None = None,
) -> tuple[TableResult, ...]:
    """Make the DuckDB file `target` from the lake that `views_sql` makes visible.

    Rows that the earlier build `last` holds, and that nothing has changed, are taken over from it;
    without, the file is the same. `on_table` hears of the table of each model as soon as it is
    made, and `on_all_made` when the rest of the work is writing the file to its end, which leaves
    all cores but one free. What is returned are the reference tables, and those of the models in
    their order.
    """
    models = tuple(models)
    aside = target.with_suffix(".building")
    target.parent.mkdir(parents=True, exist_ok=True)
    clear_aside(aside)
    faults.point("build.open", aside)
    try:
        with _open(aside, views_sql) as connection:
            results = list(load_reference(connection, folder))
            record_models(connection, models)
            for result in _make_all(connection, models, attach_last(connection, last)):
                results.append(result)
                if on_table:
                    on_table(result)
            if on_all_made:
                on_all_made()
            faults.point("build.checkpoint", aside)
            connection.execute("CHECKPOINT warehouse")
        _require_no_log(aside)
        # Who opens a build to write to it would lock all others out.
        aside.chmod(0o444)
        faults.point("build.rename", target)
        aside.replace(target)
        faults.point("build.renamed", target)
    except (duckdb.Error, OSError) as error:
        raise BuildError(f"{target} cannot be written: {error}") from error
    finally:
        clear_aside(aside)
    place = {model.relation: number for number, model in enumerate(models)}
    return tuple(sorted(results, key=lambda result: place.get(result.relation, -1)))


def load_reference(
    connection: duckdb.DuckDBPyConnection, folder: Path, seeds: Iterable[Seed] = SEEDS
) -> tuple[TableResult, ...]:
    """Make the schemas and fill the reference tables from their CSV files."""
    connection.execute("CREATE SCHEMA IF NOT EXISTS staging; CREATE SCHEMA IF NOT EXISTS reference")
    results = []
    for seed in seeds:
        started = time.perf_counter()
        path = folder / "reference" / f"{seed.name}.csv"
        try:
            connection.execute(
                f"CREATE TABLE {seed.relation} AS FROM "
                "read_csv(?, header = true, all_varchar = true, null_padding = false)",
                [str(path)],
            )
            connection.execute(comment_on(seed.relation, seed.description, dict(seed.columns)))
            made = describe(connection, seed.relation)
        except duckdb.Error as error:
            raise BuildError(f"{path}: {error}") from error
        results.append(TableResult(seed.relation, made, time.perf_counter() - started))
    return tuple(results)


def clear_aside(aside: Path) -> None:
    """Remove an unfinished build and what DuckDB keeps beside it."""
    aside.unlink(missing_ok=True)
    _beside(aside, ".wal").unlink(missing_ok=True)
    shutil.rmtree(_beside(aside, ".tmp"), ignore_errors=True)


@contextmanager
def _open(aside: Path, views_sql: str) -> Iterator[duckdb.DuckDBPyConnection]:
    # Attached under a name of its own, whatever the file is called: a file named lake.duckdb would
    # otherwise be a second catalog "lake".
    with duckdb.connect() as connection:
        connection.execute(f"SET temp_directory = {literal(str(_beside(aside, '.tmp')))}")
        connection.execute(f"SET memory_limit = '{_MEMORY}'")
        # No log: what a crash leaves of a build is thrown away whole.
        connection.execute(
            f"ATTACH {literal(str(aside))} AS warehouse "
            f"(RECOVERY_MODE no_wal_writes, STORAGE_VERSION '{_STORAGE}', "
            f"ROW_GROUP_SIZE {_ROW_GROUP}); USE warehouse"
        )
        try:
            connection.execute(views_sql)
        except duckdb.Error as error:
            raise BuildError(f"the lake cannot be read: {error}") from error
        yield connection


def _make_all(
    connection: duckdb.DuckDBPyConnection, models: Iterable[Model], standing: Container[str]
) -> Iterator[TableResult]:
    """Make the tables of all models, and the search index.

    `standing` are the relations of the last build that are made as they were.
    """
    make_index(connection)
    # The index comes first among what waits for the quotes, as it takes longest.
    steps: tuple[Model | SearchIndex, ...] = (SearchIndex(), *models)
    make = partial(_make_beside_others, connection, standing)
    for result in in_order(steps, make, _AT_ONCE):
        if result:
            yield result


def _make_beside_others(
    connection: duckdb.DuckDBPyConnection, standing: Container[str], step: Model | SearchIndex
) -> TableResult | None:
    """Make a step's tables beside others, which takes a connection to the same database."""
    with connection.cursor() as own:
        own.execute("USE warehouse")
        if isinstance(step, SearchIndex):
            fill_index(own)
            return None
        faults.point("build.model", step.path)
        return _make_model(own, standing, step)


def _make_model(
    connection: duckdb.DuckDBPyConnection, standing: Container[str], model: Model
) -> TableResult:
    """Make the table of one model in the connection's database."""
    started = time.perf_counter()
    try:
        _check_columns(connection, model)
        if model.row_source is None or model.relation not in standing:
            _create(connection, model, model.sql)
        else:
            _create_incrementally(connection, model, model.row_source)
        connection.execute(comment_on(model.relation, model.description, dict(model.columns)))
        made = describe(connection, model.relation)
    except duckdb.Error as error:
        raise BuildError(f"{model.path}: {error}") from error
    return TableResult(model.relation, made, time.perf_counter() - started)


def _create(connection: duckdb.DuckDBPyConnection, model: Model, query: str) -> None:
    if model.contract is None:
        connection.execute(f"CREATE TABLE {model.relation} AS {query}")
        return
    create = create_table if model.layer == "curated" else create_staging_table
    connection.execute(create(model.contract, model.relation))
    connection.execute(f"INSERT INTO {model.relation} BY NAME {query}")


def _create_incrementally(
    connection: duckdb.DuckDBPyConnection, model: Model, source: RowSource
) -> None:
    try:
        with only_changed(connection, model, source) as query:
            _create(connection, model, query)
    except duckdb.Error:
        # A last build that is damaged is no reason to have none.
        connection.execute(f"DROP TABLE IF EXISTS {model.relation}")
        _create(connection, model, model.sql)


def _check_columns(connection: duckdb.DuckDBPyConnection, model: Model) -> None:
    found = [row[0] for row in connection.execute(f"DESCRIBE {model.sql}").fetchall()]
    described = list(model.columns)
    if found == described:
        return
    source = f"contract {model.contract.name}" if model.contract else "comment header"
    lacking = [name for name in described if name not in found]
    extra = [name for name in found if name not in described]
    if lacking or extra:
        raise BuildError(
            f"{model.path}: columns and {source} differ: "
            f"without a column {lacking or 'none'}, without a description {extra or 'none'}"
        )
    raise BuildError(
        f"{model.path}: columns stand in another order than in the {source}, or twice: {found}"
    )


def _require_no_log(aside: Path) -> None:
    if _beside(aside, ".wal").exists():
        raise BuildError(f"{aside}: DuckDB left a write-ahead log; the build is not whole")


def _beside(path: Path, suffix: str) -> Path:
    return path.with_name(path.name + suffix)
