"""How datelines print the names of places. No gazetteer: which place it is, is not asked here."""

from __future__ import annotations

import re

_STANDING_ALONE = """
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
STANDING_ALONE = frozenset(" ".join(name.split()).casefold() for name in _STANDING_ALONE.split(","))
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


def is_printed_as_place(text: str, *, is_sure: bool, before_colon: bool = False) -> bool:
    """Whether text before a dash is a place by its look alone: in capitals, or very well known.

    `is_sure` where a date stands beside it, which leaves less doubt. Before a colon stands a
    speaker as often as a place, so there only well-known places count.
    """
    if not is_place(text):
        return False
    city = text.partition(",")[0].strip()
    if city.casefold() in STANDING_ALONE:
        return True
    if not _is_in_capitals(city) or is_sure:
        return is_sure and _is_in_capitals(city)
    is_long_enough = sum(character.isalpha() for character in city) >= _SHORTEST_CITY
    return is_long_enough and not before_colon and not _NO_PLACES.intersection(_named_words(city))


def _named_words(city: str) -> list[str]:
    words = re.split(r"[\s/]+", city.strip())
    return [word for word in words if word and word.casefold() not in _SMALL_WORDS]


def _is_in_capitals(city: str) -> bool:
    return all(word.isupper() for word in _named_words(city))


def usual_case(place: str) -> str:
    """A place printed in capitals as it is usually written: "NEW YORK" is "New York"."""
    city, comma, region = place.partition(",")
    if _is_in_capitals(city):
        city = _WORD.sub(lambda match: match.group().capitalize(), city)
        # "Rio de Janeiro", "Port-au-Prince": small words are small but at the beginning.
        city = city[:1] + _SMALL_IN_NAMES.sub(lambda match: match.group().lower(), city[1:])
    return city + comma + region
