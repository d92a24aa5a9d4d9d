"""A build after another: the same file as without it, sooner."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from pipelines.curate.build import build
from pipelines.curate.models import load_models
from tests.warehouse import bench
from tests.warehouse.lake_fixture import Lake, named, said

TAMPERED = "from the last build"

Tables = dict[str, list[tuple[object, ...]]]


@pytest.fixture
def last(lake: Lake, tmp_path: Path) -> Path:
    """A build of three articles, which may be written to."""
    for name in ("a", "b", "c"):
        body = f'"Nobody knows what {name} is," she said. "It will not rain before {name} comes."'
        lake.article(
            f"{name}.txt",
            body,
            quotes=[
                said(f"Nobody knows what {name} is,", by="she"),
                said(f"It will not rain before {name} comes.", by="she"),
            ],
        )
    return writable(built(lake, tmp_path / "last.duckdb"))


def built(lake: Lake, target: Path, last: Path | None = None, folder: Path = bench.FOLDER) -> Path:
    build(folder, load_models(folder), lake.views_sql(), target, last=last)
    return target


def writable(path: Path) -> Path:
    path.chmod(0o644)
    return path


def change(path: Path, sql: str) -> None:
    with duckdb.connect(str(path)) as connection:
        connection.execute(sql)


def tables(path: Path) -> Tables:
    """Every table's rows, in the order in which they stand."""
    with duckdb.connect(str(path), read_only=True) as connection:
        names = connection.execute(
            "select schema_name || '.' || table_name from duckdb_tables() order by all"
        ).fetchall()
        return {
            name: connection.execute(f"select * from {name} order by rowid").fetchall()
            for (name,) in names
        }


def words(path: Path) -> dict[str, str]:
    """Text of each quote, and the words by which it is compared."""
    with duckdb.connect(str(path), read_only=True) as connection:
        return dict(
            connection.execute(
                "select text, core from staging.stg_quotes inner join quote_words using (quote_id)"
            ).fetchall()
        )


def add(lake: Lake) -> None:
    lake.article("0.txt", '"More of it," he said.', batch=2, quotes=[said("More of it,", by="he")])


def remove(lake: Lake) -> None:
    lake.remove("b.txt", batch=2)


def edit(lake: Lake) -> None:
    lake.article("c.txt", '"Another," he said.', batch=2, quotes=[said("Another,", by="he")])


def move(lake: Lake) -> None:
    """The quotes of a file are those of another now."""
    lake.remove("a.txt", batch=2)
    body = '"Nobody knows what a is," she said. "It will not rain before a comes."'
    lake.article("d.txt", body, batch=2, quotes=[said("Nobody knows what a is,", by="she")])


def nothing(lake: Lake) -> None:
    """As after a change of SQL."""


def everything(lake: Lake) -> None:
    for happens in (add, edit, move, remove):
        happens(lake)


@pytest.mark.parametrize("happens", [nothing, add, remove, edit, move, everything])
def test_the_file_is_the_same_as_without_a_last_build(
    lake: Lake, last: Path, tmp_path: Path, happens: Callable[[Lake], None]
) -> None:
    happens(lake)

    after = tables(built(lake, tmp_path / "after.duckdb", last))
    anew = tables(built(lake, tmp_path / "anew.duckdb"))

    assert after == anew


def test_rows_that_stand_are_taken_over_and_others_are_made(
    lake: Lake, last: Path, tmp_path: Path
) -> None:
    change(last, f"update quote_words set core = '{TAMPERED}'")
    change(last, "update article_sketches set words_hash = 7")
    add(lake)

    found = built(lake, tmp_path / "after.duckdb", last)

    assert words(found) == dict.fromkeys(words(last), TAMPERED) | {"More of it,": "more it"}
    with duckdb.connect(str(found), read_only=True) as connection:
        [(taken, made)] = connection.execute(
            "select count(*) filter (words_hash = 7), count(*) filter (words_hash <> 7) "
            "from article_sketches"
        ).fetchall()
    assert (taken, made) == (3, 1)


def test_a_row_is_taken_over_by_what_it_is_made_of_and_not_by_its_key(
    lake: Lake, last: Path, tmp_path: Path
) -> None:
    right = words(last)
    change(last, f"update quote_words set core = '{TAMPERED}'")
    change(last, "update staging.stg_quotes set text = 'Else.' where text like '%a is,'")

    found = words(built(lake, tmp_path / "after.duckdb", last))

    assert found.pop("Nobody knows what a is,") == right["Nobody knows what a is,"]
    assert set(found.values()) == {TAMPERED}


def test_where_few_rows_stand_all_are_made_anew(lake: Lake, last: Path, tmp_path: Path) -> None:
    right = words(last)
    change(last, f"update quote_words set core = '{TAMPERED}'")
    change(last, "update staging.stg_quotes set text = 'Else.' where text not like '%a is,'")

    assert words(built(lake, tmp_path / "after.duckdb", last)) == right


@pytest.mark.parametrize(
    "otherwise",
    [
        "update reference.models set sql = sql || ' '",
        "update reference.models set duckdb_version = 'v0.0.0'",
        "drop table reference.models",
        "drop table quote_words",
        "alter table quote_words drop core",
        "alter table staging.stg_quotes drop text",
    ],
)
def test_a_file_that_was_made_otherwise_gives_nothing(
    lake: Lake, last: Path, tmp_path: Path, otherwise: str
) -> None:
    right = tables(built(lake, tmp_path / "right.duckdb"))
    if "quote_words" not in otherwise:
        change(last, f"update quote_words set core = '{TAMPERED}'")
    change(last, otherwise)

    assert tables(built(lake, tmp_path / "after.duckdb", last)) == right


def test_other_sql_makes_all_rows_anew(lake: Lake, last: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(bench.FOLDER, tmp_path / "sql")
    model = folder / "curated" / "quote_words.sql"
    model.write_text(model.read_text("utf-8").replace("'uh', 'um'", "'uh', 'um', 'rain'"), "utf-8")

    found = words(built(lake, tmp_path / "after.duckdb", last, folder))

    assert not [core for core in found.values() if "rain" in core]


def test_a_model_of_ones_own_may_be_incremental(lake: Lake, tmp_path: Path) -> None:
    folder = shutil.copytree(bench.FOLDER, tmp_path / "sql")
    (folder / "marts" / "mention_lengths.sql").write_text(
        "-- description: Lengths.\n-- grain: mention_id\n-- incremental: row by row\n"
        "-- column mention_id: It.\n-- column length: It.\n\n"
        'select mention_id, "end" - start as length from mentions\n'
    )
    lake.article("a.txt", "Oslo and Bergen.", mentions=[named("Oslo", "GPE")])
    last = writable(built(lake, tmp_path / "last.duckdb", folder=folder))
    change(last, "update mention_lengths set length = 99")

    after = tables(built(lake, tmp_path / "after.duckdb", last, folder))

    assert [length for _, length in after["main.mention_lengths"]] == [99]


@pytest.mark.parametrize("place", [0.0, 0.02, 0.2, 0.4, 0.6, 0.8, 0.99])
def test_a_damaged_last_build_does_no_harm(
    lake: Lake, last: Path, tmp_path: Path, place: float
) -> None:
    right = tables(built(lake, tmp_path / "right.duckdb"))
    damaged = bytearray(last.read_bytes())
    begin = int(len(damaged) * place)
    damaged[begin : begin + 300_000] = bytes(len(damaged[begin : begin + 300_000]))
    last.write_bytes(damaged)

    assert tables(built(lake, tmp_path / "after.duckdb", last)) == right


def test_a_last_build_that_is_gone_does_no_harm(lake: Lake, last: Path, tmp_path: Path) -> None:
    last.unlink()

    assert words(built(lake, tmp_path / "after.duckdb", last))


def test_the_last_build_stays_as_it_was(lake: Lake, last: Path, tmp_path: Path) -> None:
    before = last.read_bytes()
    add(lake)

    built(lake, tmp_path / "after.duckdb", last)

    assert last.read_bytes() == before
    assert not [path for path in tmp_path.iterdir() if path.suffix in {".wal", ".tmp"}]


def test_the_file_says_how_each_table_was_made(last: Path) -> None:
    with duckdb.connect(str(last), read_only=True) as connection:
        said_of = dict(connection.execute("select relation, sql from reference.models").fetchall())

    assert said_of == {model.relation: model.sql for model in bench.models()}
