"""How datelines print the names of places. No gazetteer: which place it is, is not asked here."""

from __future__ import annotations

import re

_STANDING_ALONE_LISTED = """
Amsterdam, Ankara, Athens, Atlanta, Baghdad, Baltimore, Bangkok, Beijing, Beirut, Berlin, Boston,
Brussels, Budapest, Cairo, Canberra, Chicago, Colombo, Damascus, Delhi, Dhaka, Dubai, Dublin,
Geneva, Hanoi, Havana, Helsinki, Hong Kong, Islamabad, Istanbul, Jakarta, Jerusalem, Johannesburg,
Kabul, Karachi, Kathmandu, Kiev, Kuala Lumpur, Kyiv, Lagos, Lahore, London, Los Angeles, Madrid,
Manila, Melbourne, Mexico City, Miami, Minsk, Moscow, Mumbai, Munich, Nairobi, New Delhi, New York,
Oslo, Ottawa, Paris, Prague, Riyadh, Rome, San Francisco, Seoul, Shanghai, Singapore, Stockholm,
Sydney, Tehran, Tel Aviv, Tokyo, Toronto, United Nations, Vatican City, Vienna, Warsaw, Washington,
Zurich
"""
# Cities that newspapers let stand without their country, and without capitals.
_STANDING_ALONE = frozenset(
    " ".join(name.split()).casefold() for name in _STANDING_ALONE_LISTED.split(",")
)
# Capitals before a dash that announce a kind of text, or name an organization.
_NO_PLACES_LISTED = """
    ADVISORY ANALYSIS BREAKING BRIEF BRIEFS CAPTION COLUMN COMMENT COMMENTARY CORRECTED CORRECTION
    EDITORIAL EXCLUSIVE EXPLAINED EXPLAINER FACTBOX FEATURE FLASH INTERVIEW LIVE NEWS NOTE OPINION
    PHOTO PHOTOS PICTURES POLL PREVIEW PROFILE QUOTES RECAP REPORT REVIEW SPECIAL SUMMARY TIMELINE
    TRANSCRIPT UPDATE UPDATED URGENT VIDEO WATCH WRAPUP WHAT WHEN WHERE
    BRICS CDC FIFA HAMAS IAEA ISIL ISIS NASA NATO OPEC OSCE SOURCE TASS UEFA UNESCO UNICEF
"""
_NO_PLACES = frozenset(_NO_PLACES_LISTED.split())
_SMALL_WORDS_LISTED = "al and au aux da de del der des di do du el en et la le of sur the und y"
_SMALL_WORDS = frozenset(_SMALL_WORDS_LISTED.split())
_SHORTEST_CITY = 4
_MOST_WORDS, _MOST_PARTS = 5, 3
# One letter with a point is an initial and keeps its capital: "D.C.".
_WORD = re.compile(r"[^\W\d_]{2,}(?:['’]S\b)?")
_SMALL_IN_NAMES = re.compile(
    r"\b(?:De|Del|Da|Do|Du|Des|La|Le|Los|Of|And|Au|Aux|Sur|Am|The|El|Al)\b"
)


def is_place(text: str) -> bool:
    """Whether this could be "City" or "City, Region": few words, each with a capital."""
    parts = text.split(",")
    if len(text) > 60 or len(parts) > _MOST_PARTS:
        return False
    return all(_has_capitals(part) for part in parts)


def _has_capitals(part: str) -> bool:
    words = [word for word in re.split(r"[\s/]+", part) if word]
    if not 1 <= len(words) <= _MOST_WORDS or any(character.isdigit() for character in part):
        return False
    named = _named_words(part)
    return bool(named) and all(word[0].isalpha() and not word[0].islower() for word in named)


def is_well_known(place: str) -> bool:
    """Whether newspapers print this city without its country."""
    return place.partition(",")[0].strip().casefold() in _STANDING_ALONE


def is_in_capitals(place: str) -> bool:
    """Whether the city is printed in capitals, as datelines do."""
    return all(word.isupper() for word in _named_words(place.partition(",")[0]))


def is_label(words: str) -> bool:
    """Whether capitals announce a kind of text, or are an abbreviation or an organization."""
    letters = sum(character.isalpha() for character in words)
    return letters < _SHORTEST_CITY or not _NO_PLACES.isdisjoint(_named_words(words))


def _named_words(city: str) -> list[str]:
    words = re.split(r"[\s/]+", city.strip())
    return [word for word in words if word and word.casefold() not in _SMALL_WORDS]


def usual_case(place: str) -> str:
    """A place printed in capitals as it is usually written: "NEW YORK" is "New York"."""
    city, comma, region = place.partition(",")
    if is_in_capitals(city):
        city = _WORD.sub(lambda match: match.group().capitalize(), city)
        # "Rio de Janeiro", "Port-au-Prince": small words are small but at the beginning.
        city = city[:1] + _SMALL_IN_NAMES.sub(lambda match: match.group().lower(), city[1:])
    return city + comma + region
