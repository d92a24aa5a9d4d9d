"""Every audit passes on a good build, and every one of them can fail."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from pipelines.curate.audits import Audit, audits, count_audits, failing_rows, lake_counts
from pipelines.curate.build import build
from pipelines.curate.models import load_models
from tests.warehouse import bench
from tests.warehouse.lake_fixture import Lake

AUDITS = {audit.name: audit for audit in audits(bench.FOLDER, bench.models())}
DATA_TESTS = {path.stem for path in (bench.FOLDER / "tests").glob("*.sql")}

DENIAL = "insert into denials select quote_id, utterance_id, article_id, speaker_id, null"

BREAKAGES = {
    "quote_spans_are_the_text": "update quotes set text = 'We are unready' where ordinal = 1",
    "quote_spans_lie_inside_the_body": "update articles set body = 'too short'",
    "quote_cue_and_speaker_are_printed": "update quotes set speaker_start = speaker_start + 1",
    "speaker_stands_outside_own_words": "update quotes set speaker_start = spans[1].start, "
    "speaker_end = spans[1].start + 1",
    "quote_ordinals_count_up": "update quotes set ordinal = 1",
    "mention_text_is_printed": "update mentions set start = start + 1",
    "mention_type_is_the_entitys": "update mentions set entity_type = 'LAW'",
    "entities_are_counted": "update entities set mention_count = mention_count + 1",
    "entities_are_one_row_each": "update entities set name = 'Adá', entity_type = 'PERSON'; "
    "update entities set name = 'ada' where entity_id = (select min(entity_id) from entities)",
    "entity_aliases_are_other_names": "update entities set aliases = ['b', 'a']",
    "article_quotes_are_counted": "update articles set quote_count = 7",
    "article_dates_are_possible": "update articles set published_on = date '1400-01-01'",
    "duplicates_point_to_originals": "update articles set duplicate_of = article_id",
    "utterances_are_counted": "update utterances set article_count = 9",
    "utterances_have_one_speaker": "update utterances set speaker_id = null",
    "utterance_is_named_after_its_first_quote": "update utterances set first_article_id = 'x'",
    "wordings_are_taken_for_whole_ones": "insert into quote_cuts "
    "select min(wording_id), max(wording_id) from quote_wordings",
    "staging_is_carried_over": "delete from staging.stg_quotes where ordinal = 2",
    "speaker_summary_adds_up": "delete from speaker_summary",
    "speaker_timeline_adds_up": "update speaker_timeline set quote_count = quote_count + 1",
    "publisher_summary_adds_up": "delete from publisher_summary where publisher = 'NBC'",
    "article_summary_is_possible": "update article_summary set quoted_share = 1.5",
    "who_on_whom_stays_within_the_quotes": "update who_on_whom set quote_count = 50",
    "said_about_is_what_quotes_name": "update said_about set entity_id = "
    "(select entity_id from entities where name = 'Dmitry Peskov')",
    "said_about_agrees_with_who_on_whom": "delete from said_about",
    "speaker_publishers_add_up": "delete from speaker_publishers where publisher = 'NBC'",
    "exclusives_are_carried_by_one": "insert into exclusives select utterance_id, 'TASS', "
    "speaker_id, null, text, first_article_id, first_published_on from utterances "
    "where article_count > 1",
    "exclusives_are_all_there": "delete from exclusives",
    "never_quoted_never_speak": "insert into never_quoted "
    "select entity_id, name, entity_type, 1, 1, 1, 1, 1 from entities where quote_count > 0",
    "denials_show_their_evidence": f"{DENIAL}, text, 'words', 'is false', null, null from quotes",
}
"""Data test to a change of the built file that must make it fail."""

MORE_BREAKAGES = [
    ("said_about_is_what_quotes_name", "update said_about set publisher = 'NBC'"),
    ("said_about_is_what_quotes_name", "update said_about set text = 'U.S., they never said'"),
    ("said_about_agrees_with_who_on_whom", "insert into said_about from said_about"),
    ("speaker_publishers_add_up", "update speaker_publishers set first_on = date '1999-01-01'"),
    ("speaker_publishers_add_up", "update speaker_publishers set utterance_count = 9"),
    ("speaker_publishers_add_up", "update speaker_publishers set publisher = null"),
    ("exclusives_are_carried_by_one", "update exclusives set publisher = 'NBC'"),
    ("exclusives_are_carried_by_one", "update exclusives set publisher = null"),
    ("exclusives_are_carried_by_one", "update exclusives set article_id = 'another'"),
    ("exclusives_are_all_there", "insert into exclusives from exclusives"),
    (
        "never_quoted_never_speak",
        "update entities set entity_type = 'ORG' where quote_count = 0",
    ),
    (
        "never_quoted_never_speak",
        "insert into never_quoted select entity_id, name, entity_type, 1, 1, 1, 1, 1 "
        "from entities where name = 'United States'",
    ),
    (
        "wordings_are_taken_for_whole_ones",
        "insert into quote_rewordings "
        "select wording_id, wording_id from quote_wordings where speaker_id is not null",
    ),
    (
        "wordings_are_taken_for_whole_ones",
        "insert into quote_rewordings select 'none', quote_id from quote_wordings",
    ),
    ("denials_show_their_evidence", f"{DENIAL}, text, 'words', '', null, null from quotes"),
    ("denials_show_their_evidence", f"{DENIAL}, text, 'tone', text, null, null from quotes"),
    ("denials_show_their_evidence", f"{DENIAL}, 'no', 'words', text, null, null from quotes"),
    ("quote_spans_lie_inside_the_body", "update quotes set spans = []"),
    (
        "quote_spans_lie_inside_the_body",
        "update quotes set spans = list_reverse(spans) where len(spans) > 1",
    ),
    (
        "quote_spans_lie_inside_the_body",
        "update quotes set spans = [{'start': -1, 'end': spans[1].\"end\"}]",
    ),
    (
        "quote_spans_lie_inside_the_body",
        "update quotes set spans = [{'start': spans[1].start, 'end': spans[1].start}]",
    ),
    ("quote_cue_and_speaker_are_printed", "update quotes set cue = 'said'"),
    ("quote_ordinals_count_up", "update quotes set ordinal = 0 where ordinal = 1"),
    ("article_dates_are_possible", "update articles set published_on = date '2026-01-07'"),
    ("article_dates_are_possible", "update articles set published_evidence = null"),
    ("article_dates_are_possible", "update articles set published_precision = 'year'"),
    ("article_summary_is_possible", "delete from article_summary"),
    ("entities_are_counted", "update entities set first_seen = null"),
    ("utterances_are_counted", "update utterances set text = 'never said'"),
    ("articles_batch_id_is_known", "update articles set batch_id = '00000009-00000000'"),
    ("quotes_speaker_id_is_known", "update quotes set speaker_id = 'nobody'"),
    ("quotes_article_id_is_known", "update quotes set article_id = 'nothing'"),
    ("mentions_entity_id_is_known", "update mentions set entity_id = 'nobody'"),
    ("quotes_confidence_maximum", "update quotes set confidence = 1.01"),
    ("quotes_confidence_minimum", "update quotes set confidence = -0.01"),
    ("quotes_quote_id_form", "update quotes set quote_id = 'no hash' where ordinal = 3"),
    ("quotes_text_length", "update quotes set text = repeat('x', 20001)"),
    ("who_on_whom_key_is_unique", "insert into who_on_whom from who_on_whom"),
    ("speaker_timeline_key_is_unique", "insert into speaker_timeline from speaker_timeline"),
]


@pytest.fixture
def broken(built: Path, tmp_path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """The built file without the constraints that DuckDB would hold itself, to be broken."""
    copy = tmp_path / "copy.duckdb"
    shutil.copyfile(built, copy)
    with duckdb.connect(str(copy)) as connection:
        for model in bench.models():
            connection.execute(
                f"create table {model.relation}_free as from {model.relation}; "
                f"drop table {model.relation}; "
                f"alter table {model.relation}_free rename to {model.name}"
            )
        yield connection


def test_every_data_test_has_a_case_that_makes_it_fail() -> None:
    assert set(BREAKAGES) == DATA_TESTS


@pytest.mark.parametrize("audit", AUDITS.values(), ids=lambda audit: audit.name)
def test_a_good_build_passes(warehouse: duckdb.DuckDBPyConnection, audit: Audit) -> None:
    assert failing_rows(warehouse, audit).to_pylist() == []


@pytest.mark.parametrize(("name", "change"), [*BREAKAGES.items(), *MORE_BREAKAGES])
def test_a_broken_build_fails(broken: duckdb.DuckDBPyConnection, name: str, change: str) -> None:
    broken.execute(change)

    assert failing_rows(broken, AUDITS[name]).num_rows > 0


def test_names_are_unique_and_subjects_are_models() -> None:
    every = audits(bench.FOLDER, bench.models())

    assert len(AUDITS) == len(every)
    assert {audit.subject for audit in every} <= {model.name for model in bench.models()}


def test_every_key_and_reference_is_audited() -> None:
    for model in bench.models():
        assert not model.grain or f"{model.name}_key_is_unique" in AUDITS
        if model.contract and model.layer == "curated":
            for reference in model.contract.references:
                assert f"{model.name}_{reference.column}_is_known" in AUDITS


@pytest.mark.parametrize("pieces", [1, 2])
def test_the_text_is_held_against_all_pieces_of_a_quote(
    broken: duckdb.DuckDBPyConnection, pieces: int
) -> None:
    broken.execute(
        "update quotes set spans = list_transform(spans, lambda span, n: case when "
        f"n = {pieces} then {{'start': span.start, 'end': span.\"end\" - 1}} else span end) "
        f"where len(spans) = {pieces}"
    )
    [(expected,)] = broken.execute(
        f"select count(*) from quotes where len(spans) = {pieces}"
    ).fetchall()

    assert failing_rows(broken, AUDITS["quote_spans_are_the_text"]).num_rows == expected > 0


def test_failing_rows_are_few_and_say_which(broken: duckdb.DuckDBPyConnection) -> None:
    broken.execute("update quotes set text = 'x'")

    rows = failing_rows(broken, AUDITS["quote_spans_are_the_text"], limit=2)

    assert rows.num_rows == 2
    assert "quote_id" in rows.column_names


def test_failing_rows_can_be_asked_of_a_file(built: Path) -> None:
    assert failing_rows(built, AUDITS["quote_spans_are_the_text"]).num_rows == 0


def test_counts_are_compared_with_the_lake(busy_lake: Lake, built: Path) -> None:
    counts = lake_counts(busy_lake.views_sql())

    assert counts == {"articles": 3, "quotes": 4, "mentions": 6, "batches": 2}
    for audit in count_audits(counts):
        assert failing_rows(built, audit).num_rows == 0
    [audit] = count_audits({"articles": 4})
    assert failing_rows(built, audit).to_pylist() == [{"expected": 4, "found": 3}]


def test_lost_rows_are_noticed(busy_lake: Lake, tmp_path: Path) -> None:
    """A mistake in staging passes every test of the file alone; the lake tells."""
    folder = tmp_path / "dbt_like_sql"
    shutil.copytree(bench.FOLDER, folder)
    path = folder / "staging" / "stg_quotes.sql"
    path.write_text(path.read_text().replace("where ", "where quotes.ordinal < 3 and "))
    target = tmp_path / "b.duckdb"
    models = load_models(folder)
    build(folder, models, busy_lake.views_sql(), target)

    failed = [
        audit.name
        for audit in (*audits(folder, models), *count_audits(lake_counts(busy_lake.views_sql())))
        if failing_rows(target, audit).num_rows
    ]

    assert failed == ["quotes_agree_with_lake"]
