"""The page of licences names what is locked, and nothing that would bind our users."""

from __future__ import annotations

from tests.conftest import ROOT
from tests.pages.licences import locked

LINES = (ROOT / "docs" / "licences.md").read_text(encoding="utf-8").splitlines()
ROWS = [line.strip("| ").split(" | ") for line in LINES if line.startswith("| ")][1:]


def test_the_page_is_in_step_with_the_lock_file() -> None:
    shown = [(name.split(" (only where ")[0], version) for name, version, _ in ROWS]
    assert shown == [(name, version) for name, version, _ in locked()], "run: make docs"


def test_every_package_states_a_licence_that_asks_for_nothing_but_its_text() -> None:
    free = ("MIT", "Apache-2.0", "BSD", "ISC", "PSF-2.0", "MPL-", "0BSD", "Unlicense", "Zlib")
    odd = {name: said for name, _, said in ROWS if not any(word in said for word in free)}
    assert {name for name in odd if not odd[name].startswith("not installed")} == set()
