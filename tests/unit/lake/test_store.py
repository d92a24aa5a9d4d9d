"""A batch is a candidate until it is accepted, and a closed gate is told."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa
import pytest

from pipelines.lake import known
from pipelines.lake.parquet import LakeFileError
from pipelines.lake.store import ClosedGate, Lake, fingerprint, quarantine_rows, rows_of
from pipelines.settings import Settings

NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
FIRST, SECOND, THIRD = "00000001-aaaaaaaa", "00000002-bbbbbbbb", "00000003-cccccccc"


@pytest.fixture
def lake(tmp_path: Path) -> Lake:
    return Lake(Settings(warehouse=tmp_path))


def _file(uri: str, status: str = "read", version: str = "1") -> dict[str, object]:
    return {
        "batch_id": FIRST,
        "source_uri": uri,
        "status": status,
        "size_bytes": 5,
        "version": version,
        "document_count": 1,
        "seen_at": NOW,
    }


def _document(uri: str, operation: str = "upsert", sha: str | None = "0" * 64) -> dict[str, object]:
    return {
        "document_id": uri.encode().hex().rjust(32, "0"),
        "batch_id": FIRST,
        "operation": operation,
        "source_uri": uri,
        "source_format": "text",
        "repairs": [],
        "authors": [],
        "content_sha256": sha,
        "ingested_at": NOW,
    }


def _refusal(uri: str, batch_id: str) -> dict[str, object]:
    return {
        "stage": "ingest",
        "table_name": "raw_documents",
        "batch_id": batch_id,
        "source_uri": uri,
        "document_id": _document(uri)["document_id"],
        "rule": "r",
        "reason": "because",
        "quarantined_at": NOW,
    }


def _put(
    lake: Lake, table: str, batch_id: str, rows: pa.Table, rejected: pa.Table | None = None
) -> None:
    footer = lake.write_candidate(table, batch_id, rows, version="1", made_from=batch_id, at=NOW)
    lake.accept(footer, rows, rejected if rejected is not None else quarantine_rows([]))


def test_a_candidate_is_not_accepted(lake: Lake) -> None:
    rows = rows_of("source_files", [_file("a.txt")])
    lake.write_candidate("source_files", FIRST, rows, version="1", made_from=FIRST, at=NOW)
    assert lake.accepted("source_files") == ()
    assert lake.candidates("source_files") == (FIRST,)
    assert lake.footer("source_files", FIRST) is None


def test_accepting_moves_a_batch_over(lake: Lake) -> None:
    rows = rows_of("source_files", [_file("a.txt")])
    _put(lake, "source_files", FIRST, rows)
    assert lake.accepted("source_files") == (FIRST,)
    assert lake.candidates("source_files") == ()
    assert lake.read("source_files", FIRST).equals(rows.replace_schema_metadata(None))
    footer = lake.footer("source_files", FIRST)
    assert footer is not None
    assert (footer.rows, footer.version) == (1, "1")


def test_where_all_rows_pass_what_was_judged_is_what_is_accepted(lake: Lake) -> None:
    rows = rows_of("source_files", [_file("a.txt"), _file("b.txt")])
    footer = lake.write_candidate("source_files", FIRST, rows, version="1", made_from="", at=NOW)
    judged = lake.candidate_path("source_files", FIRST)
    number, content = judged.stat().st_ino, judged.read_bytes()
    lake.accept(footer, lake.read_candidate("source_files", FIRST), quarantine_rows([]))
    accepted = lake.accepted_path("source_files", FIRST)
    assert (accepted.stat().st_ino, accepted.read_bytes()) == (number, content)


def test_where_some_rows_pass_the_others_are_in_no_file(lake: Lake) -> None:
    rows = rows_of("source_files", [_file("a.txt"), _file("b.txt")])
    footer = lake.write_candidate("source_files", FIRST, rows, version="1", made_from="", at=NOW)
    lake.accept(footer, rows.slice(1), quarantine_rows([]))
    assert lake.candidates("source_files") == ()
    assert lake.read("source_files", FIRST).equals(rows.slice(1).replace_schema_metadata(None))
    assert lake.footer("source_files", FIRST) == replace(footer, rows=1)


def test_quarantine_is_written_over_and_cleared_with_its_batch(lake: Lake) -> None:
    rows = rows_of("source_files", [])
    bad = quarantine_rows(
        [
            {
                "stage": "ingest",
                "table_name": "source_files",
                "batch_id": FIRST,
                "rule": "r",
                "reason": "because",
                "quarantined_at": NOW,
            }
        ]
    )
    _put(lake, "source_files", FIRST, rows, bad)
    assert len(lake.rejected([FIRST])) == 1
    assert lake.rejected([SECOND]) == []
    _put(lake, "source_files", FIRST, rows)
    assert lake.rejected([FIRST]) == []


def test_a_closed_gate_is_told_until_its_batch_is_accepted(lake: Lake) -> None:
    rows = rows_of("source_files", [])
    lake.write_candidate("source_files", FIRST, rows, version="1", made_from=FIRST, at=NOW)
    lake.close("source_files", FIRST, "too bad")
    assert lake.closed_gates() == (ClosedGate("source_files", FIRST, "too bad"),)
    _put(lake, "source_files", FIRST, rows)
    assert lake.closed_gates() == ()


def test_batch_ids_sort_in_the_order_they_are_given(lake: Lake) -> None:
    first = lake.next_batch_id(["x"])
    _put(lake, "raw_documents", first, rows_of("raw_documents", []))
    second = lake.next_batch_id(["a"])
    assert first < second
    assert first.split("-")[0] == "00000001"
    assert lake.next_batch_id(["a"]) == second
    assert lake.next_batch_id(["b"]) != second


def test_a_fingerprint_covers_the_code_and_its_input() -> None:
    assert fingerprint("1", "x") == fingerprint("1", "x")
    assert len({fingerprint("1", "x"), fingerprint("2", "x"), fingerprint("1", "y")}) == 3


def test_files_are_known_by_their_newest_record_until_removed(lake: Lake) -> None:
    _put(lake, "source_files", FIRST, rows_of("source_files", [_file("a"), _file("b")]))
    _put(lake, "source_files", SECOND, rows_of("source_files", [_file("a", version="2")]))
    _put(lake, "source_files", THIRD, rows_of("source_files", [_file("b", "removed")]))
    seen = known.files(lake)
    assert set(seen) == {"a"}
    assert (seen["a"].version, seen["a"].reader_version) == ("2", "1")


def test_documents_are_known_by_their_newest_version(lake: Lake) -> None:
    a, b, c = _document("a"), _document("b"), _document("c")
    _put(lake, "raw_documents", FIRST, rows_of("raw_documents", [a, b, c]))
    _put(
        lake,
        "raw_documents",
        SECOND,
        rows_of("raw_documents", [_document("a", sha="1" * 64), _document("b", "delete", None)]),
    )
    living = known.documents(lake, ["a", "b", "nowhere"])
    assert [seen and seen.content_sha256 for seen in living["a"].values()] == ["1" * 64]
    assert living["b"] == {}
    assert living["nowhere"] == {}
    assert "c" not in living


def test_a_document_in_quarantine_is_known_without_a_hash(lake: Lake) -> None:
    document = _document("a")
    _put(lake, "raw_documents", FIRST, rows_of("raw_documents", [document]))
    bad = quarantine_rows([_refusal("a", SECOND)])
    _put(lake, "raw_documents", SECOND, rows_of("raw_documents", []), bad)
    assert known.documents(lake, ["a"])["a"] == {document["document_id"]: None}


def test_a_file_is_unfinished_while_anything_was_taken_from_it_after_its_last_end(
    lake: Lake,
) -> None:
    def put(batch_id: str, taken: str, refused: str, ended: str) -> None:
        documents = [{**_document(uri), "batch_id": batch_id} for uri in taken]
        bad = [_refusal(uri, batch_id) for uri in refused]
        files = [{**_file(uri), "batch_id": batch_id} for uri in ended]
        rows = rows_of("raw_documents", documents)
        _put(lake, "raw_documents", batch_id, rows, quarantine_rows(bad))
        _put(lake, "source_files", batch_id, rows_of("source_files", files))

    assert known.unfinished(lake) == set()
    put(FIRST, taken="abc", refused="de", ended="bdf")
    assert known.unfinished(lake) == {"a", "c", "e"}
    put(SECOND, taken="b", refused="d", ended="ac")
    assert known.unfinished(lake) == {"b", "d", "e"}
    put(THIRD, taken="", refused="", ended="bde")
    assert known.unfinished(lake) == set()


def test_no_damage_is_taken_for_something_known(lake: Lake) -> None:
    """Wherever a bit flips, what is known is the same, or the file is named; in a footer, where
    it could end the process, it is always named."""
    _put(lake, "source_files", FIRST, rows_of("source_files", [_file("a")]))
    _put(lake, "raw_documents", FIRST, rows_of("raw_documents", [_document("a")]))

    def asked() -> object:
        try:
            return known.files(lake), known.unfinished(lake), known.documents(lake, ["a"])
        except LakeFileError as error:
            return str(error)

    truth = asked()
    for table in ("source_files", "raw_documents"):
        path = lake.accepted_path(table, FIRST)
        whole = path.read_bytes()
        for at in range(len(whole) - 1, 0, -47):
            damaged = bytearray(whole)
            damaged[at] ^= 1 << at % 8
            path.write_bytes(damaged)
            answer = asked()
            assert str(path) in str(answer) or (answer == truth and at < _footer_of(whole))
        path.write_bytes(whole)


def _footer_of(content: bytes) -> int:
    """Where the footer of a Parquet file starts."""
    return len(content) - 8 - int.from_bytes(content[-8:-4], "little")
