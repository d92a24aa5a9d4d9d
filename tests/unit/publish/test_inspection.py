"""What makes a build unfit, and what makes it suspiciously empty."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from pipelines.contracts.catalog import CURATED
from pipelines.contracts.render import create_table
from pipelines.publish.inspection import BuildReport, emptier, inspect


@pytest.fixture
def build(tmp_path: Path) -> Path:
    path = tmp_path / "b.duckdb"
    with duckdb.connect(str(path)) as connection:
        connection.execute(
            "create schema staging; create table staging.stg_documents as "
            "select unnest(['present', 'gone', 'present']) as state"
        )
        for name, table in CURATED.items():
            connection.execute(create_table(table, f"main.{name}"))
    return path


def test_a_whole_build_is_fit(build: Path) -> None:
    report = inspect(build)

    assert report.why_unfit is None
    assert report.rows == dict.fromkeys(CURATED, 0)
    assert report.living_documents == 2


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ("drop table quotes", "there is no table quotes"),
        ("alter table entities drop column aliases", "entities has other columns"),
        ("alter table batches add column extra int", "batches has other columns"),
        ("alter table mentions rename title to role", "mentions has other columns"),
        ("drop schema staging cascade", "cannot be read"),
    ],
)
def test_what_lacks_something_is_unfit(build: Path, change: str, complaint: str) -> None:
    with duckdb.connect(str(build)) as connection:
        connection.execute(change)

    why = inspect(build).why_unfit

    assert why is not None
    assert complaint in why
    assert str(build) in why


def test_what_is_no_database_is_unfit(tmp_path: Path) -> None:
    path = tmp_path / "b.duckdb"
    assert "does not exist" in str(inspect(path).why_unfit)

    path.write_text("words")
    assert "cannot be read" in str(inspect(path).why_unfit)


def test_a_build_that_was_not_closed_is_unfit(build: Path) -> None:
    build.with_name("b.duckdb.wal").write_bytes(b"")

    assert "was left" in str(inspect(build).why_unfit)


def test_a_truncated_build_is_unfit(build: Path) -> None:
    build.write_bytes(build.read_bytes()[:5000])

    assert "cannot be read" in str(inspect(build).why_unfit)


def report(articles: int, quotes: int, documents: int, why_unfit: str | None = None) -> BuildReport:
    return BuildReport(
        Path("b.duckdb"), {"articles": articles, "quotes": quotes}, documents, why_unfit
    )


@pytest.mark.parametrize(
    ("before", "now"),
    [
        (report(100, 500, 100), report(100, 500, 100)),
        (report(100, 500, 100), report(60, 260, 100)),
        (report(100, 500, 100), report(10, 50, 10)),
        (report(100, 500, 100), report(0, 0, 0)),
        (report(3, 10, 3), report(1, 0, 3)),
        (report(0, 0, 5), report(0, 0, 5)),
        (report(0, 0, 0), report(100, 500, 100)),
        (report(0, 0, 0, "it cannot be read"), report(0, 0, 100)),
    ],
)
def test_a_loss_with_a_cause_is_none(before: BuildReport, now: BuildReport) -> None:
    assert emptier(now, before) is None


@pytest.mark.parametrize(
    ("before", "now", "complaint"),
    [
        (report(100, 500, 100), report(40, 500, 100), "articles fell from 100 to 40"),
        (report(100, 500, 100), report(100, 100, 100), "quotes fell from 500 to 100"),
        (report(100, 500, 100), report(100, 0, 120), "quotes fell from 500 to 0"),
        (report(3, 10, 3), report(0, 0, 3), "articles fell from 3 to 0 while documents"),
        (report(100, 500, 100), report(10, 250, 50), "articles fell from 100 to 10"),
    ],
)
def test_a_loss_without_a_cause_has_its_reason(
    before: BuildReport, now: BuildReport, complaint: str
) -> None:
    why = emptier(now, before)

    assert why is not None
    assert complaint in why
