"""What a run did can be read afterwards, and a journal that was cut short as well."""

from __future__ import annotations

from pathlib import Path

from pipelines.console.status import _last_run
from pipelines.orchestration.journal import journal, last_run, note
from pipelines.settings import Settings


def test_notes_carry_their_run_and_facts(tmp_path: Path) -> None:
    settings = Settings(warehouse=tmp_path)
    assert last_run(settings) == []
    note("lost, since no run keeps a journal")
    with journal(settings, "one"):
        note(
            "accepted", table="quotes", batch_id="00000001-aa", accepted=3, quarantined=1, why=None
        )
    with journal(settings, "nothing happens"):
        pass
    [first, last] = last_run(settings)
    assert (first["run_id"], first["event"], first["batch_id"]) == (
        "one",
        "accepted",
        "00000001-aa",
    )
    assert last["event"] == "ended"
    [line] = _last_run(settings)
    assert "(one): 1 batches gated, 3 rows accepted, 1 entries in quarantine" in line


def test_a_run_that_was_cut_off_is_told(tmp_path: Path) -> None:
    settings = Settings(warehouse=tmp_path)
    with journal(settings, "one"):
        note("gate closed", accepted=0, quarantined=9, why="too much is bad")
    [path] = (tmp_path / "logs").iterdir()
    content = path.read_text()
    path.write_text(content[: content.index('"ended"')])
    lines = _last_run(settings)
    assert "gate closed: too much is bad" in lines[1]
    assert "cut off" in lines[2]


def test_the_last_journals_are_kept(tmp_path: Path) -> None:
    settings = Settings(warehouse=tmp_path)
    for number in range(60):
        with journal(settings, f"run{number}"):
            note("published", build="x")
    left = sorted((tmp_path / "logs").iterdir())
    assert len(left) == 50
    assert left[-1].name.endswith("run59.jsonl")
