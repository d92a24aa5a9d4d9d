"""What differs between the files found and the files known."""

from __future__ import annotations

from typing import NamedTuple

from pipelines.ingest.changes import compare
from pipelines.ingest.records import Rejection, SourceFile


class Known(NamedTuple):
    size: int
    version: str
    status: str


def file(uri: str, version: str = "1", size: int = 5) -> SourceFile:
    return SourceFile(uri, "/r", f"/r/{uri}", size, version)


def known(status: str = "read") -> Known:
    return Known(5, "1", status)


def refused(uri: str) -> Rejection:
    return Rejection(uri, None, None, "unreadable", "", None, retry=True)


def test_new_changed_removed_and_unchanged() -> None:
    before = {uri: known() for uri in ("same", "longer", "later", "gone")}
    changes = compare(
        [file("same"), file("longer", size=6), file("later", "2"), file("new")], before
    )
    assert [item.uri for item in changes.new] == ["new"]
    assert [item.uri for item in changes.changed] == ["longer", "later"]
    assert changes.removed == ("gone",)
    assert changes.unchanged == 1


def test_what_was_refused_is_refused_once() -> None:
    before = {"bad": known("quarantined")}
    assert compare([file("bad")], before).unchanged == 1
    assert compare([file("bad", "2")], before).changed == (file("bad", "2"),)


def test_what_was_removed_is_not_removed_again_and_can_come_back() -> None:
    before = {"gone": known("removed")}
    assert compare([], before).removed == ()
    assert compare([file("gone")], before).new == (file("gone"),)


def test_a_folder_that_cannot_be_listed_has_lost_nothing() -> None:
    before = {uri: known() for uri in ("r/sub/a", "r/sub/b/c", "r/subway", "r/x")}
    changes = compare([refused("r/sub/"), refused("r/x")], before)
    assert changes.removed == ("r/subway",)
