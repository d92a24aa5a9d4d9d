"""What is said of a row, whichever table it is in."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from pipelines.console.explain import KEYS, explain
from pipelines.console.failure import CommandError
from pipelines.settings import Settings


@pytest.fixture
def settings(built: Path, tmp_path: Path) -> Settings:
    made = Settings(warehouse=tmp_path)
    made.published.symlink_to(built)
    return made


def one(settings: Settings, sql: str) -> str:
    with duckdb.connect(str(settings.published.resolve()), read_only=True) as connection:
        [(key,)] = connection.execute(sql).fetchall()
    return str(key)


def test_a_quote(settings: Settings) -> None:
    key = one(settings, "select quote_id from quotes where kind = 'mixed'")

    text = explain(settings, key)

    assert 'He added that »Russia was« "»patient«".' in text
    assert 'by         Dmitry Peskov, printed as "He", entity' in text
    assert "raw file   a.txt, characters" in text
    assert "quote_spans_are_the_text" in text
    assert "text_is_body" in text


def test_an_utterance_is_shown_with_all_its_printings(settings: Settings) -> None:
    key = one(settings, "select utterance_id from utterances where article_count = 2")

    text = explain(settings, key)

    assert f"utterance  {key}, printed 2 times" in text
    assert "TASS" in text
    assert "NBC" in text


def test_a_mention(settings: Settings) -> None:
    key = one(settings, "select mention_id from mentions where text = 'America'")

    text = explain(settings, key)

    assert "Ready to talk to »America«: Peskov." in text
    assert "means      United States, entity" in text
    assert "raw file   c.txt, characters 17-24" in text


def test_an_article(settings: Settings) -> None:
    key = one(settings, "select article_id from articles where duplicate_of is not null")

    text = explain(settings, key)

    assert "copy of" in text
    assert "raw file   b.txt, characters 0-" in text
    assert "made by    reader 1, normalizer 1, extractor 1" in text


def test_an_entity(settings: Settings) -> None:
    key = one(settings, "select entity_id from entities where name = 'Dmitry Peskov'")

    text = explain(settings, key[:10])

    assert "name       Dmitry Peskov" in text
    assert "titles     Kremlin spokesman" in text
    assert "named      2 times in 2 articles" in text


def test_every_key_of_a_row_is_known(settings: Settings) -> None:
    for table, column in KEYS.items():
        with duckdb.connect(str(settings.published), read_only=True) as connection:
            keys = connection.execute(f"select {column} from {table}").fetchall()
        for (key,) in keys:
            assert f"build      {settings.published.resolve().stem}" in explain(settings, key)


@pytest.mark.parametrize("key", ["", "zz"])
def test_an_unknown_id(settings: Settings, key: str) -> None:
    with pytest.raises(CommandError, match="no quote has the id"):
        explain(settings, key)
