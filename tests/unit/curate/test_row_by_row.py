"""Which models may take rows over from the last build, as their SQL tells."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.curate.model import ModelError, RowSource
from pipelines.curate.models import load_models
from tests.unit.curate.conftest import Write

HEADER = (
    "-- description: A model.\n-- grain: a\n-- incremental: row by row\n-- column a: It.\n"
    "-- column b: It.\n"
)


@pytest.fixture
def write_base(write: Write) -> Write:
    """The same as `write`, beside a table to read."""
    write("curated/base.sql", "select 1 as a, 'x' as b, [2] as c", columns="a b c")
    return write


def row_source(folder: Path) -> RowSource | None:
    return next(model.row_source for model in load_models(folder) if model.name == "model")


def test_the_table_and_the_columns_that_decide_are_read_from_the_sql(
    folder: Path, write_base: Write
) -> None:
    write_base(
        "curated/model.sql",
        """
        with long as (select a, upper(b) as b, c from base where c is not null),
        short as (select * exclude (c), list_transform(c, lambda n: n + len(b)) as d from long)
        select a, case when b = 'X' then d[1] end as b from short
        """,
        header=HEADER,
    )

    assert row_source(folder) == RowSource("main.base", "a", ("a", "b", "c"))


def test_a_model_that_does_not_say_so_is_not_incremental(folder: Path, write_base: Write) -> None:
    write_base("curated/model.sql", "select a from base")

    assert row_source(folder) is None


@pytest.mark.parametrize(
    ("sql", "complaint"),
    [
        ("select a, max(b) as b from base group by a", "GROUP BY a"),
        ("select distinct a, b from base", "DISTINCT"),
        ("select a, lag(b) over (order by a) as b from base", "LAG"),
        ("select a, unnest(c) as b from base", "UNNEST"),
        ("select a, b from base limit 1", "LIMIT"),
        ("select a, b from base order by a", "ORDER BY"),
        ("select a, b from base union all select a, b from base", "UNION ALL"),
        ("select a, (select b from base) as b from base", "SELECT b"),
        ("select base.a, c.b from base inner join base as c on base.a = c.a", "JOIN"),
        ("select 1 as a, 2 as b", "reads one table"),
        ("select a, 2 as b from range(3) as numbers(a)", "reads one table"),
        ("select c as a, b from base", "the one column of the grain"),
    ],
)
def test_what_looks_at_several_rows_is_refused(
    folder: Path, write_base: Write, sql: str, complaint: str
) -> None:
    write_base("curated/model.sql", sql, header=HEADER)

    with pytest.raises(ModelError, match=rf"model\.sql: .*{complaint}"):
        load_models(folder)


def test_a_staging_model_is_refused(folder: Path, write: Write) -> None:
    write("staging/stg_model.sql", "select a, b from lake.quotes", header=HEADER)

    with pytest.raises(ModelError, match=r"stg_model\.sql: reads the lake"):
        load_models(folder)


def test_only_row_by_row_is_known(folder: Path, write_base: Write) -> None:
    header = HEADER.replace("row by row", "by day")
    write_base("curated/model.sql", "select a, b from base", header=header)

    with pytest.raises(ModelError, match="'-- incremental: by day' is not known; 'row by row' is"):
        load_models(folder)
