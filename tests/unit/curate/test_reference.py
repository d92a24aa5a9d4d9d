"""The committed reference tables are what the libraries say."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest

from pipelines.curate.reference import SEEDS, Seed, cities, countries, to_csv, write
from pipelines.settings import PROJECT_ROOT

FOLDER = PROJECT_ROOT / "dbt_like_sql" / "reference"


@pytest.mark.parametrize("seed", SEEDS, ids=lambda seed: seed.name)
def test_the_committed_file_is_what_the_libraries_give(seed: Seed) -> None:
    assert (FOLDER / f"{seed.name}.csv").read_text(encoding="utf-8") == to_csv(seed), (
        "make it anew with: python -m pipelines.curate.reference dbt_like_sql/reference"
    )


def test_every_file_has_a_description() -> None:
    assert {path.stem for path in FOLDER.glob("*.csv")} == {seed.name for seed in SEEDS}
    for seed in SEEDS:
        assert seed.description
        assert all(seed.columns.values())


def test_writing_makes_the_files(tmp_path: Path) -> None:
    write(tmp_path)

    with (tmp_path / "countries.csv").open(encoding="utf-8", newline="") as file:
        assert next(csv.reader(file)) == ["code", "name", "alias"]


def test_an_alias_names_one_country() -> None:
    counts = Counter(alias for _, _, alias in countries())

    assert [alias for alias, count in counts.items() if count > 1] == []


@pytest.mark.parametrize(
    ("code", "alias"),
    [("US", "USA"), ("GB", "UK"), ("GB", "Britain"), ("RU", "Russian Federation"), ("AE", "UAE")],
)
def test_names_in_print_are_known(code: str, alias: str) -> None:
    assert code in {row[0] for row in countries() if row[2] == alias}


@pytest.mark.parametrize("alias", ["CA", "IN", "CAN", "Wales", "Thai", "Mann", "Congo", ""])
def test_what_means_something_else_is_no_alias(alias: str) -> None:
    assert alias not in {row[2] for row in countries()}


def test_renamed_cities_are_known() -> None:
    assert {("Kyiv", "Kiev"), ("Kolkata", "Calcutta")} <= set(cities())
