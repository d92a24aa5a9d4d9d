"""The whole way, for real: raw files to a published warehouse, again, changed, broken and gone."""

from __future__ import annotations

import dagster as dg
import duckdb

from tests.conftest import Workspace

STORY = """BERLIN, March 3, 2021. /DPA/. The minister spoke on Wednesday.

"We will open the bridge in May," Anna Weber said. "It took too long."
"""


def test_three_articles_become_a_warehouse(workspace: Workspace) -> None:
    workspace.add_seeds()
    result = workspace.refresh()
    assert result.success
    assert workspace.rows("select count(*) from articles") == [(3,)]
    assert workspace.rows("select count(*) from quarantine") == [(0,)]
    [(said,)] = workspace.rows(
        "select count(*) from quotes where speaker_name = 'Dmitry Peskov' and kind = 'direct'"
    )
    assert said >= 10


def test_a_second_run_changes_nothing(workspace: Workspace) -> None:
    workspace.add_seeds()
    workspace.refresh()
    build, files = workspace.build(), _lake_files(workspace)
    result = workspace.refresh()
    assert result.success
    assert workspace.build() == build
    assert _lake_files(workspace) == files


def test_what_is_added_changed_and_removed_is_all_that_is_worked_on(workspace: Workspace) -> None:
    first = workspace.add("first.txt", STORY)
    workspace.add("second.txt", STORY.replace("bridge", "tunnel"))
    workspace.refresh()
    before = dict(workspace.rows("select source_uri, batch_id from articles"))
    assert len(before) == 2

    workspace.add("second.txt", STORY.replace("bridge", "harbour"))
    workspace.add("third.txt", STORY.replace("bridge", "station"))
    workspace.refresh()
    after = dict(workspace.rows("select source_uri, batch_id from articles"))
    unchanged = next(uri for uri in after if uri.endswith("first.txt"))
    assert after[unchanged] == before[unchanged]
    assert len(after) == 3
    texts = {text for (text,) in workspace.rows("select text from quotes")}
    assert not any("tunnel" in text for text in texts)
    assert any("harbour" in text for text in texts)

    first.unlink()
    workspace.refresh()
    assert workspace.rows("select count(*) from articles") == [(2,)]
    assert workspace.rows("select count(*) from articles where source_uri like '%first.txt'") == [
        (0,)
    ]


def test_the_next_build_takes_rows_over_from_the_published_one(workspace: Workspace) -> None:
    workspace.add_seeds()
    workspace.refresh()
    published = workspace.settings.published.resolve()
    published.chmod(0o644)
    with duckdb.connect(str(published)) as connection:
        connection.execute("update quote_words set inserted = ['taken over']")
    workspace.add("new.txt", STORY)

    assert workspace.refresh().success

    assert workspace.rows(
        "select source_uri like '%new.txt', inserted from quote_words "
        "inner join quotes using (quote_id) inner join articles using (article_id) "
        "group by all order by all"
    ) == [(False, ["taken over"]), (True, [])]


def test_a_broken_file_is_in_quarantine_and_all_else_goes_on(workspace: Workspace) -> None:
    workspace.add("good.txt", STORY)
    workspace.add("broken.txt", bytes(range(256)) * 20)
    workspace.add("empty.txt", b"")
    result = workspace.refresh()
    assert result.success
    assert workspace.rows("select count(*) from articles") == [(1,)]
    refused = workspace.rows("select source_uri, rule, reason from quarantine order by source_uri")
    assert [uri.rsplit("/", 1)[1] for uri, _, _ in refused] == ["broken.txt", "empty.txt"]
    assert all(reason for _, _, reason in refused)

    workspace.add("broken.txt", STORY.replace("bridge", "road"))
    workspace.refresh()
    assert workspace.rows("select count(*) from articles") == [(2,)]
    [(left,)] = workspace.rows("select source_uri from quarantine")
    assert left.endswith("empty.txt")


def test_a_file_that_breaks_takes_its_old_version_out(workspace: Workspace) -> None:
    workspace.add("story.txt", STORY)
    workspace.add("other.txt", STORY.replace("bridge", "road"))
    workspace.refresh()
    workspace.add("story.txt", bytes(range(256)) * 20)
    assert workspace.refresh().success
    assert workspace.rows("select count(*) from articles") == [(1,)]
    assert workspace.rows("select count(*) from quarantine") == [(1,)]


def test_each_materialization_shows_what_it_made(workspace: Workspace) -> None:
    workspace.add("story.txt", STORY)
    result = workspace.refresh()
    shown = {
        event.asset_key.to_user_string(): event.step_materialization_data.materialization.metadata
        for event in result.get_asset_materialization_events()
        if event.asset_key
    }
    assert {key.split("/")[0] for key in shown} == {
        "ingest",
        "normalize",
        "extract",
        "curate",
        "publish",
    }
    for key, metadata in shown.items():
        if key == "publish/onrecord":
            assert {"file", "build", "tables"} <= set(metadata)
            continue
        assert {"dagster/row_count", "dagster/column_schema"} <= set(metadata), key
        schema = metadata["dagster/column_schema"].value
        assert isinstance(schema, dg.TableSchema)
        assert all(column.description for column in schema.columns), key
    assert shown["curate/quotes"]["dagster/row_count"].value == len(
        workspace.rows("select * from quotes")
    )
    lineage = shown["curate/speaker_summary"]["dagster/column_lineage"].value
    assert isinstance(lineage, dg.TableColumnLineage)
    assert any(lineage.deps_by_column.values())


def test_the_checks_of_a_table_are_those_of_its_materialization_in_the_same_run(
    workspace: Workspace,
) -> None:
    for name in ("first.txt", "second.txt"):
        workspace.add(name, STORY.replace("bridge", name))
        result = workspace.refresh()
        checked = [
            found.target_materialization_data
            for found in result.get_asset_check_evaluations()
            if found.asset_key.path[0] == "curate"
        ]
        assert checked
        assert {each.run_id if each else None for each in checked} == {result.run_id}


def _lake_files(workspace: Workspace) -> dict[str, int]:
    return {
        str(path): path.stat().st_mtime_ns
        for path in workspace.settings.lake.rglob("*.parquet")
        if "accepted" in path.parts
    }
