"""Lines that tell who wrote or published an article: sources, bylines, wire credits."""

from __future__ import annotations

import re

from pipelines.normalize.agencies import agency, known_agency
from pipelines.normalize.places import is_place, usual_case

_LONGEST = 200
_MARKED_SOURCE = re.compile(r"/\s*source\s*:(?P<name>.*)", re.IGNORECASE)
_SOURCE = re.compile(r"source\s*:\s*(?P<name>[^.:;]{2,60})\.?", re.IGNORECASE)
_BYLINE = re.compile(r"(?:written )?by:?\s+(?P<names>[^.:;!?]*(?:\b\w\.[^.:;!?]*)*)", re.IGNORECASE)
_WIRE_CREDIT = re.compile(
    r"[(\[]?[-–— ]*(?P<task>(?:additional )?reporting|writing|editing|compiled|translated)"
    r" (?:and (?:writing|editing) )?by (?P<names>[^;)\]]*)"
    r"(?P<more>;.*\b(?:editing|writing|reporting) .*)?[)\]. ]*",
    re.IGNORECASE,
)
_BETWEEN_NAMES = re.compile(r"\s*(?:,|;|\||&|\band\b|\s[-–—]\s)\s*", re.IGNORECASE)
_PLACE_AFTER_NAME = re.compile(r"\s+in\s+\S.*")
_MOST_NAME_WORDS = 4
_PARTICLES_LISTED = "al ben bin da de del den der di dos du el ibn la le ter van von"
_NAME_PARTICLES = frozenset(_PARTICLES_LISTED.split())
_ROLES = re.compile(
    r"\b(?:staff|writers?|reporters?|correspondents?|editors?|special|contributors?|columnists?"
    r"|bureau|senior|political|national|foreign|chief)\b",
    re.IGNORECASE,
)


def source_named(paragraph: str) -> str | None:
    """The publisher that a line "/ Source: NBC News" names, or None."""
    if len(paragraph) > _LONGEST:
        return None
    match = _MARKED_SOURCE.fullmatch(paragraph) or _SOURCE.fullmatch(paragraph)
    name = match["name"].strip(" .") if match else ""
    return agency(name) or name or None


def is_marked_source(paragraph: str) -> bool:
    """Whether it is a source line that no sentence can look like: it begins with a slash."""
    return len(paragraph) <= _LONGEST and _MARKED_SOURCE.fullmatch(paragraph) is not None


def byline(paragraph: str) -> tuple[tuple[str, ...], str | None] | None:
    """The authors and publisher of a line "By Jane Doe, Reuters" or "Reuters, Oslo", or None."""
    if len(paragraph) > _LONGEST:
        return None
    name, comma, place = paragraph.partition(",")
    publisher = known_agency(name)
    if publisher is not None and (not comma or is_place(place)):
        return (), publisher
    match = _BYLINE.fullmatch(paragraph)
    return _names_and_publisher(match["names"]) if match else None


def unmarked_byline(paragraph: str) -> tuple[str, ...]:
    """The authors of a line "Jane Doe in Oslo", which only what surrounds it shows to be one."""
    bare = _PLACE_AFTER_NAME.sub("", paragraph[:_LONGEST])
    names = tuple(filter(None, _BETWEEN_NAMES.split(bare)))
    is_full = all(_is_name(name) and len(name.split()) > 1 for name in names)
    return names if is_full and len(paragraph) <= _LONGEST else ()


def _names_and_publisher(printed: str) -> tuple[tuple[str, ...], str | None] | None:
    names: list[str] = []
    publisher: str | None = None
    for part in filter(None, _BETWEEN_NAMES.split(printed.strip())):
        known = agency(_ROLES.sub("", part))
        if known is not None:
            publisher = publisher or known
        elif _is_name(part):
            names.append(_as_name(part))
        elif not _ROLES.search(part):
            return None
    return (tuple(names), publisher) if names or publisher else None


def _is_name(part: str) -> bool:
    words = part.split()
    if not 1 <= len(words) <= _MOST_NAME_WORDS or _ROLES.search(part):
        return False
    first, *others = words
    return first[0].isupper() and all(
        word[0].isupper() or word.casefold() in _NAME_PARTICLES for word in others
    )


def _as_name(part: str) -> str:
    return usual_case(part) if part.isupper() and len(part) > len("AFP") else part


def wire_credit(paragraph: str) -> tuple[str, ...] | None:
    """The reporters of a line "(Reporting by …; Editing by …)", or None where it is none."""
    if len(paragraph) > 3 * _LONGEST or not (match := _WIRE_CREDIT.fullmatch(paragraph)):
        return None
    parts = _BETWEEN_NAMES.split(match["names"].strip(" ."))
    names = tuple(_PLACE_AFTER_NAME.sub("", part).strip(" .") for part in parts)
    is_enclosed = not paragraph[0].isalpha()
    if not (is_enclosed or match["more"] or all(name and _is_name(name) for name in names)):
        return None
    return tuple(filter(_is_name, names)) if match["task"].casefold() == "reporting" else ()
