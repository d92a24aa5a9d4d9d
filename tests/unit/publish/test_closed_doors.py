"""What a user's SQL cannot do: reach files or networks, change anything, or take all there is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from pipelines.publish.reader import NoWarehouseError, QueryTimeoutError, opened, time_limit
from tests.unit.publish.conftest import Warehouse


@pytest.fixture
def published(warehouse: Warehouse) -> Path:
    warehouse.publish("a")
    (warehouse.root / "other.csv").write_text("x\n1\n")
    (warehouse.root / "other.json").write_text("[1]")
    with duckdb.connect(str(warehouse.root / "other.duckdb")) as other:
        other.execute("create table t as select 1")
    return warehouse.link


@pytest.fixture
def connection(published: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with opened(published) as connection:
        yield connection


FORBIDDEN = {
    "read a file by name": "from '{root}/other.csv'",
    "read a CSV file": "from read_csv('{root}/other.csv')",
    "read text": "from read_text('/etc/passwd')",
    "read bytes": "from read_blob('/etc/hosts')",
    "read JSON": "from read_json('{root}/other.json')",
    "read Parquet": "from read_parquet('{root}/*.parquet')",
    "list a folder": "from glob('{root}/*')",
    "sniff a file": "from sniff_csv('{root}/other.csv')",
    "attach a database": "attach '{root}/other.duckdb' as other",
    "attach itself for writing": "attach '{root}/builds/a.duckdb' as again (read_write); "
    "insert into again.name values ('b')",
    "copy rows out": "copy (select 1) to '{root}/out.csv'",
    "export everything": "export database '{root}/out'",
    "import a folder": "import database '{root}/out'",
    "load an extension": "load '{root}/some.duckdb_extension'",
    "install an extension": "install httpfs",
    "fetch a page": "from read_text('https://example.org/')",
    "open its doors": "set enable_external_access = true",
    "take more memory": "set memory_limit = '64GB'",
    "unlock its settings": "set lock_configuration = false",
    "reset its settings": "reset memory_limit",
    "name a place to spill": "set temp_directory = '{root}/spill'",
    "log to a file": "pragma enable_logging; pragma log_query_path = '{root}/log'",
    "write a profile": "set profiling_output = '{root}/profile'",
    "read a secret": "create secret (type s3, key_id 'x', secret 'y')",
    "change a row": "update name set name = 'b'",
    "add a row": "insert into name values ('b')",
    "drop a table": "drop table name",
    "make a table": "create table more as select 1",
    "make a view": "create view more as select 1",
    "execute Python": "select python_udf(1)",
    "read a variable of the environment": "select getenv('HOME')",
}


@pytest.mark.parametrize("wish", FORBIDDEN)
def test_a_user_cannot(connection: duckdb.DuckDBPyConnection, published: Path, wish: str) -> None:
    before = sorted(published.parent.rglob("*"))
    with pytest.raises(duckdb.Error):
        connection.execute(FORBIDDEN[wish].format(root=published.parent))
    assert sorted(published.parent.rglob("*")) == before
    assert connection.execute("from name").fetchall() == [("a",)]


def test_a_query_cannot_take_more_memory_than_it_may(published: Path) -> None:
    before = sorted(published.parent.rglob("*"))
    with opened(published, "50MB") as connection, pytest.raises(duckdb.OutOfMemoryException):
        connection.execute("select list(distinct md5(i::text)) from range(5000000) t(i)").fetchall()
    assert sorted(published.parent.rglob("*")) == before


def test_a_query_cannot_take_more_time_than_it_may(connection: duckdb.DuckDBPyConnection) -> None:
    with (
        pytest.raises(QueryTimeoutError, match=r"more than 1 s.*ONRECORD_QUERY_SECONDS"),
        time_limit(connection, 1),
    ):
        connection.execute(
            "select sum(a.i * b.i % 7) from range(10000000) a(i), range(10000000) b(i)"
        ).fetchall()
    assert connection.execute("from name").fetchall() == [("a",)]


def test_an_endless_recursion_is_stopped(connection: duckdb.DuckDBPyConnection) -> None:
    endless = (
        "with recursive r(i) as (select 1 union all select i + 1 from r) select count(*) from r"
    )
    with pytest.raises((QueryTimeoutError, duckdb.OutOfMemoryException)), time_limit(connection, 1):
        connection.execute(endless).fetchall()


def test_without_a_warehouse_one_is_told_how_to_make_it(tmp_path: Path) -> None:
    with pytest.raises(NoWarehouseError, match="onrecord run"), opened(tmp_path / "none.duckdb"):
        pass
