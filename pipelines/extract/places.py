"""What is known of the world's places without reading the article: countries and their capitals.

Comes from a maintained data library; beside it stand only the few spellings and regions of
daily news that such data lacks. No rules about text here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from pipelines.extract import names

_ABBREVIATIONS = {"U.S.": "United States", "U.S": "United States", "U.S.A.": "United States",
                  "U.K.": "United Kingdom", "Britain": "United Kingdom"}  # fmt: skip
_SPELLINGS = ("Kiev", "Beijing", "Washington", "Washington, D.C.", "D.C.", "Jerusalem", "Tel Aviv")
_REGIONS = (
    "Crimea", "Donbas", "Donbass", "Chechnya", "Dagestan", "Gaza", "West Bank", "Kashmir",
    "Catalonia", "Kosovo", "Scotland", "England", "Wales", "Northern Ireland", "Tibet",
    "Xinjiang", "Abkhazia", "South Ossetia", "Transnistria", "Nagorno-Karabakh", "Kurdistan",
    "Hong Kong", "Quebec", "Flanders", "Bavaria", "Siberia", "Soviet Union", "USSR",
)  # fmt: skip
_SEATS = ("Kremlin", "White House", "Pentagon", "Downing Street", "Capitol Hill", "Élysée")
_PLATFORMS = ("Twitter", "Facebook", "Google", "YouTube", "Instagram", "WhatsApp", "Reuters")
_PEOPLES = ("Soviet", "European", "African", "Asian", "Arab", "Briton", "Scottish", "Chechen",
            "Kurdish", "Crimean", "Republican", "Democrat", "Democratic", "Muslim", "Christian",
            "Jewish", "Catholic", "Latino", "Latina", "Hispanic", "African-American")  # fmt: skip
_STATES_OF = ("United States",)
_SHORTEST = 4


@dataclass(frozen=True, slots=True)
class Place:
    """A known name: its type, and its usual form where it is one of several names of one place."""

    label: str
    usual: str | None = None


def known(name: str) -> Place | None:
    """What the world calls by this name, or None. Two-letter codes count in capitals only."""
    if len(name) < _SHORTEST and not name.isupper():
        return None
    return _index().get(names.key(name))


def begins(word: str) -> bool:
    """Whether some known name begins with this word: a quick test before `known`."""
    return names.key(word)[:1] in _first_words()


@cache
def _first_words() -> frozenset[names.Key]:
    return frozenset(name[:1] for name in _index())


@cache
def _index() -> dict[names.Key, Place]:
    found: dict[names.Key, Place] = {}
    for name, place in _entries():
        found.setdefault(names.key(name), place)
    found.pop((), None)
    return found


def _entries() -> Iterator[tuple[str, Place]]:
    for name, usual in _ABBREVIATIONS.items():
        yield name, Place("GPE", usual)
    for name in (*_SPELLINGS, *_REGIONS):
        yield name, Place("GPE")
    for name in (*_SEATS, *_PLATFORMS):
        yield name, Place("ORG")
    yield from _from_countries()
    for name in _PEOPLES:
        yield from ((form, Place("NORP")) for form in (name, name + "s"))


def _from_countries() -> Iterator[tuple[str, Place]]:
    # Imported late: the data is read from a few hundred files.
    from countryinfo import CountryInfo

    for country in CountryInfo.all().values():
        usual = country["name"].split(",")[0]
        yield usual, Place("GPE", usual)
        for name in country.get("altSpellings", ()):
            if len(name) >= _SHORTEST or name in ("US", "USA", "UK", "UAE"):
                yield name, Place("GPE", usual)
        if isinstance(country.get("capital"), str):
            yield country["capital"], Place("GPE")
        if usual in _STATES_OF:
            yield from ((state, Place("GPE")) for state in country.get("provinces", ()))
        for people in (country.get("demonym") or "").replace("/", ",").split(","):
            yield from ((form, Place("NORP")) for form in (people, people + "s") if people)
