"""Settings as they are written in the environment or a file."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from pydantic import ValidationError

from pipelines.cli import main
from pipelines.settings import FIELDS, Settings, usable_cores


def test_names_of_fields_are_pairs(monkeypatch: pytest.MonkeyPatch) -> None:
    assert Settings().fields == ()
    monkeypatch.setenv("ONRECORD_FIELDS", " text=story_text, title = Head line ,text=blocks.p,")
    assert Settings().fields == (
        ("text", "story_text"),
        ("title", "Head line"),
        ("text", "blocks.p"),
    )


def test_they_may_stand_in_a_file(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("ONRECORD_FIELDS=text=story_text,title=hed\n")
    read = Settings(_env_file=tmp_path / ".env")  # type: ignore[call-arg]
    assert read.fields == (("text", "story_text"), ("title", "hed"))


@pytest.mark.parametrize("written", ["headline=hed", "text", "text=", "=hed", "text=…", "a=b=c"])
def test_what_is_not_understood_is_shown_with_the_fields_there_are(
    monkeypatch: pytest.MonkeyPatch, written: str
) -> None:
    monkeypatch.setenv("ONRECORD_FIELDS", f"title=hed,{written}")
    with pytest.raises(ValidationError) as raised:
        Settings()
    said = str(raised.value)
    assert f"'{written.removesuffix('=')}' in ONRECORD_FIELDS" in said
    assert all(field in said for field in FIELDS)


def test_the_command_says_which_setting_is_wrong_and_no_more(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ONRECORD_FIELDS", "headline=hed")
    monkeypatch.setenv("ONRECORD_WORKERS", "many")
    monkeypatch.setattr("sys.argv", ["onrecord", "status"])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 2
    said = capsys.readouterr().err.splitlines()
    assert [line.partition(":")[0] for line in said] == ["onrecord", "ONRECORD_WORKERS"]
    assert "'headline=hed' in ONRECORD_FIELDS" in said[0]


def test_cores_that_this_process_may_not_use_do_not_count(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: 16)
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {3, 5, 7}, raising=False)
    assert usable_cores() == 3
    monkeypatch.delattr(os, "sched_getaffinity")
    assert usable_cores() == 16
