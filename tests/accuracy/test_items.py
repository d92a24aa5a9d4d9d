"""Short items in news English, one or more of each construction, come out as annotated.

How they are annotated: direct speech leaves out its outer quotation marks and the comma that joins
it to its cue; a mixed quote is the whole clause that was said. The floors only ever rise.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from pipelines.extract.benchmark import to_benchmark
from pipelines.extract.evaluation import Report, evaluate
from pipelines.extract.extractor import Extractor
from pipelines.settings import Settings

ITEMS = Path(__file__).parent / "items.jsonl"
FLOORS = {
    ("all", "content"): 0.99,
    ("all", "end_to_end"): 0.98,
    ("direct", "end_to_end"): 0.97,
    ("mixed", "end_to_end"): 0.99,
    ("indirect", "end_to_end"): 0.97,
}


@cache
def items() -> list[dict[str, Any]]:
    return [json.loads(line) for line in ITEMS.read_text(encoding="utf-8").splitlines()]


@cache
def report() -> Report:
    extractor = Extractor(Settings().spacy_model)
    return evaluate(
        items(), [to_benchmark(item["doc_id"], extractor.extract(item["text"])) for item in items()]
    )


def test_there_are_enough_items_and_their_offsets_are_sound() -> None:
    assert len(items()) >= 60
    for item in items():
        for quote in item["quotes"]:
            for field in ("content_spans", "cue_spans", "speaker_spans"):
                for start, end in quote[field]:
                    words = item["text"][start:end]
                    assert words
                    assert words == words.strip()


@pytest.mark.parametrize(("kind", "figure"), sorted(FLOORS))
def test_f1_is_no_lower_than_its_floor(kind: str, figure: str) -> None:
    f1 = getattr(report().tallies[kind], figure)[2]
    mistakes = "\n".join(str(mistake) for mistake in report().mistakes)
    assert f1 >= FLOORS[kind, figure], mistakes


def test_speakers_of_the_quotes_found_are_right() -> None:
    assert report().tallies["all"].speaker_accuracy >= 0.98
