"""A batch file is written whole or not at all, and says of itself what it is."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipelines.lake.parquet import (
    Footer,
    LakeFileError,
    read,
    read_footer,
    verify,
    write,
    written_aside,
)

FOOTER = Footer("quotes", "00000001-0badcafe", "1", "f" * 16, 3, "2026-01-02T03:04:05+00:00")
ROWS = pa.table({"n": [1, 2, 3], "t": ["a", None, "ü"]})


def test_rows_and_footer_come_back(tmp_path: Path) -> None:
    target = tmp_path / "deep" / "x.parquet"
    write(ROWS, FOOTER, target)
    assert read(target).equals(ROWS)
    assert read_footer(target) == FOOTER
    assert [path.name for path in target.parent.iterdir()] == ["x.parquet"]


def test_a_write_that_fails_leaves_what_was_there(tmp_path: Path) -> None:
    target = tmp_path / "x.txt"
    target.write_text("before")
    with pytest.raises(ZeroDivisionError), written_aside(target) as aside:  # noqa: PT012
        aside.write_text("half")
        raise ZeroDivisionError
    assert target.read_text() == "before"
    assert [path.name for path in tmp_path.iterdir()] == ["x.txt"]


@pytest.mark.parametrize("damage", ["truncated", "flipped", "empty", "not parquet"])
def test_a_damaged_file_is_named_and_not_read_as_data(tmp_path: Path, damage: str) -> None:
    target = tmp_path / "x.parquet"
    write(pa.table({"t": [f"row {n}" for n in range(1000)]}), FOOTER, target)
    content = bytearray(target.read_bytes())
    if damage == "truncated":
        content = content[: len(content) // 2]
    elif damage == "flipped":
        content[200] ^= 0xFF
    else:
        content = bytearray(b"" if damage == "empty" else b"hello" * 100)
    target.write_bytes(content)
    with pytest.raises(LakeFileError, match=r"x\.parquet cannot be read.*onrecord repair"):
        read(target)


@pytest.mark.parametrize("at", [0.0, 0.2, 0.5, 0.8, 0.95, 0.99, 1.0])
def test_any_bit_that_flips_is_noticed(tmp_path: Path, at: float) -> None:
    target = tmp_path / "x.parquet"
    write(ROWS, FOOTER, target)
    content = bytearray(target.read_bytes())
    place = round(at * (len(content) - 1))
    for bit in range(8):
        content[place] ^= 1 << bit
        target.write_bytes(content)
        with pytest.raises(LakeFileError, match=r"x\.parquet cannot be read"):
            verify(target)
        content[place] ^= 1 << bit


def test_a_footer_that_was_touched_is_not_believed(tmp_path: Path) -> None:
    target = tmp_path / "x.parquet"
    write(ROWS, FOOTER, target)
    content = target.read_bytes()
    assert b"0badcafe" in content
    target.write_bytes(content.replace(b"0badcafe", b"1badcafe"))
    with pytest.raises(LakeFileError, match="footer is damaged"):
        read_footer(target)


def test_a_sealed_file_is_plain_parquet(tmp_path: Path) -> None:
    target = tmp_path / "x.parquet"
    write(ROWS, FOOTER, target)
    assert pq.read_table(target, page_checksum_verification=True).column_names == ["n", "t"]
    assert duckdb.sql(f"select n, t from '{target}'").fetchall() == [(1, "a"), (2, None), (3, "ü")]


def test_a_file_without_our_footer_is_refused(tmp_path: Path) -> None:
    target = tmp_path / "foreign.parquet"
    pq.write_table(ROWS, target)
    with pytest.raises(LakeFileError, match=r"foreign\.parquet"):
        read_footer(target)
