"""Our own measure counts what was found, invented and given to the wrong speaker."""

from __future__ import annotations

from typing import Any

from pipelines.extract.evaluation import evaluate

TEXT = "“We won,” said Ann Lee. Bob Ray said the vote was fair."


def quote(content: str, speaker: str | None, kind: str = "direct") -> dict[str, Any]:
    start = TEXT.index(content)
    place = [] if speaker is None else [[TEXT.index(speaker), TEXT.index(speaker) + len(speaker)]]
    return {
        "content_spans": [[start, start + len(content)]],
        "cue_spans": [],
        "speaker_spans": place,
        "speaker_canonical": None,
        "kind": kind,
    }


GOLD = {
    "doc_id": "a",
    "text": TEXT,
    "quotes": [quote("We won", "Ann Lee"), quote("the vote was fair", "Bob Ray", "indirect")],
}


def test_a_perfect_prediction() -> None:
    tally = evaluate([GOLD], [GOLD]).tallies["all"]
    assert tally.content == tally.end_to_end == (1.0, 1.0, 1.0)
    assert tally.speaker_accuracy == 1.0


def test_a_document_that_is_lacking_counts_as_empty() -> None:
    report = evaluate([GOLD], [])
    assert report.tallies["all"].end_to_end == (0.0, 0.0, 0.0)
    assert [mistake.problem for mistake in report.mistakes] == ["missed", "missed"]


def test_wrong_speaker_and_invention_are_told_apart() -> None:
    given = {"doc_id": "a", "quotes": [quote("We won", "Bob Ray"), quote("said Ann", None)]}
    report = evaluate([GOLD], [given])
    assert sorted(mistake.problem for mistake in report.mistakes) == [
        "invented", "missed", "wrong speaker",
    ]  # fmt: skip
    assert report.tallies["direct"].content[1] == 1.0
    assert report.tallies["direct"].end_to_end[1] == 0.0


def test_a_name_that_agrees_is_as_good_as_the_place() -> None:
    given = quote("We won", None) | {"speaker_canonical": "Mrs Lee"}
    report = evaluate([GOLD], [{"doc_id": "a", "quotes": [given]}])
    assert report.tallies["direct"].end_to_end[1] == 1.0


def test_half_of_the_words_is_enough() -> None:
    given = {"doc_id": "a", "quotes": [quote("vote was", "Bob Ray", "indirect")]}
    assert evaluate([GOLD], [given]).tallies["indirect"].content[1] == 1.0
