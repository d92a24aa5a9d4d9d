"""Readers in processes of their own, while builds are published over and over.

Nobody waits, nobody fails, and each answer is that of one build.
"""

from __future__ import annotations

import json
import shutil
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pytest

from pipelines.publish.publish import prune, publish
from pipelines.settings import PROJECT_ROOT
from tests.conftest import Workspace

READERS = 8
REFRESHES = 30
KEPT = 5

# Opens the published file as an analyst would, asks twice, and leaves some connections open.
READER = """
import json, sys, time
from pathlib import Path
import duckdb

published, stop, question, way = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3], int(sys.argv[4])
seen, kept, answers = set(), [], 0
print("ready", flush=True)
while not stop.exists() or answers == 0:
    path = published if way % 2 else published.resolve()
    connection = duckdb.connect(str(path), read_only=True)
    first = connection.execute(question).fetchone()
    for old in kept:
        old.execute(question).fetchone()
    time.sleep(0.01 * way)
    assert first == connection.execute(question).fetchone(), "one connection, two answers"
    assert len(set(first)) == 1, f"tables of two builds: {first}"
    seen.add(first[0])
    answers += 1
    kept.append(connection)
    if len(kept) > 3:
        kept.pop(0).close()
print(json.dumps({"answers": answers, "seen": sorted(seen)}))
"""


@contextmanager
def readers(published: Path, stop: Path, question: str) -> Iterator[list[subprocess.Popen[str]]]:
    """Eight processes that read until `stop` is there; ended at the latest when this ends."""
    started = [
        subprocess.Popen(
            [sys.executable, "-c", READER, str(published), str(stop), question, str(way)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for way in range(READERS)
    ]
    try:
        for each in started:
            assert each.stdout is not None
            assert each.stdout.readline() == "ready\n"
        yield started
    finally:
        stop.touch()
        for each in started:
            if each.poll() is None:
                each.wait(60)


def told(started: list[subprocess.Popen[str]]) -> list[dict[str, list[int]]]:
    """What the readers saw; fails where one of them failed."""
    reports = []
    for each in started:
        out, err = each.communicate(timeout=60)
        assert each.returncode == 0, err
        reports.append(json.loads(out))
    return reports


def variant(built: Path, number: int, target: Path) -> Path:
    """A copy of a build in which three tables say the number."""
    shutil.copyfile(built, target)
    with duckdb.connect(str(target)) as connection:
        connection.execute("update batches set upserted = $1", [number])
        connection.execute("update speaker_summary set quote_count = $1", [number])
        connection.execute("update article_summary set word_count = $1", [number])
    target.chmod(0o444)
    return target


def test_eight_readers_through_thirty_publications(built: Path, tmp_path: Path) -> None:
    published, builds, stop = tmp_path / "onrecord.duckdb", tmp_path / "builds", tmp_path / "stop"
    builds.mkdir()
    publish(variant(built, 0, builds / "0.duckdb"), published)
    question = (
        "select (select max(upserted) from batches), (select max(quote_count) from "
        "speaker_summary), (select min(word_count) from article_summary)"
    )

    with readers(published, stop, question) as started:
        for number in range(1, REFRESHES + 1):
            publish(variant(built, number, builds / f"{number}.duckdb"), published)
            prune(builds, published, KEPT)
        stop.touch()
        reports = told(started)

    assert published.resolve().stem == str(REFRESHES)
    assert len(list(builds.glob("*.duckdb"))) == KEPT
    assert not list(tmp_path.rglob("*.wal"))
    seen = {number for report in reports for number in report["seen"]}
    assert seen <= set(range(REFRESHES + 1))
    assert len(seen) > 1


@pytest.mark.slow
def test_eight_readers_through_real_refreshes(workspace: Workspace, tmp_path: Path) -> None:
    workspace.add("0.txt", story(0))
    assert workspace.refresh().success
    published, stop = workspace.settings.published, tmp_path / "stop"
    question = (
        "select (select count(*) from articles), (select count(*) from article_summary), "
        "(select sum(upserted) from batches)"
    )

    with readers(published, stop, question) as started:
        for number in range(1, 5):
            workspace.add(f"{number}.txt", story(number))
            assert workspace.refresh().success
        stop.touch()
        reports = told(started)

    seen = {number for report in reports for number in report["seen"]}
    assert seen <= set(range(1, 6))
    assert len(seen) > 1


def story(number: int) -> str:
    return (
        f"Talks in city {number}\n\nLONDON, May 1{number}, 2020. The talks went on for "
        f"{number + 2} hours and ended well, as both sides told reporters.\n\n"
        f'"We agreed on {number + 3} points of the plan," Ada Lovelace said.\n'
    )


def test_a_build_cannot_be_written_to(built: Path) -> None:
    """So that nobody opens it to write, by default or mistake, and locks all others out."""
    assert stat.S_IMODE(built.stat().st_mode) == 0o444


def test_the_warehouse_in_a_folder_that_cannot_be_written(
    built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    published, builds = tmp_path / "onrecord.duckdb", tmp_path / "builds"
    builds.mkdir()
    first = variant(built, 1, builds / "1.duckdb")
    second = variant(built, 2, builds / "2.duckdb")
    publish(first, published)

    def refuse(*_: object, **__: object) -> None:
        raise OSError(30, "Read-only file system")

    with monkeypatch.context() as patched:
        patched.setattr(Path, "symlink_to", refuse)
        with pytest.raises(OSError, match="Read-only"):
            publish(second, published)
    assert published.resolve() == first

    publish(second, published)
    assert published.resolve() == second


def test_a_reader_of_a_read_only_folder_leaves_nothing(built: Path, tmp_path: Path) -> None:
    script = (
        "import duckdb, sys; c = duckdb.connect(sys.argv[1], read_only=True); "
        "print(c.execute('select count(*) from articles').fetchone()[0])"
    )
    copy = tmp_path / "copy.duckdb"
    shutil.copyfile(built, copy)
    tmp_path.chmod(0o555)
    done = subprocess.run(
        [sys.executable, "-c", script, str(copy)],
        check=True,
        capture_output=True,
        text=True,
        cwd=PROJECT_ROOT,
    )
    tmp_path.chmod(0o755)

    assert done.stdout.strip() == "3"
    assert [path.name for path in tmp_path.iterdir()] == ["copy.duckdb"]
