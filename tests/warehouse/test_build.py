"""The built file as a whole: what it is, what it says of itself, and that it stands alone."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from pipelines.contracts.catalog import CURATED
from pipelines.contracts.model import Table
from pipelines.contracts.render import duckdb_type
from pipelines.curate.audits import audits, failing_rows
from pipelines.curate.build import BuildError, TableResult, build
from pipelines.curate.description import describe
from pipelines.curate.model import Model
from pipelines.curate.models import load_models
from pipelines.curate.reference import SEEDS
from pipelines.settings import PROJECT_ROOT
from tests.warehouse import bench
from tests.warehouse.lake_fixture import Lake

CURATED_AND_MARTS = [model for model in bench.models() if model.layer != "staging"]


def columns_of(connection: duckdb.DuckDBPyConnection, relation: str) -> dict[str, tuple[str, str]]:
    """Column to type and comment."""
    schema, table = relation.split(".")
    rows = connection.execute(
        "select column_name, data_type, comment from duckdb_columns() "
        "where schema_name = ? and table_name = ? order by column_index",
        [schema, table],
    ).fetchall()
    return {name: (kind, comment) for name, kind, comment in rows}


@pytest.mark.parametrize("model", bench.models(), ids=lambda model: model.relation)
def test_columns_are_those_described_and_say_so(
    warehouse: duckdb.DuckDBPyConnection, model: Model
) -> None:
    found = columns_of(warehouse, model.relation)

    assert {name: comment for name, (_, comment) in found.items()} == dict(model.columns)
    assert list(found) == list(model.columns)


def test_every_table_and_column_has_a_comment(warehouse: duckdb.DuckDBPyConnection) -> None:
    bare = warehouse.execute(
        "select schema_name, table_name from duckdb_tables() where coalesce(comment, '') = '' "
        "union all "
        "select table_name, column_name from duckdb_columns() "
        "where not internal and coalesce(comment, '') = ''"
    ).fetchall()

    assert bare == []


@pytest.mark.parametrize("table", CURATED.values(), ids=lambda table: table.name)
def test_types_are_those_of_the_contract(
    warehouse: duckdb.DuckDBPyConnection, table: Table
) -> None:
    with duckdb.connect() as connection:
        expected = {
            column.name: connection.execute(
                f"select typeof(null::{duckdb_type(column)})"
            ).fetchall()[0][0]
            for column in table.columns
        }

    assert {
        name: kind for name, (kind, _) in columns_of(warehouse, f"main.{table.name}").items()
    } == expected


def test_types_are_exact(warehouse: duckdb.DuckDBPyConnection) -> None:
    articles = columns_of(warehouse, "main.articles")
    quotes = columns_of(warehouse, "main.quotes")

    assert articles["published_on"][0] == "DATE"
    assert articles["ingested_at"][0] == "TIMESTAMP WITH TIME ZONE"
    assert articles["authors"][0] == "VARCHAR[]"
    assert articles["published_precision"][0] == "ENUM('day', 'month', 'year')"
    assert quotes["kind"][0] == "ENUM('direct', 'mixed', 'indirect')"
    assert quotes["spans"][0] == 'STRUCT("start" INTEGER, "end" INTEGER)[]'


def test_analysts_need_no_schema(warehouse: duckdb.DuckDBPyConnection) -> None:
    assert warehouse.execute("select count(*) from quotes").fetchall() == [(4,)]
    assert warehouse.execute("select speaker_name from speaker_summary").fetchall() == [
        ("Dmitry Peskov",)
    ]


def test_the_file_stands_alone(built: Path, tmp_path: Path) -> None:
    copy = tmp_path / "elsewhere" / "copy.duckdb"
    copy.parent.mkdir()
    shutil.copyfile(built, copy)

    with duckdb.connect(str(copy), read_only=True) as connection:
        connection.execute("SET enable_external_access = false")
        views = connection.execute("select view_name from duckdb_views() where not internal")
        assert views.fetchall() == []
        for (relation,) in connection.execute(
            "select schema_name || '.' || table_name from duckdb_tables()"
        ).fetchall():
            connection.execute(f"select * from {relation}").fetchall()


def test_nothing_is_left_beside_the_file(built: Path) -> None:
    assert [path.name for path in built.parent.iterdir()] == ["build.duckdb"]


@pytest.mark.parametrize("model", CURATED_AND_MARTS, ids=lambda model: model.name)
def test_a_model_pasted_into_the_built_file_gives_its_table(
    warehouse: duckdb.DuckDBPyConnection, model: Model
) -> None:
    pasted = warehouse.execute(model.sql).fetchall()

    assert pasted == warehouse.execute(f"from {model.relation}").fetchall()


@pytest.mark.parametrize("model", CURATED_AND_MARTS, ids=lambda model: model.name)
def test_no_model_compares_every_row_with_every_other(
    warehouse: duckdb.DuckDBPyConnection, model: Model
) -> None:
    [(_, plan)] = warehouse.execute(f"explain {model.sql}").fetchall()

    # What an outer join asks of its left side alone makes one of it, however equal the rest.
    assert "BLOCKWISE_NL_JOIN" not in plan


def test_staging_runs_when_pasted_after_the_views(busy_lake: Lake, built: Path) -> None:
    with duckdb.connect(str(built), read_only=True) as connection:
        connection.execute(busy_lake.views_sql())
        for model in bench.models():
            if model.layer == "staging":
                pasted = connection.execute(model.sql).fetchall()
                assert pasted == connection.execute(f"from {model.relation}").fetchall()


def test_a_rebuild_gives_the_same_rows_in_the_same_order(
    busy_lake: Lake, built: Path, tmp_path: Path
) -> None:
    again = tmp_path / "again.duckdb"
    build(bench.FOLDER, bench.models(), busy_lake.views_sql(), again)

    for model in bench.models():
        assert rows(again, model.relation) == rows(built, model.relation), model.name


def test_an_empty_lake_gives_empty_tables(lake: Lake, tmp_path: Path) -> None:
    results = build(bench.FOLDER, bench.models(), lake.views_sql(), tmp_path / "empty.duckdb")

    made = {result.relation: result.rows for result in results}
    assert {model.relation: made[model.relation] for model in bench.models()} == {
        model.relation: 0 for model in bench.models()
    }


def test_each_table_is_told_of_after_those_it_reads_and_before_the_file_is_there(
    busy_lake: Lake, tmp_path: Path
) -> None:
    target = tmp_path / "b.duckdb"
    told: list[str] = []

    def hear(result: TableResult) -> None:
        assert not target.exists()
        told.append(result.relation)

    def hear_of_all() -> None:
        assert not target.exists()
        told.append("all")

    build(
        bench.FOLDER,
        bench.models(),
        busy_lake.views_sql(),
        target,
        on_table=hear,
        on_all_made=hear_of_all,
    )

    assert told.pop() == "all"
    assert sorted(told) == sorted(model.relation for model in bench.models())
    for model in bench.models():
        read = [relation for relation in model.depends_on if relation in told]
        assert all(told.index(relation) < told.index(model.relation) for relation in read)


def test_duckdb_can_read_it_from_1_4_on(built: Path) -> None:
    with duckdb.connect() as connection:
        connection.execute(f"attach '{built}' as build (read_only)")
        [(written_for,)] = connection.execute(
            "select tags['storage_version'] from duckdb_databases() where database_name = 'build'"
        ).fetchall()
    assert written_for == "v1.4.0+"


@pytest.mark.parametrize("table", ["main.articles", "staging.stg_articles"])
def test_bodies_are_compressed_as_long_texts_are(built: Path, table: str) -> None:
    with duckdb.connect(str(built), read_only=True) as connection:
        ways = connection.execute(
            f"select distinct compression from pragma_storage_info('{table}') "
            "where column_name = 'body' and segment_type = 'VARCHAR'"
        ).fetchall()
    assert ways == [("ZSTD",)]


def test_a_table_is_described_as_it_is_in_the_file(busy_lake: Lake, tmp_path: Path) -> None:
    target = tmp_path / "b.duckdb"
    results = build(bench.FOLDER, bench.models(), busy_lake.views_sql(), target)

    assert [result.relation for result in results] == [
        *(seed.relation for seed in SEEDS),
        *(model.relation for model in bench.models()),
    ]
    assert {result.name: result.rows for result in results}["articles"] == 3
    with duckdb.connect(str(target), read_only=True) as connection:
        for result in results:
            again = describe(connection, result.relation)
            assert result.description == again
            assert list(again.columns) == again.first_rows.column_names


@pytest.mark.parametrize("name", ["lake.duckdb", "staging.duckdb", "it's a build.duckdb"])
def test_the_name_of_the_file_does_not_matter(busy_lake: Lake, tmp_path: Path, name: str) -> None:
    build(bench.FOLDER, bench.models(), busy_lake.views_sql(), tmp_path / name)

    assert len(rows(tmp_path / name, "main.articles")) == 3


def test_reference_tables_hold_their_csv(warehouse: duckdb.DuckDBPyConnection) -> None:
    for seed in SEEDS:
        lines = (bench.FOLDER / "reference" / f"{seed.name}.csv").read_text().splitlines()
        [(count,)] = warehouse.execute(f"select count(*) from reference.{seed.name}").fetchall()
        assert count == len(lines) - 1


@pytest.fixture
def sql_copy(tmp_path: Path) -> Path:
    folder = tmp_path / "dbt_like_sql"
    shutil.copytree(bench.FOLDER, folder)
    return folder


@pytest.mark.parametrize(
    ("file", "old", "new", "complaint"),
    [
        ("marts/article_summary.sql", "-- column title:", "-- column heading:", "['heading']"),
        ("marts/article_summary.sql", "-- column title:", "--     title:", "['title']"),
        ("curated/quotes.sql", "    quotes.cue,\n", "", "without a column ['cue']"),
        ("curated/quotes.sql", "quotes.cue,", "quotes.cue, quotes.cue,", "in another order"),
        ("curated/quotes.sql", "quotes.cue,", "quotes.queue,", "queue"),
        ("curated/quotes.sql", "quotes.kind,", "'shouted' as kind,", "shouted"),
        ("curated/quotes.sql", "quotes.text,", "null as text,", "NOT NULL"),
    ],
)
def test_a_mistake_names_the_file_and_leaves_nothing(
    sql_copy: Path, busy_lake: Lake, tmp_path: Path, file: str, old: str, new: str, complaint: str
) -> None:
    path = sql_copy / file
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))
    target = tmp_path / "builds" / "b.duckdb"

    with pytest.raises(BuildError, match=path.name) as error:
        build(sql_copy, load_models(sql_copy), busy_lake.views_sql(), target)

    assert complaint in str(error.value)
    assert list(target.parent.iterdir()) == []


def test_rows_with_the_same_key_fail_an_audit(
    sql_copy: Path, busy_lake: Lake, tmp_path: Path
) -> None:
    path = sql_copy / "curated" / "batches.sql"
    path.write_text(path.read_text().replace("order by", "cross join range(2)\norder by"))
    models = load_models(sql_copy)
    build(sql_copy, models, busy_lake.views_sql(), tmp_path / "b.duckdb")

    asked = {audit.name: audit for audit in audits(sql_copy, models)}
    failing = failing_rows(tmp_path / "b.duckdb", asked["batches_key_is_unique"])

    assert failing["row_count"].to_pylist() == [2, 2]


def test_a_failed_build_leaves_the_earlier_one(
    sql_copy: Path, busy_lake: Lake, tmp_path: Path
) -> None:
    target = tmp_path / "b.duckdb"
    build(sql_copy, load_models(sql_copy), busy_lake.views_sql(), target)
    before = target.read_bytes()
    (sql_copy / "marts" / "extra.sql").write_text(
        "-- description: x\n-- grain: a\n-- column a: x\n\nselect error('no') as a\n"
    )

    with pytest.raises(BuildError, match=r"extra\.sql"):
        build(sql_copy, load_models(sql_copy), busy_lake.views_sql(), target)

    assert target.read_bytes() == before


def test_remains_of_a_killed_build_are_cleared(busy_lake: Lake, tmp_path: Path) -> None:
    (tmp_path / "b.building").write_bytes(b"half a file")
    (tmp_path / "b.building.wal").write_bytes(b"half a log")
    (tmp_path / "b.building.tmp").mkdir()

    build(bench.FOLDER, bench.models(), busy_lake.views_sql(), tmp_path / "b.duckdb")

    assert [path.name for path in tmp_path.iterdir()] == ["b.duckdb"]


@pytest.mark.parametrize("kilobytes", [100, 600, 2000, 4000])
def test_a_full_disk_leaves_the_earlier_build(
    busy_lake: Lake, tmp_path: Path, kilobytes: int
) -> None:
    target = tmp_path / "b.duckdb"
    target.write_bytes(b"the earlier build")
    script = (
        "import resource, sys\n"
        "from pathlib import Path\n"
        "from pipelines.curate.build import BuildError, build\n"
        "from pipelines.curate.models import load_models\n"
        "folder, views, target = Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3])\n"
        "models = load_models(folder)\n"
        f"resource.setrlimit(resource.RLIMIT_FSIZE, ({kilobytes * 1024},) * 2)\n"
        "try:\n"
        "    build(folder, models, views, target)\n"
        "except BuildError as error:\n"
        "    print(error)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(bench.FOLDER), busy_lake.views_sql(), str(target)],
        check=True,
        capture_output=True,
        text=True,
        cwd=PROJECT_ROOT,
    )

    assert "File too large" in done.stdout
    assert target.read_bytes() == b"the earlier build"
    assert [path.name for path in tmp_path.iterdir()] == ["b.duckdb"]


def test_an_unreadable_lake_is_said_to_be_one(tmp_path: Path) -> None:
    views = (
        "ATTACH ':memory:' AS lake; CREATE VIEW lake.quotes AS FROM read_parquet('none.parquet')"
    )

    with pytest.raises(BuildError, match=r"the lake cannot be read.*none\.parquet"):
        build(bench.FOLDER, bench.models(), views, tmp_path / "b.duckdb")


def rows(path: Path, relation: str) -> list[tuple[object, ...]]:
    with duckdb.connect(str(path), read_only=True) as connection:
        return connection.execute(f"from {relation}").fetchall()
