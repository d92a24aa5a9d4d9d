"""Whatever bytes lie under whatever name: reading gives documents and reasons, and never raises."""

from __future__ import annotations

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipelines.ingest.formats.registry import FORMATS
from tests.fuzz.files import FILES
from tests.fuzz.soundness import read_soundly

ENDINGS = sorted(ending for known in FORMATS for ending in known.endings)
PACKINGS = ["", ".gz", ".zst"]
FUZZ = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow], database=None
)


@pytest.mark.parametrize("ending", [*ENDINGS, ".zip", ".tar", ""])
@given(data=st.binary(max_size=400), packing=st.sampled_from(PACKINGS))
@FUZZ
def test_any_bytes_under_any_name(ending: str, data: bytes, packing: str) -> None:
    read_soundly(f"a{ending}{packing}", data)


@pytest.mark.parametrize("ending", sorted(FILES))
@given(data=st.data())
@FUZZ
def test_good_files_with_damage(ending: str, data: st.DataObject) -> None:
    damaged = bytearray(FILES[ending])
    for _ in range(data.draw(st.integers(1, 5))):
        at = data.draw(st.integers(0, len(damaged)))
        cut = data.draw(st.integers(0, 30))
        damaged[at : at + cut] = data.draw(st.binary(max_size=8))
    read_soundly(f"a{ending}", bytes(damaged))


@given(text=st.text(max_size=300))
@FUZZ
def test_any_text_in_a_record(text: str) -> None:
    record = json.dumps({"text": text, "title": text, "author": text, "date": text})
    read_soundly("a.jsonl", record.encode())


@given(value=st.recursive(st.none() | st.booleans() | st.floats() | st.text(), st.lists))
@FUZZ
def test_any_values_in_a_record(value: object) -> None:
    names = ("text", "title", "authors", "url", "source", "date")
    read_soundly("a.json", json.dumps([dict.fromkeys(names, value), {"articles": value}]).encode())
