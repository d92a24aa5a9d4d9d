"""Names that a sure pattern shows, whether or not the model saw them.

Quoted titles of programmes, wire agencies, outlets, people addressed with Mr. or an office, and
whoever in capitals stands right beside a verb of saying. One paragraph at a time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipelines.extract import names, roles
from pipelines.extract.candidates import Candidate, candidate
from pipelines.extract.lines import Line

_MEDIA = "program|programme|show|film|movie|book|novel|documentary|series|podcast|album|song|play"
_TITLE_BEFORE_MEDIUM = re.compile(rf"(?:{_MEDIA}|broadcast|talk show|TV show)\b", re.IGNORECASE)
_MEDIUM_BEFORE_TITLE = re.compile(
    rf"\b(?:{_MEDIA}|titled|entitled|headlined)(?:\s+(?:called|titled|entitled))?,?\s*$",
    re.IGNORECASE,
)
_LONGEST_TITLE = 60
_CAPITALS = r"[A-Z][\w’'-]{1,40}(?:\s(?:[A-Z]\.\s)?[A-Z][\w’'-]{1,40}){0,3}"
_SEVERAL = _CAPITALS.replace("{0,3}", "{1,3}")
_SAYS = "(?:said|says|told|added|asked|tweeted|wrote|replied|noted|argued|insisted)"
_WIRE = re.compile(r"/([A-Z][A-Z-]{1,11})/")
_OUTLET = re.compile(
    rf"(?<=[a-z]\s)({_CAPITALS})"
    r"(?=\s(?:TV|television|radio|news agency|newspaper|magazine|website|daily)\b)"
)
_WITH_THE = re.compile(rf"\b({'|'.join(names.WITH_THE[:5])})\b")
_ADDRESSED = re.compile(
    r"\b(?:Mr|Mrs|Ms|Miss|Dr|Sen|Rep|Gov|Prof|President|Senator|Congressman|Congresswoman)\.?\s"
    rf"({_CAPITALS})"
)
_SPEAKING = (
    re.compile(rf"(?<=[a-z0-9,’”\"]\s)({_CAPITALS})(?=\s{_SAYS}\b)"),
    re.compile(rf"^({_SEVERAL})(?=\s{_SAYS}\b)"),
    re.compile(rf"(?<=[,’”\"]\s){_SAYS}\s({_CAPITALS})(?=[,.]|$)"),
)
_NO_SPEAKERS = roles.words(
    """
    i he she it they we you who monday tuesday wednesday thursday friday saturday sunday january
    february march april may june july august september october november december today
    """
)


def works(at: int, line: Line) -> list[Candidate]:
    """Quoted names of programmes and books: a name of a person inside names no one."""
    return list(_works(at, line))


def find(at: int, line: Line) -> list[Candidate]:
    """All other names that a pattern shows."""
    people = [_ADDRESSED] if line.titled else [_ADDRESSED, *_SPEAKING]
    found = [
        c for pattern in (_WIRE, _OUTLET, _WITH_THE) for c in _matches(at, line, pattern, "ORG")
    ]
    for pattern in people:
        label = "PERSON" if pattern is _ADDRESSED else None
        found += [c for c in _matches(at, line, pattern, label) if _is_person_like(c.text)]
    return found


def _works(at: int, line: Line) -> Iterator[Candidate]:
    """Quoted names of programmes and books: a name of a person inside names no one."""
    for start, end in line.quotations:
        inside = line.text[start + 1 : end - 1]
        if not 0 < len(inside) <= _LONGEST_TITLE or not inside[:1].isupper():
            continue
        following = line.text[end : end + 30].lstrip()
        preceding = line.text[max(0, start - 30) : start]
        if _TITLE_BEFORE_MEDIUM.match(following) or _MEDIUM_BEFORE_TITLE.search(preceding):
            low, high = names.bounds(inside)
            if high > low and not inside.rstrip().endswith(","):
                yield candidate(at, line, start + 1 + low, start + 1 + high, "WORK_OF_ART")


def _matches(
    at: int, line: Line, pattern: re.Pattern[str], label: str | None
) -> Iterator[Candidate]:
    for match in pattern.finditer(line.text):
        low, high = names.bounds(match.group(1))
        if high > low:
            yield candidate(at, line, match.start(1) + low, match.start(1) + high, label)


def _is_person_like(text: str) -> bool:
    words = text.split()
    return not any(
        roles.is_role(word) or roles.is_honorific(word) or roles.bare(word) in _NO_SPEAKERS
        for word in words
    )
