"""The comment header of a SQL file."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.contracts.catalog import CURATED
from pipelines.curate.model import ModelError, describe, parse_header

PATH = Path("marts/x.sql")


def test_keys_and_their_continuations_are_read() -> None:
    header = parse_header(
        PATH,
        "-- description: What one row\n--     is.\n-- grain: a, b\n"
        "-- column a: First: with a colon.\n-- column b: Second.\n\n-- description: no header\n"
        "select 1 as a, 2 as b",
    )

    assert header.get("description") == "What one row is."
    assert header.columns() == {"a": "First: with a colon.", "b": "Second."}
    assert header.get("contract") is None


def test_a_long_text_may_begin_on_the_next_line() -> None:
    assert (
        parse_header(PATH, "-- description:\n--     All of it.").get("description") == "All of it."
    )


@pytest.mark.parametrize(
    ("sql", "complaint"),
    [
        ("-- a remark\nselect 1", "line 1 of the header is neither"),
        ("--     a continuation of nothing\nselect 1", "line 1 of the header is neither"),
        ("-- grain: a\n-- grain: b\nselect 1", "line 2 says 'grain' a second time"),
        ("-- descripton: x\nselect 1", "line 1 of the header is neither"),
    ],
)
def test_what_is_no_header_is_refused(sql: str, complaint: str) -> None:
    with pytest.raises(ModelError, match=complaint) as error:
        parse_header(PATH, sql)

    assert str(error.value).startswith(str(PATH))


def test_a_contract_describes_a_curated_table() -> None:
    description, grain, columns, contract = describe(
        parse_header(PATH, "-- contract: quotes"), "curated"
    )

    assert contract is CURATED["quotes"]
    assert (description, grain) == (contract.description, ("quote_id",))
    assert list(columns) == list(contract.column_names)


def test_a_staging_table_says_itself_which_rows_it_keeps() -> None:
    header = parse_header(PATH, "-- description: Living ones.\n-- contract: lake.quotes")
    description, grain, columns, contract = describe(header, "staging")

    assert description == "Living ones."
    assert contract is not None
    assert "batch_id" in columns
    assert grain == ("quote_id",)


@pytest.mark.parametrize(
    ("layer", "header", "complaint"),
    [
        ("curated", "-- contract: qoutes", "no contract 'qoutes'.*quotes"),
        ("curated", "-- contract: lake.quotes", "no contract"),
        ("staging", "-- description: x\n-- contract: quotes", "no contract"),
        ("marts", "-- contract: quotes", "no contract"),
        ("curated", "-- description: x\n-- contract: quotes", "the contract quotes says it"),
        ("curated", "-- contract: quotes\n-- column cue: x", "the contract quotes says it"),
        ("staging", "-- contract: lake.quotes", "no '-- description"),
        ("marts", "-- grain: a\n-- column a: x", "no '-- description"),
        ("marts", "-- description: x\n-- column a: x", "no '-- grain"),
        ("marts", "-- description: x\n-- grain: a", "describes no column"),
        ("marts", "-- description: x\n-- grain: b\n-- column a: x", "grain names .*'b'"),
    ],
)
def test_a_header_says_everything_once(layer: str, header: str, complaint: str) -> None:
    with pytest.raises(ModelError, match=complaint):
        describe(parse_header(PATH, header), layer)  # type: ignore[arg-type]
