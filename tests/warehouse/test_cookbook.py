"""The cookbook: each of its queries runs, and its page shows what the queries are now."""

from __future__ import annotations

import shutil
from pathlib import Path

import duckdb
import pytest

from pipelines.contracts.search import load_engine
from tests.pages.cookbook import FOLDER, PAGE, Recipe, cookbook, recipes
from tests.warehouse import bench

TEXT = PAGE.read_text(encoding="utf-8")


def section(question: str) -> str:
    return next(part for part in TEXT.split("\n## ") if part.startswith(question))


@pytest.mark.parametrize("recipe", recipes(), ids=lambda recipe: recipe.question)
def test_a_query_runs_and_the_page_shows_it(built: Path, tmp_path: Path, recipe: Recipe) -> None:
    # One file cannot be attached twice.
    former = tmp_path / "former.duckdb"
    shutil.copyfile(built, former)
    with duckdb.connect(str(built), read_only=True) as connection:
        connection.execute(load_engine())
        connection.execute(f"ATTACH '{former}' AS before (READ_ONLY)")
        found = connection.execute(recipe.sql)
        names = [column[0] for column in found.description or []]

    shown = section(recipe.question)
    assert f"```sql\n{recipe.sql}\n```" in shown
    rows = shown.split(f"| {' | '.join(names)} |\n", 1)[1].strip().splitlines()[1:]
    assert rows


def test_every_file_is_on_the_page_and_nothing_else() -> None:
    assert [recipe.question for recipe in recipes()] == [
        part.splitlines()[0] for part in TEXT.split("\n## ")[1:]
    ]
    assert len(recipes()) == len(list(FOLDER.glob("*.sql")))


def test_every_mart_answers_a_question() -> None:
    marts = [model.name for model in bench.models() if model.layer == "marts"]

    assert [name for name in marts if not any(name in recipe.sql for recipe in recipes())] == []


@pytest.mark.slow
def test_the_page_is_what_the_command_makes() -> None:
    assert cookbook() == TEXT
