"""Names of fields that are told, changed and taken back between runs of the command."""

from __future__ import annotations

import json

import pytest

from pipelines.console.run import run
from pipelines.ingest import storage
from tests.conftest import Workspace
from tests.pipeline import histories
from tests.pipeline.histories import TEXTS

ODD = json.dumps({"story": {"words": TEXTS["bridge"]}, "hed": "A bridge"})
USUAL = json.dumps({"text": TEXTS["tunnel"], "title": "A tunnel", "hed": "Late"})


def _run(workspace: Workspace) -> list[tuple[str | None, str]]:
    """Titles of the articles and rules of the quarantine, after a run."""
    with histories.in_haste():
        run(workspace.settings)
    return workspace.rows(
        "select title, 'article' from articles union all select null, rule from quarantine "
        "order by all"
    )


def test_a_run_reads_again_what_the_names_of_fields_may_change(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    workspace.add("records.jsonl", f"{ODD}\n{USUAL}\n")
    workspace.add("same.txt", TEXTS["german"])
    workspace.add("plain.txt", TEXTS["harbour"])
    workspace.add("plain.txt.meta.json", json.dumps({"hed": "A harbour"}))
    without = _run(workspace)
    assert without == [
        ("A tunnel", "article"),
        (None, "article"),
        (None, "article"),
        (None, "no_text"),
    ]
    same = workspace.rows("select batch_id from articles where source_uri like '%/same.txt'")

    monkeypatch.setenv("ONRECORD_FIELDS", "text=story.words,title=hed")
    told = [
        ("A bridge", "article"),
        ("A harbour", "article"),
        ("Late", "article"),
        (None, "article"),
    ]
    assert _run(workspace) == told

    capsys.readouterr()
    monkeypatch.setenv("ONRECORD_FIELDS", "title=Hed, text=Story.Words")
    with monkeypatch.context() as unopened:
        unopened.setattr(storage, "open_file", pytest.fail)
        assert _run(workspace) == told
    assert "Nothing new: 3 source files, all known." in capsys.readouterr().out

    monkeypatch.delenv("ONRECORD_FIELDS")
    assert _run(workspace) == without
    # What was read again and found unchanged has gone no further.
    assert same == workspace.rows(
        "select batch_id from articles where source_uri like '%/same.txt'"
    )
