"""Models of a folder: what they read, and the order in which they are built."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.curate.models import ModelError, load_models, sql_fingerprint
from tests.unit.curate.conftest import Write


def test_dependencies_are_what_the_sql_reads(folder: Path, write: Write) -> None:
    write("reference/places.csv", "a,b")
    write("staging/stg_x.sql", "select quote_id as a from lake.quotes")
    write("curated/base.sql", "select a from staging.stg_x")
    write(
        "marts/top.sql",
        """
        with stg_x as (select a from base), unused as (select 1 as a)
        select a from stg_x
        where a in (select a from staging.stg_x)
          and exists (select 1 from reference.places as p where p.a = stg_x.a)
        union all
        select unnest(list(a)) from main.base, unnest([1, 2]) as t(n), range(3)
        """,
    )

    by_name = {model.name: model for model in load_models(folder)}

    assert by_name["stg_x"].depends_on == ("lake.quotes",)
    assert by_name["base"].depends_on == ("staging.stg_x",)
    assert by_name["top"].depends_on == ("main.base", "reference.places", "staging.stg_x")
    assert by_name["stg_x"].relation == "staging.stg_x"
    assert by_name["top"].relation == "main.top"


def test_each_model_comes_after_those_it_reads(folder: Path, write: Write) -> None:
    write("curated/a.sql", "select a from b")
    write("curated/b.sql", "select a from staging.stg_c")
    write("curated/d.sql", "select 1 as a")
    write("staging/stg_c.sql", "select 1 as a")

    assert [model.name for model in load_models(folder)] == ["stg_c", "d", "b", "a"]


def test_a_circle_is_named(folder: Path, write: Write) -> None:
    write("curated/a.sql", "select a from b")
    write("curated/b.sql", "select a from c")
    write("curated/c.sql", "select a from a")

    with pytest.raises(ModelError, match=r"in a circle: .*\.sql -> .*\.sql -> .*\.sql -> "):
        load_models(folder)


@pytest.mark.parametrize(
    ("name", "sql", "complaint"),
    [
        ("curated/a.sql", "select a from quots", r"a\.sql: there is no table main\.quots"),
        ("curated/a.sql", "select a from main.basis", r"is main\.base meant"),
        ("staging/a.sql", "select a from lake.qoutes", r"is lake\.quotes meant"),
        ("curated/a.sql", "select a from reference.places", r"no table reference\.places"),
        ("curated/a.sql", "select a from lake.quotes", r"a\.sql: reads lake\.quotes, but only"),
        ("curated/a.sql", "select a frm base", r"a\.sql: not valid SQL"),
        ("curated/a.sql", "select 1 as a; select 2 as a", r"a\.sql: a file holds one SELECT"),
        ("curated/a.sql", "drop table base", r"a\.sql: a file holds one SELECT"),
        ("curated/a.sql", "", r"a\.sql: a file holds one SELECT"),
        ("marts/base.sql", "select 1 as a", r"marts/base\.sql: .*curated/base\.sql has the same"),
    ],
)
def test_mistakes_name_the_file(
    folder: Path, write: Write, name: str, sql: str, complaint: str
) -> None:
    write("curated/base.sql", "select 1 as a")
    write(name, sql)

    with pytest.raises(ModelError, match=complaint):
        load_models(folder)


def test_a_folder_without_models_is_a_mistake(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="no SQL model"):
        load_models(tmp_path)


def test_the_fingerprint_follows_sql_and_reference_alone(folder: Path, write: Write) -> None:
    path = write("curated/base.sql", "select 1 as a")
    write("reference/places.csv", "a,b")
    first = sql_fingerprint(folder)

    (folder / "README.md").write_text("words")
    assert sql_fingerprint(folder) == first

    (folder / "reference" / "places.csv").write_text("a,c")
    second = sql_fingerprint(folder)
    assert second != first

    path.rename(path.with_name("basis.sql"))
    assert sql_fingerprint(folder) != second
