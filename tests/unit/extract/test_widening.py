"""Names of people whose edges the model missed."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from pipelines.extract.candidates import Candidate
from pipelines.extract.widening import widen


def widened(text: str, *found: str, label: str = "PERSON") -> list[str]:
    line: Any = SimpleNamespace(text=text)
    candidates = [Candidate(0, text.index(f), text.index(f) + len(f), f, label) for f in found]
    return [candidate.text for candidate in widen(line, candidates)]


@pytest.mark.parametrize(
    ("text", "found", "whole"),
    [
        ("D. Peskov said no.", "Peskov", "D. Peskov"),
        ("the spokesman, D. S. Peskov, said", "Peskov", "D. S. Peskov"),
        ("Mayor Ana Beltrán opened it", "Beltrán", "Ana Beltrán"),
        ("then Ursula von der Leyen spoke", "Ursula von der", "Ursula von der Leyen"),
        ("Will Peskov go?", "Peskov", "Peskov"),
        ("the U.S. Trump wants", "Trump", "Trump"),
        ("Kremlin Peskov", "Peskov", "Peskov"),
    ],
)
def test_a_person_is_named_whole(text: str, found: str, whole: str) -> None:
    assert widened(text, found) == [whole]


def test_what_lies_inside_is_left_out() -> None:
    assert widened("D. Peskov said no.", "D.", "Peskov") == ["D. Peskov"]


def test_only_people_are_widened() -> None:
    assert widened("Ana Beltrán", "Beltrán", label="ORG") == ["Beltrán"]
