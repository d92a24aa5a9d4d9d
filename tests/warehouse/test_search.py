"""Words found in the quotes of a built file: by the command and by plain SQL."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from pipelines.console.failure import WRONG_USAGE, CommandError
from pipelines.console.query import fetch
from pipelines.console.search import search
from pipelines.settings import Settings


@pytest.fixture
def settings(built: Path, tmp_path: Path) -> Settings:
    made = Settings(warehouse=tmp_path)
    made.published.symlink_to(built)
    return made


def test_the_best_quote_comes_first(settings: Settings) -> None:
    first = search(settings, "patient Russia", 10).split("\n\n")[0]

    assert first.startswith("Russia was patient\n")
    assert "Dmitry Peskov" in first
    assert "a.txt" in first


def test_words_are_found_in_other_forms_and_cases(settings: Settings) -> None:
    assert "flexibility" in search(settings, "TALKING", 10)
    assert search(settings, "flexibility", 1).count("quote ") == 1


def test_every_word_is_indexed(settings: Settings) -> None:
    assert "We are ready" in search(settings, "we", 1)


@pytest.mark.parametrize("words", ["", " … ", "'"])
def test_nothing_to_search_for_is_wrong_usage(settings: Settings, words: str) -> None:
    with pytest.raises(CommandError, match="at least one word") as error:
        search(settings, words, 10)

    assert error.value.code == WRONG_USAGE


def test_nothing_found_says_so(settings: Settings) -> None:
    with pytest.raises(CommandError, match="no quote has any of these words: zebra"):
        search(settings, "zebra", 10)


def test_without_a_warehouse_it_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="onrecord run"):
        search(Settings(warehouse=tmp_path), "we", 10)


def test_a_file_without_an_index_is_to_be_built_anew(tmp_path: Path) -> None:
    settings = Settings(warehouse=tmp_path)
    with duckdb.connect(str(settings.published)) as connection:
        connection.execute("create table quotes (quote_id varchar)")

    with pytest.raises(CommandError, match="without a search index"):
        search(settings, "we", 10)


def test_plain_sql_ranks_too(settings: Settings) -> None:
    _, rows = fetch(
        settings,
        "select text, fts_main_quotes.match_bm25(quote_id, 'patient') as score from quotes "
        "where score is not null order by score desc",
    )

    assert [text for text, _ in rows] == ["Russia was patient"]


def test_the_index_is_the_same_each_time(built: Path) -> None:
    with duckdb.connect(str(built), read_only=True) as connection:
        [(quotes,)] = connection.execute("select count(*) from quotes").fetchall()
        documents = connection.execute("select docid, name from fts_main_quotes.docs").fetchall()
        in_order = connection.execute("select quote_id from quotes").fetchall()

    assert len(documents) == quotes
    assert [name for _, name in sorted(documents)] == [name for (name,) in in_order]
