"""What kind of words a printed speaker is, and which name in them is the speaker's.

"Vladimir Putin's spokesman Dmitry Peskov" is Peskov; "a spokesman for Smith" is not Smith. Whom
pronouns and descriptions mean is decided elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipelines.extract import roles
from pipelines.extract.records import Mention

_OWNS = re.compile(r"['’]s?\s")
_OF = re.compile(r"\b(?:of|for|from|at|in|with|to|by|on|against|about|near|under)\s+(?:the\s+)?$")
_NO_NOUN = re.compile(
    r"\s*(?:$|[^\w\s'’-]|['’]s?$|[—–-]\s|"
    r"(?:and|or|of|from|who|whom|which|in|at|on|for|himself|herself|itself|also|then|with|both|to"
    r"|as|by|later|speaking)\b)"
)
_NOT_HEADS = frozenset({"NORP", "WORK_OF_ART", "EVENT", "LAW", "PRODUCT"})
_PEOPLE = re.compile(r"^(?:[Tt]he\s+)?(?:\w+\s)?\w+s$")


def head(text: str, start: int, inside: Sequence[Mention]) -> Mention | None:
    """The mention that is the speaker, of those inside printed words that begin at `start`."""
    fitting = [m for m in inside if _may_speak(text, start, m)]
    people = [m for m in fitting if m.label == "PERSON"]
    if people:
        return people[0]
    groups = [m for m in fitting if m.label not in _NOT_HEADS]
    if groups:
        return groups[0]
    whole = [m for m in fitting if m.label == "NORP" and _PEOPLE.match(text.strip())]
    return whole[0] if whole else None


def _may_speak(text: str, start: int, mention: Mention) -> bool:
    before, after = text[: mention.span.start - start], text[mention.span.end - start :]
    if _OWNS.match(after) or not _NO_NOUN.match(after):
        return False
    return not (_OF.search(before) and _has_noun(before))


def _has_noun(before: str) -> bool:
    """Whether other words go before "of" or "for" that the name only belongs to."""
    words = before.split()[:-1]
    return any(word.lower() not in ("the", "according", "to") for word in words)


def is_joined(text: str) -> bool:
    """Whether two speakers are printed as one, as in "Smith and Jones"."""
    return bool(re.search(r"\band\b", text)) and not roles.is_role(text.split()[-1])
