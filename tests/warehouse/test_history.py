"""An incremental history and one full rebuild of the same files give the same tables."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from pathlib import Path

import duckdb
import pytest

from pipelines.curate.audits import lake_counts
from pipelines.curate.build import build
from tests.warehouse import bench
from tests.warehouse.lake_fixture import Lake, named, said

Step = Callable[[Lake, int], None]

OF_THE_HISTORY = {
    "articles": ("batch_id", "ingested_at"),
    "quarantine": ("batch_id", "quarantined_at"),
}
"""Columns that tell when something came in, and so may differ."""


def write(uri: str, words: str, *, who: str = "Ada Lovelace") -> Step:
    """The file holds an article that quotes `words`."""

    def step(lake: Lake, batch: int) -> None:
        body = f'"{words}," said {who} of the United States.'
        lake.article(
            uri,
            body,
            batch=batch,
            quotes=[said(f"{words},", by=who)],
            mentions=[named(who), named("the United States", "GPE")],
        )

    return step


def remove(uri: str) -> Step:
    return lambda lake, batch: lake.remove(uri, batch=batch)


def spoil(uri: str) -> Step:
    """The file can no longer be read as a document."""
    return lambda lake, batch: lake.refuse(uri, batch=batch)


def spoil_body(uri: str) -> Step:
    """The document can be read, but no article comes of it."""

    def step(lake: Lake, batch: int) -> None:
        lake.document(uri, "All news", batch=batch)
        lake.refuse(uri, batch=batch, stage="normalize", rule="body_not_empty")

    return step


HISTORIES: dict[str, tuple[Sequence[Sequence[Step]], Sequence[Step]]] = {
    "added one by one": (
        [[write("a", "We can do it now")], [write("b", "We shall see it then")]],
        [write("a", "We can do it now"), write("b", "We shall see it then")],
    ),
    "edited": (
        [[write("a", "We can do it now")], [write("a", "We cannot do it now")]],
        [write("a", "We cannot do it now")],
    ),
    "edited and put back": (
        [
            [write("a", "One two three four")],
            [write("a", "Five")],
            [write("a", "One two three four")],
        ],
        [write("a", "One two three four")],
    ),
    "removed": (
        [[write("a", "We can do it now"), write("b", "We can do it now")], [remove("a")]],
        [write("b", "We can do it now")],
    ),
    "removed and back": (
        [[write("a", "We can do it now")], [remove("a")], [write("a", "We can do it now")]],
        [write("a", "We can do it now")],
    ),
    "broken": ([[write("a", "We can do it now")], [spoil("a")]], [spoil("a")]),
    "broken in its body": (
        [[write("a", "We can do it now")], [spoil_body("a")]],
        [spoil_body("a")],
    ),
    "broken and repaired": (
        [[spoil("a"), spoil_body("b")], [write("a", "We can do it"), write("b", "We cannot")]],
        [write("a", "We can do it"), write("b", "We cannot")],
    ),
    "broken and removed": (
        [[spoil("a"), spoil_body("b")], [remove("a"), remove("b")]],
        [],
    ),
    "broken, and broken again": ([[spoil("a")], [spoil("a")]], [spoil("a")]),
    "the original of a copy removed": (
        [
            [write("a", "We can do it now"), write("b", "We can do it now")],
            [write("c", "We can do it now")],
            [remove("a")],
        ],
        [write("b", "We can do it now"), write("c", "We can do it now")],
    ),
    "everything gone": ([[write("a", "We can do it now")], [remove("a")]], []),
}


@pytest.mark.parametrize("name", HISTORIES)
def test_history_and_rebuild_agree(name: str, tmp_path: Path) -> None:
    history, state = HISTORIES[name]

    told = tables(tmp_path / "history", history)
    fresh = tables(tmp_path / "fresh", [state])

    assert told == fresh


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_the_order_of_arrival_does_not_matter(order: tuple[int, ...], tmp_path: Path) -> None:
    steps = [
        write("a", "We can do it now"),
        write("b", "We can do it now"),
        write("c", "We can do it now", who="Mr. Babbage"),
    ]

    told = tables(tmp_path / "told", [[steps[place]] for place in order])
    fresh = tables(tmp_path / "fresh", [steps])

    assert told == fresh


def tables(folder: Path, history: Sequence[Sequence[Step]]) -> dict[str, list[tuple[object, ...]]]:
    """Every table of the build of a history, without what tells of the history itself."""
    lake = Lake(folder / "lake")
    for batch, steps in enumerate(history, start=1):
        for step in steps:
            step(lake, batch)
    views = lake.views_sql()
    target = folder / "b.duckdb"
    build(bench.FOLDER, bench.models(), views, target)
    with duckdb.connect(str(target), read_only=True) as connection:
        for table, expected in lake_counts(views).items():
            assert connection.execute(f"select count(*) from {table}").fetchall() == [(expected,)]
        return {
            model.name: connection.execute(
                f"select * exclude ({', '.join(OF_THE_HISTORY[model.name])}) from {model.relation} "
                if model.name in OF_THE_HISTORY
                else f"from {model.relation}"
            ).fetchall()
            for model in bench.models()
            if model.layer != "staging" and model.name != "batches"
        }
