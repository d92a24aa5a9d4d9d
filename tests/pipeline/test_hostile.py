"""Text that is made to hurt is read in bounded time, raises nothing, and keeps its offsets."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipelines.normalize.article import DocumentMetadata, NormalizedArticle
from pipelines.orchestration.deadline import each_at_most
from pipelines.settings import Settings
from tests.conftest import Workspace
from tests.fuzz.limits import busy_at_most
from tests.fuzz.soundness import clean_soundly, extract_soundly
from tests.pipeline.hostile import KINDS, STORY, document
from tests.unit.ingest.ingest_helpers import costs, rejection

PATIENCE = 60.0
"""Seconds after which something is taken to never end."""

PIECES = st.lists(
    st.one_of(
        st.sampled_from(KINDS).map(lambda kind: document(kind, 40)),
        st.sampled_from(["BERLIN, ", "March 3", "(Reuters) - ", "By ", "\n\n", "“", '"', " said"]),
        st.text(max_size=30),
    ),
    max_size=12,
).map("".join)


def _normalized(raw: str, metadata: DocumentMetadata | None = None) -> NormalizedArticle:
    with each_at_most(PATIENCE) as limited, limited():
        return clean_soundly(raw, metadata)


def _extracted(body: str) -> None:
    with each_at_most(PATIENCE) as limited, limited():
        extract_soundly(body)


@pytest.mark.parametrize("kind", KINDS)
def test_a_long_repetition_is_cleaned(kind: str) -> None:
    _normalized(document(kind, 20_000))


@pytest.mark.parametrize("kind", KINDS)
def test_a_repetition_is_searched_for_quotes(kind: str) -> None:
    _extracted(document(kind, 500))


@pytest.mark.slow
@pytest.mark.parametrize(
    "kind", [kind for kind in KINDS if "marks" in kind or kind in ("brackets", "dashes", "slashes")]
)
def test_tens_of_thousands_of_marks_in_a_row_take_linear_time(kind: str) -> None:
    with busy_at_most(25):
        extract_soundly(document(kind, 40_000))


def test_millions_of_paragraphs_are_refused_at_once(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("a\n\n" * 10_000_000)
    assert rejection(path).rule == "too_large"
    assert costs(path)[2] < 50 * 1024**2
    with busy_at_most(10), pytest.raises(ValueError, match="more than 50,000 paragraphs"):
        extract_soundly("a\n\n" * 1_000_000)


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_a_document_of_the_largest_size_is_cleaned(kind: str) -> None:
    _normalized(document(kind, Settings().max_document_bytes // 4))


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(PIECES, st.none() | st.text(max_size=40))
def test_any_text_is_cleaned(raw: str, said: str | None) -> None:
    _normalized(raw, DocumentMetadata(title=said, published=said, publisher=said))


@pytest.mark.slow
@settings(max_examples=5_000, deadline=None, suppress_health_check=list(HealthCheck))
@given(PIECES)
def test_any_text_is_cleaned_and_searched(raw: str) -> None:
    _extracted(_normalized(raw).body)


def test_hostile_files_go_through_the_whole_pipeline(workspace: Workspace) -> None:
    workspace.add("good.txt", STORY)
    workspace.add("marks.txt", document("combining marks", 5_000))
    workspace.add("bidi.txt", document("right to left", 2_000))
    workspace.add("lines.txt", document("one-letter paragraphs", 3_000))
    workspace.add("nul.txt", document("null bytes", 500))
    workspace.add("formulas.csv", 'title,text\n"=1+1","=cmd|calc said Anna Weber on Monday."\n')
    workspace.add("quotes ' \" and\nlines.txt", STORY)
    lone = {"text": f"{STORY}\ud800 \udfff {STORY}", "title": "\udcff"}
    workspace.add("surrogates.jsonl", json.dumps(lone) + "\n")
    assert workspace.refresh().success
    [(articles,)] = workspace.rows("select count(*) from articles")
    assert articles >= 5
    refused = workspace.rows("select source_uri, reason from quarantine")
    assert all(reason for _, reason in refused)
