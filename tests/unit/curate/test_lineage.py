"""Where a column's values come from."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.curate.lineage import column_lineage
from pipelines.curate.models import ModelError, load_models
from pipelines.settings import PROJECT_ROOT
from tests.unit.curate.conftest import Write

FOLDER = PROJECT_ROOT / "dbt_like_sql"


@pytest.fixture(scope="module")
def shipped() -> dict[str, dict[str, set[str]]]:
    """Column lineage of the shipped models, as "relation.column"."""
    return {
        model: {
            column: {f"{relation}.{source}" for relation, source in sources}
            for column, sources in columns.items()
        }
        for model, columns in column_lineage(load_models(FOLDER)).items()
    }


@pytest.mark.parametrize(
    ("model", "column", "sources"),
    [
        ("stg_quotes", "text", {"lake.quotes.text"}),
        ("stg_mentions", "end", {"lake.mentions.end"}),
        ("quotes", "speaker_id", {"main.quote_speakers.speaker_id"}),
        ("articles", "extractor_version", {"staging.stg_batches.extractor_version"}),
        ("articles", "quote_count", {"staging.stg_quotes.quote_id"}),
        (
            "entities",
            "entity_type",
            {"main.entity_names.place_name", "staging.stg_mentions.entity_type"},
        ),
        ("speaker_summary", "quote_count", {"main.quotes.quote_id"}),
        ("speaker_summary", "last_quoted_on", {"main.articles.published_on"}),
        (
            "speaker_timeline",
            "month",
            {"main.articles.published_precision", "main.articles.published_on"},
        ),
        ("who_on_whom", "entity_name", {"main.entities.name"}),
        ("who_on_whom", "speaker_name", {"main.entities.name"}),
        (
            "article_summary",
            "quoted_share",
            {"main.quotes.article_id", "main.quotes.spans", "main.articles.body"},
        ),
    ],
)
def test_shipped_columns_lead_back(
    shipped: dict[str, dict[str, set[str]]], model: str, column: str, sources: set[str]
) -> None:
    assert shipped[model][column] == sources


def test_every_shipped_column_has_a_source(shipped: dict[str, dict[str, set[str]]]) -> None:
    rootless = [
        f"{model}.{column}"
        for model, columns in shipped.items()
        for column, sources in columns.items()
        if not sources
    ]

    assert rootless == []


def test_sources_are_tables_the_model_reads(shipped: dict[str, dict[str, set[str]]]) -> None:
    for model in load_models(FOLDER):
        relations = {
            source.rpartition(".")[0]
            for sources in shipped[model.name].values()
            for source in sources
        }
        assert relations <= set(model.depends_on)


def test_lineage_passes_through_ctes_unions_windows_and_stars(folder: Path, write: Write) -> None:
    write("staging/stg_x.sql", "select quote_id as a, text as b from lake.quotes", columns="a b")
    write(
        "marts/m.sql",
        """
        with one as (select * from staging.stg_x),
        two as (select a, max(b) over (partition by a) as c from one
                union all select 'x', a from one)
        select two.c || 'x' as c, 1 as d from two
        """,
        columns="c d",
    )

    assert column_lineage(load_models(folder))["m"] == {
        "c": (("staging.stg_x", "a"), ("staging.stg_x", "b")),
        "d": (),
    }


def test_a_described_column_that_is_not_selected_names_the_file(folder: Path, write: Write) -> None:
    write("marts/m.sql", "select 1 as a", columns="a b")

    with pytest.raises(ModelError, match=r"m\.sql: its columns cannot be traced"):
        column_lineage(load_models(folder))
