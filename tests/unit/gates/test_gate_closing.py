"""What closes a gate: columns, rules of a whole batch, too much that is bad, unanswered rules."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pyarrow as pa
import pytest

from pipelines.contracts.catalog import LAKE
from pipelines.contracts.model import RowRule, TableRule
from pipelines.contracts.render import arrow_schema
from pipelines.gates.gate import Limits
from pipelines.gates.verdict import Verdict
from tests.factories import batch, document_id, parent_batch, rejected, rows_of, table_of
from tests.unit.gates.judging import broken, judge, result_of

pytestmark = pytest.mark.xdist_group("great_expectations")

QUOTES, ARTICLES, FILES = LAKE["quotes"], LAKE["articles"], LAKE["source_files"]


def assert_closed(verdict: Verdict, *words: str) -> None:
    assert verdict.closed
    assert verdict.accepted.num_rows == 0
    assert verdict.accepted.schema.equals(arrow_schema(LAKE[verdict.table]))
    assert verdict.why_closed is not None
    for word in words:
        assert word in verdict.why_closed


@pytest.mark.parametrize("name", LAKE)
def test_a_missing_column_closes_and_is_named(name: str) -> None:
    lost = LAKE[name].column_names[-1]
    verdict = judge(LAKE[name], batch(name).drop_columns([lost]), parent_batch(name))
    assert_closed(verdict, lost, "missing")
    assert broken(verdict) == {"columns_match"}
    assert verdict.failing_rows is not None
    assert verdict.failing_rows["column"].to_pylist() == [lost]


def test_a_column_too_many_closes_and_is_named() -> None:
    wide = batch("source_files").append_column("colour", pa.array(["red"] * 3))
    assert_closed(judge(FILES, wide), "colour should be absent and is string")


@pytest.mark.parametrize(
    ("name", "column", "other"),
    [
        ("source_files", "size_bytes", pa.int32()),
        ("source_files", "seen_at", pa.timestamp("us")),
        ("source_files", "version", pa.large_string()),
        ("quotes", "confidence", pa.string()),
        ("raw_documents", "authors", pa.list_(pa.int64())),
    ],
)
def test_a_wrong_type_closes_and_is_named(name: str, column: str, other: pa.DataType) -> None:
    good = batch(name)
    at = good.schema.get_field_index(column)
    odd = good.set_column(at, column, good[column].cast(other))
    verdict = judge(LAKE[name], odd, parent_batch(name))
    expected = LAKE[name].column(column).type
    assert_closed(verdict, f"{column} should be {expected} and is {other}")


def test_a_column_that_stands_twice_closes() -> None:
    twice = batch("source_files").append_column("version", pa.array(["1"] * 3))
    assert_closed(judge(FILES, twice), "version should be string and is string and string")


def test_the_order_of_columns_promises_nothing() -> None:
    turned = batch("source_files").select(list(reversed(FILES.column_names)))
    verdict = judge(FILES, turned)
    assert not verdict.closed
    assert verdict.accepted.column_names == list(FILES.column_names)


def test_a_batch_in_damaged_memory_closes() -> None:
    good = batch("source_files", 1)
    data = pa.array([b"\xff\xfe"], pa.binary()).buffers()
    damaged = good.set_column(4, "version", pa.StringArray.from_buffers(1, data[1], data[2]))
    assert_closed(judge(FILES, damaged), "damaged", "UTF8")


def _lost_document() -> tuple[pa.Table, pa.Table | None]:
    return batch("articles").slice(0, 2), parent_batch("articles")


def _silent_batch() -> tuple[pa.Table, pa.Table | None]:
    return batch("quotes", 0), parent_batch("quotes", 50)


TABLE_BREAKS = {
    ("articles", "every_document_once"): _lost_document,
    ("quotes", "speech_found"): _silent_batch,
}


@pytest.mark.parametrize(
    ("name", "rule"),
    [(table.name, rule.name) for table in LAKE.values() for rule in table.table_rules],
)
def test_every_rule_of_a_whole_batch_closes(name: str, rule: str) -> None:
    candidate, parent = TABLE_BREAKS[name, rule]()
    verdict = judge(LAKE[name], candidate, parent)
    assert_closed(verdict, rule, result_of(verdict, rule).reason)
    assert broken(verdict) == {rule}
    assert result_of(verdict, rule).level == "table"
    assert verdict.failing_rows is not None
    assert 0 < verdict.failing_rows.num_rows <= 20


def test_a_document_without_identity_does_not_hide_a_lost_one() -> None:
    rows = rows_of("articles")[:2]
    rows[0]["article_id"] = None
    verdict = judge(ARTICLES, table_of(ARTICLES, rows), parent_batch("articles"))
    assert_closed(verdict, "every_document_once, 2 rows")


def test_a_document_the_stage_refused_is_not_lost() -> None:
    entry = rejected(1, "normalize", "articles").to_pylist()[0] | {"document_id": document_id(2)}
    refused = rejected().from_pylist([entry], rejected().schema)
    verdict = judge(ARTICLES, *_lost_document(), refused)
    assert not verdict.closed
    assert verdict.quarantined.to_pylist() == [entry]


def bad_files(count: int, bad: int) -> pa.Table:
    rows = rows_of("source_files", count)
    for row in rows[:bad]:
        row["status"] = "lost"
    return table_of(FILES, rows)


def test_too_large_a_share_of_bad_rows_closes() -> None:
    verdict = judge(FILES, bad_files(50, 21), limits=Limits(0.2, 20))
    assert_closed(verdict, "more than 20% is bad: 21 of 50")
    assert result_of(verdict, "bad_share").failing == 21
    assert verdict.quarantined.num_rows == 21
    assert verdict.failing_rows is not None
    assert verdict.failing_rows.num_rows == 20


@pytest.mark.parametrize(
    ("count", "bad"), [(20, 19), (100, 20)], ids=["too few to tell", "no more than the share"]
)
def test_a_few_bad_rows_do_not_close(count: int, bad: int) -> None:
    verdict = judge(FILES, bad_files(count, bad), limits=Limits(0.2, 20))
    assert not verdict.closed
    assert verdict.accepted.num_rows == count - bad
    assert verdict.quarantined.num_rows == bad


def test_documents_the_stage_refused_count_as_bad_once_each() -> None:
    twice = pa.concat_tables([rejected(6), rejected(6)])
    limits = Limits(0.2, 10)
    verdict = judge(FILES, bad_files(20, 3), rejected=twice, limits=limits)
    assert not verdict.closed
    verdict = judge(FILES, bad_files(20, 4), rejected=twice, limits=limits)
    assert_closed(verdict, "10 of 26")
    assert verdict.quarantined.slice(0, 12).equals(twice.cast(verdict.quarantined.schema))


def test_the_first_row_of_a_key_is_kept() -> None:
    rows = rows_of("source_files")
    again = [dict(rows[0], version="second"), dict(rows[0], version="third")]
    verdict = judge(FILES, table_of(FILES, [*rows, *again]))
    assert verdict.accepted.to_pylist() == rows
    assert verdict.quarantined["rule"].to_pylist() == ["source_uri_unique"] * 2


@pytest.mark.parametrize("name", LAKE)
def test_an_empty_batch_is_sound(name: str) -> None:
    verdict = judge(LAKE[name], batch(name, 0), parent_batch(name, 0))
    assert not verdict.closed
    assert verdict.accepted.num_rows == 0
    assert verdict.accepted.schema.equals(arrow_schema(LAKE[name]))
    assert not broken(verdict)
    assert result_of(verdict, "row_count").checked == 0


def test_a_predicate_without_an_answer_does_not_hold() -> None:
    rule = RowRule("unsure", "nobody knows", "nullif(this.document_count, 1) = 0")
    verdict = judge(replace(FILES, row_rules=(rule,)), batch("source_files"))
    assert not verdict.closed
    assert verdict.quarantined["rule"].to_pylist() == ["unsure"] * 3


@pytest.mark.parametrize(
    "change",
    [
        {"row_rules": (RowRule("awry", "is a number", "this.version::int > 0"),)},
        {"table_rules": (TableRule("awry", "is a number", "select version::int from this"),)},
        {"row_rules": (RowRule("awry", "is a file", "exists (from '/etc/passwd')"),)},
    ],
    ids=["a row's", "a batch's", "out of reach"],
)
def test_a_rule_that_cannot_be_asked_closes(change: dict[str, Any]) -> None:
    verdict = judge(replace(FILES, **change), batch("source_files"))
    assert_closed(verdict, "awry could not be asked")
    assert broken(verdict) == {"awry"}


def test_a_parent_that_stands_twice_closes() -> None:
    parent = parent_batch("quotes")
    verdict = judge(QUOTES, batch("quotes"), pa.concat_tables([parent, parent]))
    assert_closed(verdict, "3 rows came to 6")


def test_a_table_with_a_parent_is_not_judged_without_it() -> None:
    with pytest.raises(ValueError, match="quotes cannot be judged without its articles"):
        judge(QUOTES, batch("quotes"))


def test_an_expectation_that_cannot_be_asked_closes() -> None:
    columns = [replace(c, pattern="(") if c.name == "version" else c for c in FILES.columns]
    verdict = judge(replace(FILES, columns=tuple(columns)), batch("source_files"))
    assert_closed(verdict, "version_pattern could not be asked")
    assert broken(verdict) == {"version_pattern"}
