"""Finding files: names, links, special files, and roots that are not there."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from pipelines.ingest import naming
from pipelines.ingest.discovery import SourceRootError, discover
from pipelines.ingest.reader import read
from pipelines.ingest.records import ReadLimits, Rejection, SourceFile
from pipelines.ingest.storage import local_version
from tests.unit.ingest.ingest_helpers import found, outcome


def _as_it_is(file: SourceFile) -> SourceFile:
    """The file as if it had been found as what lies there now."""
    status = Path(file.path).stat()
    version, written, sidecar = local_version(file.path, status)
    size = status.st_size
    return file._replace(size=size, version=version, written=written, sidecar=sidecar)


def rules(root: Path) -> dict[str, str]:
    """The rule each refused file broke."""
    items = found(root).items()
    return {name: item.rule for name, item in items if isinstance(item, Rejection)}


def test_files_are_found_in_folders_and_sorted(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.txt", "a.txt", "a/b/c.jsonl"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x")
    assert list(found(tmp_path)) == sorted(["a.txt", "a/b/c.jsonl", "a/z.txt", "b.txt"])


def test_uris_are_written_as_the_root_is(tmp_path: Path) -> None:
    (tmp_path / "news").mkdir()
    (tmp_path / "news/a.txt").write_text("x")

    def uris(*roots: str) -> list[str]:
        items = discover(roots, tmp_path)
        return [item.uri for item in items if isinstance(item, SourceFile)]

    assert uris("news") == uris("./news/") == uris("news", "news") == ["news/a.txt"]
    assert uris("news/a.txt") == ["news/a.txt"]
    (tmp_path / "news/a.meta.json").write_text('{"title": "T"}')
    (file,) = discover(["news/a.txt"], tmp_path)
    assert isinstance(file, SourceFile)
    assert [getattr(item, "title", item) for item in read(file, ReadLimits())] == ["T"]
    assert uris(str(tmp_path / "news")) == [f"{tmp_path}/news/a.txt"]
    assert uris(f"file://{tmp_path}/news") == [f"{tmp_path}/news/a.txt"]


def test_working_files_are_no_sources(tmp_path: Path) -> None:
    leftovers = [".hidden", "a.txt~", ".a.txt.swp", "a.part", "b.tmp", ".DS_Store", "~$c.txt"]
    for name in [*leftovers, "a.txt", "a.meta.json", "README.md"]:
        (tmp_path / name).write_text("x")
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git/x.txt").write_text("x")
    assert list(found(tmp_path)) == ["README.md", "a.txt"]


def test_names_that_are_no_text_are_escaped_and_stay_apart(tmp_path: Path) -> None:
    names = [b"a\nb.txt", b"a%0Ab.txt", b"\xff.txt", b"%FF.txt", "é.txt".encode(), b'"q".txt',
             b"100%.txt", "\u202egnp.txt".encode()]  # fmt: skip
    for name in names:
        Path(os.fsdecode(bytes(tmp_path) + b"/" + name)).write_text("Text.")
    files = found(tmp_path)
    assert len(files) == len(names)
    assert {"a%0Ab.txt", "a%250Ab.txt", "%FF.txt", "%25FF.txt", "é.txt", "100%.txt"} <= set(files)
    for uri, file in files.items():
        assert uri.isprintable()
        assert isinstance(file, SourceFile)
        assert [type(item).__name__ for item in read(file, ReadLimits())] == ["RawDocument"]


def test_reserved_characters_are_escaped_and_other_names_are_left_as_they_are() -> None:
    assert naming.printable("a/b c%.txt", reserved="#!") == "a/b c%.txt"
    assert naming.printable("a#b!.txt", reserved="#!") == "a%23b%21.txt"
    assert naming.printable("a%23b.txt", reserved="#!") == "a%2523b.txt"
    assert naming.printable("a#b!.txt") == "a#b!.txt"


def test_a_very_long_name_is_cut_and_stays_its_own() -> None:
    one, other = naming.shortened("x" * 9000 + "1"), naming.shortened("x" * 9000 + "2")
    assert one != other
    assert len(one) <= 4096


def test_links_out_of_the_root_are_refused_and_loops_end(tmp_path: Path) -> None:
    root = tmp_path / "news"
    (root / "sub").mkdir(parents=True)
    (tmp_path / "secret.txt").write_text("secret")
    (root / "a.txt").write_text("x")
    (root / "out.txt").symlink_to(tmp_path / "secret.txt")
    (root / "up").symlink_to(tmp_path)
    (root / "sub/loop").symlink_to(root)
    (root / "nowhere.txt").symlink_to(root / "missing.txt")
    (root / "self.txt").symlink_to(root / "self.txt")
    (root / "inside.txt").symlink_to(root / "a.txt")
    assert rules(root) == {
        "out.txt": "link_out_of_root",
        "up": "link_out_of_root",
        "nowhere.txt": "broken_link",
        "self.txt": "broken_link",
    }
    assert {name for name, item in found(root).items() if isinstance(item, SourceFile)} == {
        "a.txt",
        "inside.txt",
    }


def test_a_link_put_in_place_of_a_file_after_it_was_found_is_not_followed(tmp_path: Path) -> None:
    root = tmp_path / "news"
    root.mkdir()
    secret = tmp_path / "secret.txt"
    secret.write_text("secret")
    path = root / "a.txt"
    path.write_text("public")
    (file,) = found(root).values()
    assert isinstance(file, SourceFile)
    path.unlink()
    path.symlink_to(secret)
    (refused,) = read(_as_it_is(file), ReadLimits())
    assert isinstance(refused, Rejection)
    assert refused.rule == "not_a_file"


@pytest.fixture(params=["told where a file lies", "not told"])
def system(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """One with Linux's table of open files, and one without."""
    readlink = os.readlink

    def without_table(path: str) -> str:
        if path.startswith("/proc/"):
            raise FileNotFoundError(path)
        return readlink(path)

    if request.param == "not told":
        monkeypatch.setattr(os, "readlink", without_table)


@pytest.mark.usefixtures("system")
def test_a_link_put_in_place_of_a_folder_after_it_was_listed_is_not_followed(
    tmp_path: Path,
) -> None:
    (tmp_path / "news/2020").mkdir(parents=True)
    (tmp_path / "secret").mkdir()
    (tmp_path / "secret/a.txt").write_text("secret")
    (tmp_path / "news/2020/a.txt").write_text("public")
    (file,) = found(tmp_path / "news").values()
    assert isinstance(file, SourceFile)
    shutil.rmtree(tmp_path / "news/2020")
    (tmp_path / "news/2020").symlink_to(tmp_path / "secret")
    (refused,) = read(_as_it_is(file), ReadLimits())
    assert isinstance(refused, Rejection)
    assert refused.rule == "not_a_file"
    assert "out of the root" in refused.reason


@pytest.mark.usefixtures("system")
def test_a_link_within_the_root_is_read_where_it_leads(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub/a.txt").write_text("public")
    (tmp_path / "link.txt").symlink_to("sub/a.txt")
    link = found(tmp_path)["link.txt"]
    assert isinstance(link, SourceFile)
    (document,) = read(link, ReadLimits())
    assert not isinstance(document, Rejection)
    assert document.text == "public"


def test_the_sidecar_may_not_lead_out_of_the_root_either(tmp_path: Path) -> None:
    root = tmp_path / "news"
    root.mkdir()
    (tmp_path / "secret.json").write_text('{"title": "secret"}')
    (root / "a.txt").write_text("Text.")
    (root / "a.meta.json").symlink_to(tmp_path / "secret.json")
    items = outcome(root / "a.txt")
    assert "secret'" not in str(items)
    assert [item.rule for item in items if isinstance(item, Rejection)] == ["bad_sidecar"]


def test_pipes_sockets_and_devices_are_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    with socket.socket(socket.AF_UNIX) as listening:
        here = Path.cwd()
        os.chdir(tmp_path)
        listening.bind("socket.txt")
        os.chdir(here)
        assert rules(tmp_path) == {"pipe.txt": "not_a_file", "socket.txt": "not_a_file"}
    (refused,) = discover(["/dev/null"], Path("/"))
    assert isinstance(refused, Rejection)
    assert refused.rule == "not_a_file"


def test_a_pipe_put_in_place_of_a_file_does_not_hold_us(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("")
    (file,) = found(tmp_path).values()
    assert isinstance(file, SourceFile)
    path.unlink()
    os.mkfifo(path)
    (refused,) = read(_as_it_is(file), ReadLimits())
    assert isinstance(refused, Rejection)
    assert refused.rule == "not_a_file"


def test_a_missing_root_is_an_error_that_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(SourceRootError, match=r"'gone' does not exist.*ONRECORD_SOURCES"):
        list(discover(["gone"], tmp_path))


def test_a_folder_that_cannot_be_listed_is_named_and_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "a.txt").write_text("x")
    real = os.scandir

    def denied(path: str) -> object:
        if path.endswith("sub"):
            raise PermissionError(13, "Permission denied")
        return real(path)

    monkeypatch.setattr(os, "scandir", denied)
    items = found(tmp_path)
    refused = items["sub/"]
    assert isinstance(refused, Rejection)
    assert (refused.rule, refused.retry) == ("unreadable", True)
    assert isinstance(items["a.txt"], SourceFile)


def test_permission_taken_away_or_given_is_a_new_version(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.txt"
    path.write_text("x")
    path.chmod(0o600)
    (before,) = found(tmp_path).values()
    monkeypatch.setattr(os, "access", lambda *_, **__: False)
    (denied,) = found(tmp_path).values()
    assert isinstance(before, SourceFile)
    assert isinstance(denied, SourceFile)
    assert before.version != denied.version


@pytest.mark.parametrize("name", ["a.txt", "a.meta.json"])
def test_as_many_other_bytes_with_the_same_time_are_a_new_version(
    tmp_path: Path, name: str
) -> None:
    (tmp_path / "a.txt").write_text("One.")
    path = tmp_path / name
    path.write_text('{"title": "One"}')
    (before,) = found(tmp_path).values()
    status = path.stat()
    while path.stat().st_ctime_ns == status.st_ctime_ns:
        path.write_text('{"title": "Two"}')
        os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    (after,) = found(tmp_path).values()
    assert isinstance(before, SourceFile)
    assert isinstance(after, SourceFile)
    assert path.stat().st_mtime_ns == status.st_mtime_ns
    assert before.size == after.size
    assert before.version != after.version
    assert before.written < after.written
    (refused,) = read(before, ReadLimits())
    assert isinstance(refused, Rejection)
    assert refused.rule == "changed_while_read"


def test_folders_deeper_than_python_recurses(tmp_path: Path) -> None:
    here = Path.cwd()
    os.chdir(tmp_path)
    try:
        for _ in range(1200):
            Path("d").mkdir()
            os.chdir("d")
        Path("a.txt").write_text("x")
        os.chdir(tmp_path)
        assert any(name.endswith("a.txt") for name in found(tmp_path))
    finally:
        os.chdir(here)
        # shutil recurses.
        subprocess.run(["rm", "-rf", str(tmp_path / "d")], check=True)


def test_discovery_loads_no_heavy_library() -> None:
    heavy = {"pyarrow", "trafilatura", "lxml", "ftfy", "charset_normalizer", "fsspec", "fastwarc"}
    code = "import sys, pipelines.ingest.discovery, pipelines.ingest.reader; print(*sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not heavy & set(run.stdout.split())
