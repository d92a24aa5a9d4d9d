"""Great Expectations' own page of a batch: it stands alone, and reaches for nothing."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from pipelines.contracts.catalog import LAKE
from pipelines.gates.documents import page
from pipelines.gates.verdict import Verdict
from pipelines.orchestration.data_docs import document, index, write_index
from pipelines.settings import Settings
from tests.factories import batch, parent_batch, rows_of, table_of
from tests.unit.gates.judging import judge


def _verdict() -> Verdict:
    rows = rows_of("quotes")
    rows[0]["confidence"] = 7.0
    return judge(LAKE["quotes"], table_of(LAKE["quotes"], rows), parent_batch("quotes"))


def test_the_page_says_what_was_asked_and_loads_nothing() -> None:
    made = page(_verdict())
    assert "2 rows accepted, 1 entries in quarantine" in made
    assert "confidence" in made
    assert "less than or equal to" in made
    assert re.findall(r"<script|<link|\bsrc=|@import|url\(", made) == []


def test_a_batch_of_the_wrong_form_has_a_page_that_says_why() -> None:
    table = LAKE["quotes"]
    verdict = judge(table, batch("quotes").drop_columns(["text"]), parent_batch("quotes"))
    assert verdict.closed
    assert "Closed: the columns are not those of the contract" in page(verdict)


def test_what_a_source_says_is_not_part_of_the_page_as_code() -> None:
    verdict = replace(_verdict(), closed=True, why_closed="<script>alert(1)</script>")
    assert "<script" not in page(verdict)


def test_the_last_pages_are_kept_and_listed(tmp_path: Path) -> None:
    settings = Settings(warehouse=tmp_path)
    verdict = replace(_verdict(), outcome=None)
    for number in range(210):
        document(settings, replace(verdict, batch_id=f"{number:08d}-aa"))
    document(settings, replace(verdict, batch_id="00000209-aa", closed=True, why_closed="bad"))
    write_index(settings)
    listed = re.findall(r'href="([^"]+)"', index(settings).read_text(encoding="utf-8"))
    assert len(listed) == 200
    assert listed[0] == "00000209-aa.quotes.closed.html"
    there = {path.name for path in index(settings).parent.iterdir()}
    assert there == {*listed, "index.html"}
