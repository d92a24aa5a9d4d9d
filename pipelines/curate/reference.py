"""The reference tables: what their columns mean, and how their CSV files are made from libraries.

The CSV files are committed, so that a build needs neither library; a test holds them to what the
libraries say.
"""

from __future__ import annotations

import csv
import io
import re
import sys
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

_OFFICIAL = re.compile(
    r"\b(Republic|Kingdom|State|States|Federation|Commonwealth|Principality|Sultanate"
    r"|Confederation|Union|Great|Ivory|East)\b"
)
"""Words of an English official name; other spellings listed with a country are in its languages."""

_IN_PRINT = {
    "GB": ("Britain",),
    "US": ("America", "US", "USA"),
}
"""Names that English newspapers print and the libraries lack, or give only as a code. Codes are
otherwise no names: "CA" is California more often than Canada."""

_NO_CITIES = {"Asia/Macau"}
"""Time zones named after a territory, which the countries cover."""

_NOT_COUNTRIES = {"Wales", "Scotland"}
"""Listed under the code of the United Kingdom, whose other names they are not."""


@dataclass(frozen=True, slots=True)
class Seed:
    """A reference table: its documentation, and the function that makes its rows."""

    name: str
    description: str
    columns: Mapping[str, str]
    rows: Callable[[], list[tuple[str, ...]]]

    @property
    def relation(self) -> str:
        return f"reference.{self.name}"


def countries() -> list[tuple[str, ...]]:
    """(code, name, alias) of every territory with an ISO code, in order."""
    from babel import Locale
    from countryinfo import all_countries

    territories = Locale("en").territories
    aliases: dict[str, set[str]] = {
        code: {name, name.replace(" & ", " and "), *_IN_PRINT.get(code, ())}
        for code, name in territories.items()
        if re.fullmatch("[A-Z]{2}", code) and code not in {"EU", "EZ", "QO", "UN", "XA", "XB", "ZZ"}
    }
    for country in all_countries():
        code, name = country.iso(2), country.name()
        if code in aliases and name not in _NOT_COUNTRIES:
            codes = {code, country.iso(3)}
            spellings = (name, *country.alt_spellings())
            aliases[code].update(s for s in spellings if _is_english_name(s, name, codes))
    owners: dict[str, set[str]] = {}
    for code, names in aliases.items():
        for name in names:
            owners.setdefault(name, set()).add(code)
    return sorted(
        (code, territories[code], alias)
        for code, names in aliases.items()
        for alias in names
        if len(owners[alias]) == 1
    )


def cities() -> list[tuple[str, ...]]:
    """(name, alias) of cities that were renamed: a time zone keeps the name it was given first."""
    from babel import Locale

    return sorted(
        (str(names["city"]), alias)
        for zone, names in Locale("en").time_zones.items()
        if "city" in names and zone.count("/") == 1 and zone not in _NO_CITIES
        for alias in [zone.split("/")[1].replace("_", " ")]
        if zone.startswith(("Africa/", "America/", "Asia/", "Europe/"))
        and not _plain(names["city"]).startswith(_plain(alias)[:4])
    )


SEEDS: tuple[Seed, ...] = (
    Seed(
        name="countries",
        description="Names that English print gives a country or territory: one row per name.",
        columns={
            "code": "ISO 3166-1 alpha-2 code.",
            "name": "The name it is shown under (CLDR, English).",
            "alias": "A name it goes by; its own name is among them.",
        },
        rows=countries,
    ),
    Seed(
        name="cities",
        description="Cities that print still calls by a former name: one row per former name.",
        columns={
            "name": "The name the city is shown under (CLDR, English).",
            "alias": "A former name.",
        },
        rows=cities,
    ),
)


def to_csv(seed: Seed) -> str:
    """The CSV file of a reference table, as it is committed."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(seed.columns)
    writer.writerows(seed.rows())
    return text.getvalue()


def write(folder: Path, seeds: Iterable[Seed] = SEEDS) -> None:
    """Make the CSV files anew: python -m pipelines.curate.reference dbt_like_sql/reference."""
    for seed in seeds:
        (folder / f"{seed.name}.csv").write_text(to_csv(seed), encoding="utf-8")


def _is_english_name(spelling: str, name: str, codes: set[str]) -> bool:
    if spelling in codes or "," in spelling or "(" in spelling:
        return False
    acronym = re.fullmatch("[A-Z]{2,3}", spelling) is not None
    return spelling == name or acronym or _OFFICIAL.search(spelling) is not None


def _plain(name: str) -> str:
    decomposed = unicodedata.normalize("NFKD", name).casefold()
    return "".join(letter for letter in decomposed if letter.isalnum())


if __name__ == "__main__":
    write(Path(sys.argv[1]))
