"""What the surroundings of one candidate say of its type: votes, to be summed over an article.

Weights are set by reasoning: what only a person can have outweighs the model's label, and the
model is trusted more on a name of several words than on a lone surname.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping

from pipelines.extract import genders, names, organizations, places, roles, titles
from pipelines.extract.candidates import Candidate
from pipelines.extract.lines import Line

_SPEAKS = re.compile(
    r"\s+(?:said|says|told|added|asked|replied|noted|wrote|tweeted|insisted|joked|recalled|stressed"
    r"|explained|argued|admitted|acknowledged)\b"
)
_WHO = re.compile(r",?\s+(?:who|whom)\b")
_INSIDE = re.compile(r"\b(?:in|near|across|throughout|outside|inside)\s+(?:the\s+)?$")
_POSSESSIVE = re.compile(r"['’]s?\s")

KNOWN = 4.0
_TITLE = 3.0
_HONORIFIC = 4.0
_AGE = 3.0
_APPOSITION = 2.0
_RELATIVE = 1.5
_FIRST_NAME = 1.5
_SPEECH = 0.6
_LOCATION = 1.2
_UNSURE = 0.3
_ORGANIZED = 3.0


def votes(line: Line, candidate: Candidate, covered: titles.Covered) -> Mapping[str, float]:
    """How strongly this one standing of a name speaks for each type."""
    found: defaultdict[str, float] = defaultdict(float)
    weight = 1.0 if candidate.sure else _UNSURE
    words = names.key(candidate.text)
    if candidate.label:
        found[candidate.label] += weight * (2.0 if len(words) > 1 else 1.0)
    found["PERSON"] += weight * _personal(line, candidate, covered)
    if len(words) in (2, 3) and genders.of_first_name(words[0]):
        found["PERSON"] += _FIRST_NAME * weight
    if len(words) > 1 and words[-1] in organizations.NOUNS:
        found["ORG"] += _ORGANIZED * weight
    if len(words) > 1 and words[-1] in organizations.FACILITIES:
        found["FAC"] += _ORGANIZED * weight
    if organizations.APPOSED.match(line.text, candidate.end):
        found["ORG"] += _APPOSITION * weight
    if len(words) == 1 and _is_location(line, candidate):
        found["GPE"] += _LOCATION
    known = places.known(candidate.text)
    if known:
        found[known.label] += KNOWN
    return found


def is_addressed(line: Line, candidate: Candidate) -> bool:
    """Whether a name that is a place's or a people's too is a person's here: "Mr. Cuban"."""
    if honorific(line, candidate.start):
        return True
    place = places.known(candidate.text)
    people = place is not None and place.label == "NORP" and not candidate.text.endswith("s")
    return people and bool(_SPEAKS.match(line.text, candidate.end))


def _is_location(line: Line, candidate: Candidate) -> bool:
    low = max(0, candidate.start - 16)
    inside = _INSIDE.search(line.text, low, candidate.start)
    return bool(inside) and not _POSSESSIVE.match(line.text, candidate.end)


def honorific(line: Line, start: int) -> str | None:
    """The Mr., Ms. or Dr. right before a name."""
    words = line.before(start)
    return words[0].group() if words and roles.is_honorific(words[0].group()) else None


def _personal(line: Line, candidate: Candidate, covered: titles.Covered) -> float:
    """How strongly what stands before and after a name says that it is a person's."""
    score = 0.0
    if honorific(line, candidate.start):
        score += _HONORIFIC
    elif titles.before(line, candidate.start, covered):
        score += _TITLE
    if titles.is_aged(line, candidate.end):
        score += _AGE
    elif titles.after(line, candidate.end):
        score += _APPOSITION
    if _WHO.match(line.text, candidate.end) and not _is_location(line, candidate):
        score += _RELATIVE
    if _SPEAKS.match(line.text, candidate.end):
        score += _SPEECH
    return score
