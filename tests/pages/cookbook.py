"""The page docs/cookbook.md: each query of docs/cookbook with what it returns.

The warehouse asked is made in a temporary folder, in two builds, so that there is a build before:
of the shipped articles first, then of the made-up ones of docs/cookbook/articles as well.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from pipelines.contracts.search import load_engine
from pipelines.settings import PROJECT_ROOT

FOLDER = PROJECT_ROOT / "docs" / "cookbook"
PAGE = PROJECT_ROOT / "docs" / "cookbook.md"

_HEADER = re.compile(
    r"-- question: (?P<question>[^\n]+)\n(?:-- note: (?P<note>(?:[^\n]+\n--     )*[^\n]+)\n)?\n"
    r"(?P<sql>.+)",
    re.DOTALL,
)
_WIDEST = 300
_HEAD = """\
# Cookbook

Questions and the queries that answer them, with what they return over the three shipped articles
and three made-up ones, [cookbook/articles/](cookbook/articles/), which came in later.

Made by `make docs` from the files in [cookbook/](cookbook/); do not edit it here. Run a query with
`onrecord query "…"`, or paste it into any DuckDB client that has the published file open.
"""


@dataclass(frozen=True, slots=True)
class Recipe:
    """A question, what one should know beside, and the query that answers it."""

    question: str
    note: str
    sql: str


def recipes() -> list[Recipe]:
    """Every query of the folder, in the order of the files' names."""
    return [_recipe(path) for path in sorted(FOLDER.glob("*.sql"))]


def cookbook() -> str:
    """The whole page. Makes a warehouse, which takes a while."""
    with TemporaryDirectory() as folder, _warehouse(Path(folder)) as connection:
        page = "\n".join([_HEAD, *(_shown(connection, recipe) for recipe in recipes())])
    return page.replace(f"{folder}/", "")


def _recipe(path: Path) -> Recipe:
    found = _HEADER.fullmatch(path.read_text(encoding="utf-8"))
    if found is None:
        raise ValueError(f"{path}: it has to begin with '-- question: …' and an empty line")
    note = (found["note"] or "").replace("\n--     ", " ")
    return Recipe(found["question"], note, found["sql"].strip())


@contextmanager
def _warehouse(folder: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    sources, published = folder / "seeds", folder / "warehouse" / "onrecord.duckdb"
    sources.mkdir()
    builds = []
    for articles in (PROJECT_ROOT / "seeds", FOLDER / "articles"):
        for path in sorted(articles.glob("*.txt")):
            shutil.copy(path, sources)
        _refresh(folder)
        builds.append(published.resolve())
    with duckdb.connect(str(builds[1]), read_only=True) as connection:
        connection.execute(load_engine())
        connection.execute(f"ATTACH '{builds[0]}' AS before (READ_ONLY)")
        yield connection


def _refresh(folder: Path) -> None:
    settings = {
        "ONRECORD_SOURCES": str(folder / "seeds"),
        "ONRECORD_WAREHOUSE": str(folder / "warehouse"),
        "DAGSTER_HOME": str(folder / "dagster"),
    }
    done = subprocess.run(
        [sys.executable, "-m", "pipelines.cli", "run"],
        cwd=folder,
        env={**os.environ, **settings, "PYTHONPATH": str(PROJECT_ROOT)},
        check=False,
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise RuntimeError(f"the cookbook's warehouse was not made: {done.stderr}")


def _shown(connection: duckdb.DuckDBPyConnection, recipe: Recipe) -> str:
    answer = connection.execute(recipe.sql)
    names = [column[0] for column in answer.description or []]
    rows = [names, ["---"] * len(names), *answer.fetchall()]
    table = "\n".join(f"| {' | '.join(map(_cell, row))} |" for row in rows)
    note = f"{recipe.note}\n\n" if recipe.note else ""
    return f"## {recipe.question}\n\n{note}```sql\n{recipe.sql}\n```\n\n{table}\n"


def _cell(value: object) -> str:
    text = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
    text = "" if value is None else " ".join(text.split()).replace("|", "\\|")
    return text if len(text) <= _WIDEST else f"{text[:_WIDEST]} …"


if __name__ == "__main__":
    PAGE.write_text(cookbook(), encoding="utf-8")
