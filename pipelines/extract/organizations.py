"""The nouns of organizations, and which organization "the company" or "the ministry" is.

Where the names of organizations stand is found elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipelines.extract import names, roles
from pipelines.extract.records import Mention

_THE = re.compile(r"^[Tt]he\s+(?:[\w-]+\s+)?([a-z]+)$")
# The noun is part of such a name: "the ministry" is the Foreign Ministry.
NAMED_SO = roles.words(
    """
    ministry department committee commission party university court bank union agency newspaper
    association council foundation institute board church hospital college school bureau office
    service network channel journal magazine embassy parliament senate house army police club
    federation league alliance authority center centre corporation administration
    """
)
_FIRMS = roles.words(
    """
    company firm group organization organisation manufacturer retailer airline automaker carmaker
    bank lender insurer startup start-up chain publisher broadcaster maker giant outlet nonprofit
    """
)

_LAST_WORDS = roles.words(
    """
    inc corp ltd llc plc coal oil gas airlines airways motors industries systems technologies
    partners holdings capital media news times post tribune herald gazette bancorp pharmaceuticals
    enterprises brothers laboratories fund trust campaign movement coalition caucus project
    """
)
NOUNS = (NAMED_SO | _LAST_WORDS) - {"house", "center", "centre", "board"}
"""Last words by which a name shows that it is an organization's."""

FACILITIES = roles.words(
    """
    tower towers street avenue road boulevard building bridge airport hotel hall square stadium
    arena plaza park palace castle cathedral museum theatre theater station terminal prison jail
    courthouse mall resort camp base
    """
)
"""Last words of buildings and places within a town."""

APPOSED = re.compile(
    r",\s(?:a|an|the|its|one of)\s[^,.;:]{0,60}?\b(?:agency|company|newspaper|group|party|bank|firm"
    r"|organi[sz]ation|union|magazine|website|broadcaster|network|manufacturer|maker|retailer"
    r"|university|institute|foundation|ministry|association|committee|airline)\b"
)
"""The apposition behind an organization's name."""


def whom(text: str, earlier: Sequence[Mention]) -> str | None:
    """The organization that a description means, of the mentions before it; None where unclear."""
    match = _THE.match(text.strip())
    if match is None:
        return None
    noun = match.group(1)
    nearest = [m.name for m in reversed(earlier) if m.label == "ORG"]
    if noun in NAMED_SO:
        called = [name for name in nearest if noun in names.key(name)]
        if called:
            return called[0] if len(set(called)) == 1 else None
    if noun in _FIRMS:
        firms = {name for name in nearest if not NAMED_SO & set(names.key(name))}
        return firms.pop() if len(firms) == 1 else None
    return None
