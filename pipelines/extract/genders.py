"""Whether a first name is a man's or a woman's, from lists of names of many countries.

A name that both bear, or that no list has, says nothing. Evidence in the text is not read here.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterable
from functools import cache
from typing import Literal

from pipelines.extract import names

Gender = Literal["male", "female"]

# Only languages that write in Latin letters; English last, for its lists outvote the others.
_LANGUAGES = (
    "az_AZ", "cs_CZ", "da_DK", "de_DE", "es_CO", "es_ES", "es_MX", "et_EE", "fi_FI", "fr_CA",
    "fr_FR", "ga_IE", "hr_HR", "hu_HU", "id_ID", "it_IT", "lv_LV", "nl_NL", "no_NO", "pl_PL",
    "pt_BR", "ro_RO", "sk_SK", "sl_SI", "sv_SE", "sw", "tr_TR", "uz_UZ", "yo_NG",
    "en_IN", "en_IE", "en_GB", "en_US", "en",
)  # fmt: skip
_CLEAR = 2.0


def of_first_name(name: str) -> Gender | None:
    """The gender of those who bear this first name in most of the lists that have it."""
    found = names.key(name)
    return _lexicon().get(found[0]) if found else None


@cache
def _lexicon() -> dict[str, Gender]:
    weights: dict[str, list[float]] = {}
    for language in _LANGUAGES:
        provider = importlib.import_module(f"faker.providers.person.{language}").Provider
        _count(weights, getattr(provider, "first_names_male", ()), 0)
        _count(weights, getattr(provider, "first_names_female", ()), 1)
    return {name: gender for name, pair in weights.items() if (gender := _clear(*pair))}


def _count(weights: dict[str, list[float]], listed: Iterable[str], sex: int) -> None:
    for name in listed:
        found = names.key(name)
        if len(found) == 1:
            weights.setdefault(found[0], [0.0, 0.0])[sex] += 1.0


def _clear(male: float, female: float) -> Gender | None:
    if male >= _CLEAR * female and male:
        return "male"
    if female >= _CLEAR * male and female:
        return "female"
    return None
