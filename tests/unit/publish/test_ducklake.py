"""A build in a DuckLake with a real PostgreSQL catalog, written and read by several processes."""

from __future__ import annotations

import contextlib
import os
import pwd
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from pipelines.publish import ducklake

ROWS = 2000


@pytest.fixture(scope="module")
def catalog() -> Iterator[str]:
    """A PostgreSQL server on loopback, stopped and forgotten afterwards."""
    initdb = _server_program("initdb")
    user = "postgres" if os.getuid() == 0 else None
    if user and user not in {entry.pw_name for entry in pwd.getpwall()}:
        pytest.skip("PostgreSQL does not run as root, and there is no user postgres")
    with tempfile.TemporaryDirectory() as folder:
        if user:
            shutil.chown(folder, user)
        data, port = f"{folder}/data", _free_port()
        subprocess.run(
            [initdb, "-D", data, "-U", "onrecord", "-A", "trust", "-N"],
            user=user,
            cwd=folder,
            check=True,
            capture_output=True,
        )
        server = subprocess.Popen(
            [_server_program("postgres"), "-D", data, "-p", str(port), "-k", folder, "-F"],
            user=user,
            cwd=folder,
            stderr=subprocess.DEVNULL,
        )
        try:
            yield _ready(f"host=127.0.0.1 port={port} user=onrecord dbname=postgres")
        finally:
            server.terminate()
            server.wait()


def _server_program(name: str) -> str:
    places = [str(path) for path in Path("/usr/lib/postgresql").glob("*/bin")]
    found = shutil.which(name, path=os.pathsep.join([os.environ.get("PATH", ""), *places]))
    if not found:
        pytest.skip("no PostgreSQL server is installed here (no program initdb or postgres)")
    return found


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


def _ready(catalog: str) -> str:
    """The catalog, as soon as its server answers."""
    host, port = "127.0.0.1", int(catalog.split("port=")[1].split()[0])
    for _ in range(300):
        with contextlib.suppress(OSError), socket.create_connection((host, port)):
            return catalog
        time.sleep(0.1)
    raise TimeoutError(catalog)


def _build(path: Path, number: int) -> Path:
    with duckdb.connect(str(path)) as connection:
        for table in ("articles", "quotes"):
            connection.execute(
                f"create table {table} as select {number} as build, range as row from range({ROWS})"
            )
    return path


PUBLISH = """
import sys
from pathlib import Path
from pipelines.publish.ducklake import publish
for build in sys.argv[3:]:
    publish(Path(build), sys.argv[1], sys.argv[2])
"""

READ = """
import sys
from pipelines.publish.ducklake import attached
with attached(*sys.argv[1:3]) as connection:
    for _ in range(40):
        print(*connection.execute(
            "select (select count(*) from onrecord.quotes), "
            "(select count(distinct build) from (select build from onrecord.quotes "
            "union all select build from onrecord.articles))"
        ).fetchone())
"""


def _start(program: str, *words: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", program, *words], stdout=-1, stderr=-1, text=True
    )


def test_several_processes_write_and_read_and_nobody_sees_half_a_build(
    catalog: str, tmp_path: Path
) -> None:
    data = str(tmp_path / "rows")
    builds = [str(_build(tmp_path / f"{number}.duckdb", number)) for number in range(7)]
    assert ducklake.publish(Path(builds[0]), catalog, data) == 2

    writers = [_start(PUBLISH, catalog, data, *some) for some in (builds[1:4], builds[4:])]
    readers = [_start(READ, catalog, data) for _ in range(2)]
    for process in (*writers, *readers):
        output, errors = process.communicate(timeout=120)
        assert process.returncode == 0, errors
        assert set(output.split("\n")) <= {f"{ROWS} 1", ""}

    with ducklake.attached(catalog, data) as connection:
        [(last,)] = connection.execute("select distinct build from onrecord.quotes").fetchall()
    assert last in (3, 6)


def test_without_the_extension_the_error_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setitem(sys.modules, "duckdb_extension_ducklake", None)
    with pytest.raises(ducklake.DuckLakeError, match="ducklake"):
        ducklake.publish(tmp_path / "any.duckdb", "host=127.0.0.1", str(tmp_path))
