"""Many queries over one build."""

from __future__ import annotations

import os
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import duckdb
import pytest

from pipelines.publish import queries
from pipelines.publish.queries import on_each_core


@pytest.fixture
def build(tmp_path: Path) -> Path:
    path = tmp_path / "b.duckdb"
    with duckdb.connect(str(path)) as connection:
        connection.execute("create table numbers as select range as number from range(5000)")
    return path


def _asked(connection: duckdb.DuckDBPyConnection, query: str) -> object:
    return connection.execute(query).fetchall()


def test_answers_come_in_the_order_of_the_questions(build: Path) -> None:
    slow = "select sum(a.number * b.number % 7) >= 0 from numbers a, numbers b"
    quick = [f"select max(number) + {more} from numbers" for more in range(20)]

    answers = on_each_core(build, _asked, [slow, *quick])

    assert answers == [[(True,)], *([(4999 + more,)] for more in range(20))]


def test_as_many_are_asked_at_once_as_there_are_cores(
    build: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "usable_cores", lambda: 3)
    together = threading.Barrier(3, timeout=10)

    def meet(connection: duckdb.DuckDBPyConnection, number: int) -> object:
        together.wait()
        return number, _asked(connection, "select current_setting('threads')")

    assert on_each_core(build, meet, range(6)) == [(number, [(1,)]) for number in range(6)]


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere threads have no priority")
def test_queries_give_way_to_what_is_done_beside_them(build: Path) -> None:
    before = os.getpriority(os.PRIO_PROCESS, threading.get_native_id())

    def nice(connection: duckdb.DuckDBPyConnection, number: int) -> int:
        return os.getpriority(os.PRIO_PROCESS, threading.get_native_id())

    assert set(on_each_core(build, nice, range(4))) == {min(before + 10, 19)}
    assert os.getpriority(os.PRIO_PROCESS, threading.get_native_id()) == before

    def asked_by_the_nicest() -> list[int]:
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), 19)
        return on_each_core(build, nice, range(4))

    with ThreadPoolExecutor(1) as thread:
        assert thread.submit(asked_by_the_nicest).result() == [19] * 4


def test_nothing_can_be_changed(build: Path) -> None:
    with pytest.raises(duckdb.Error, match="read-only"):
        on_each_core(build, _asked, ["drop table numbers"])


def test_what_goes_wrong_is_raised(build: Path, tmp_path: Path) -> None:
    with pytest.raises(duckdb.Error, match="letters"):
        on_each_core(build, _asked, ["from numbers", "from letters"])
    (tmp_path / "none.duckdb").write_bytes(b"no database")
    with pytest.raises(duckdb.Error):
        on_each_core(tmp_path / "none.duckdb", _asked, [])
