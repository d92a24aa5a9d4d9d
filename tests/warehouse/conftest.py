"""Fixtures of the warehouse tests: a tiny lake, and a file built from it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from pipelines.curate.build import build
from tests.warehouse import bench
from tests.warehouse.lake_fixture import Lake, named, published, said


@pytest.fixture
def lake(tmp_path: Path) -> Lake:
    return Lake(tmp_path / "lake")


@pytest.fixture(scope="session")
def busy_lake(tmp_path_factory: pytest.TempPathFactory) -> Lake:
    """Two publishers, a copy, a removed document, a refused one; every kind of quote."""
    lake = Lake(tmp_path_factory.mktemp("busy") / "lake")
    body = (
        "Kremlin spokesman Dmitry Peskov said: "
        '"We are ready to talk to the U.S. about flexibility." '
        'He added that Russia was "patient". "Nobody knows," a passer-by remarked.'
    )
    lake.article(
        "a.txt",
        body,
        publisher="TASS",
        quotes=[
            said("We are ready to talk to the U.S. about flexibility.", by="Dmitry Peskov"),
            said("Russia was", "patient", by="He", name="Dmitry Peskov", kind="mixed"),
            said("Nobody knows,", by="a passer-by", name="a passer-by"),
        ],
        mentions=[
            named("Dmitry Peskov", title="Kremlin spokesman"),
            named("U.S.", "ORG"),
            named("Russia", "GPE"),
        ],
        **published("2020-05-17"),
    )
    copy = body.upper()
    lake.article("b.txt", copy, publisher="Copyist", **published("2020-05-18"))
    lake.article(
        "c.txt",
        'Ready to talk to America: Peskov. "We are ready to talk to the U.S. about flexibility"',
        batch=2,
        publisher="NBC",
        quotes=[
            said(
                "We are ready to talk to the U.S. about flexibility",
                by="Peskov",
                name="Dmitry Peskov",
            )
        ],
        mentions=[
            named("America", "LOC"),
            named("Peskov", name="Dmitry Peskov"),
            named("U.S.", "GPE"),
        ],
        **published("2020-01-01", "year"),
    )
    lake.article("gone.txt", "Nothing here lasts.", batch=1)
    lake.remove("gone.txt", batch=2)
    lake.refuse("broken.txt", batch=2)
    return lake


@pytest.fixture(scope="session")
def built(busy_lake: Lake, tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("built") / "build.duckdb"
    build(bench.FOLDER, bench.models(), busy_lake.views_sql(), target)
    return target


@pytest.fixture
def warehouse(built: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(str(built), read_only=True) as connection:
        yield connection
