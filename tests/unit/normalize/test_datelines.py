"""Datelines of many houses, and openings that only look like one."""

from __future__ import annotations

import pytest

from pipelines.normalize.dateline import read_dateline

_SENTENCE = "The ministers met."
_DATELINES = [
    # dateline, place, date, agency
    ("MOSCOW —", "Moscow", None, None),
    ("MOSCOW, January 24. /TASS/.", "Moscow", "January 24", "TASS"),
    ("MOSCOW, January 24. /ITAR-TASS/.", "Moscow", "January 24", "TASS"),
    ("/TASS/.", None, None, "TASS"),
    ("WASHINGTON (AP) —", "Washington", None, "AP"),
    ("PARIS, Jan. 12 (Reuters) -", "Paris", "Jan. 12", "Reuters"),
    ("PARIS, 12 Jan 2019 (Reuters) -", "Paris", "12 Jan 2019", "Reuters"),
    ("BRUSSELS, Belgium (AFP) –", "Brussels, Belgium", None, "AFP"),
    ("BEIJING, Jan. 12 (Xinhua) --", "Beijing", "Jan. 12", "Xinhua"),
    ("BERLIN, 3 March 2020 (dpa) -", "Berlin", "3 March 2020", "dpa"),
    ("KYIV. Oct 3 (Interfax-Ukraine) -", "Kyiv", "Oct 3", "Interfax-Ukraine"),
    ("LYON, 3 octobre (AFP) -", "Lyon", None, "AFP"),
    ("(Reuters) -", None, None, "Reuters"),
    ("(Reuters) –", None, None, "Reuters"),
    ("Oct 3 (Reuters) -", None, "Oct 3", "Reuters"),
    ("Tallinn (AFP) -", "Tallinn", None, "AFP"),
    ("Vilnius, 12 May 2018 (Baltic News) -", "Vilnius", "12 May 2018", "Baltic News"),
    ("OSLO (AP) _", "Oslo", None, "AP"),
    ("OSLO (AP)", "Oslo", None, "AP"),
    ("(AFP)", None, None, "AFP"),
    ("CNN —", None, None, "CNN"),
    ("MOSCOW, Jan 24 — RIA Novosti.", "Moscow", "Jan 24", "RIA Novosti"),
    ("LONDON |", "London", None, None),
    ("LONDON --", "London", None, None),
    ("DAYTON, Ohio, Sept. 26 (UPI) —", "Dayton, Ohio", "Sept. 26", "UPI"),
    ("ALBANY, N.Y. -", "Albany, N.Y.", None, None),
    ("NEW DELHI:", "New Delhi", None, None),
    ("Moscow —", "Moscow", None, None),
    ("Moscow, 24 January 2021 —", "Moscow", "24 January 2021", None),
    ("GENEVA, March 3, 2022 —", "Geneva", "March 3, 2022", None),
    ("GENEVA, March 3, 2022.", "Geneva", "March 3, 2022", None),
    ("GENEVA—", "Geneva", None, None),
    ("RIO DE JANEIRO —", "Rio de Janeiro", None, None),
    ("PORT-AU-PRINCE, Haiti —", "Port-au-Prince, Haiti", None, None),
    ("ST. PETERSBURG, Russia —", "St. Petersburg, Russia", None, None),
    ("MOSCOW/MINSK (Reuters) -", "Moscow/Minsk", None, "Reuters"),
    ("OSLO and HELSINKI —", "Oslo and Helsinki", None, None),
    ("MÜNCHEN, 3.10.2018 (dpa) -", "München", "3.10.2018", "dpa"),
]
_NO_DATELINES = [
    "The ministers met.",
    "EXCLUSIVE — The ministers met.",
    "UPDATE - The ministers met.",
    "NATO — The ministers met.",
    "U.S. — The ministers met.",
    "US–China talks have begun.",
    "Moscow: The ministers met.",
    "Moscow — The City of Ministers",
    "WATSON: Let us begin.",
    "The minister — A man of few words — said so.",
    "Moscow — which had waited — agreed.",
    "OSLO — where it rained — agreed.",
    "The (AP) reporter asked.",
    "In March, 3 ministers met.",
    "On January 24. It rained.",
    "Jan. 6 — The day it rained.",
    "The ministers of Norway, Sweden, Finland and Denmark (AP) — All of them met.",
    "Smith (D-Ohio) - The senator met.",
    "",
    "—",
]


@pytest.mark.parametrize(("dateline", "place", "date", "agency"), _DATELINES)
def test_dateline(dateline: str, place: str | None, date: str | None, agency: str | None) -> None:
    found = read_dateline(f"{dateline} {_SENTENCE}")
    assert found is not None
    assert (found.place, found.date, found.agency) == (place, date, agency)
    assert f"{dateline} {_SENTENCE}"[found.length :] == _SENTENCE


@pytest.mark.parametrize("opening", _NO_DATELINES)
def test_no_dateline(opening: str) -> None:
    assert read_dateline(opening) is None


@pytest.mark.parametrize("line", ["MOSCOW, January 12. /TASS/.", "Moscow, January 12, 2017"])
def test_dateline_on_a_line_of_its_own(line: str) -> None:
    found = read_dateline(line)
    assert found is not None
    assert found.place == "Moscow"
    assert found.length == len(line)
