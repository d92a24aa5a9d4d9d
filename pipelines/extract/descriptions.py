"""Whom a description without a name means: "the Kremlin spokesman", "the former miner".

Matches a description against the roles that the article prints beside names. Which of several
equal matches is nearer is not asked: a description that fits two people fits none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from pipelines.extract import roles
from pipelines.extract.genders import Gender
from pipelines.extract.profiles import Profile

_LINK = re.compile(r"(?<!\s)\s+(?:of|for|at|to|in|with|from|on)\s+")
_WORD = re.compile(r"[^\W_]+(?:[-.'’][^\W_]+)*\.?")
_DEFINITE = frozenset({"the", "that", "this", "his", "her", "its", "their", "our"})
_INDEFINITE = frozenset({"a", "an", "one", "another", "some", "any", "two", "three", "many"})
_EMPTY = frozenset({"the", "new", "current", "own", "then", "outspoken", "longtime", "veteran"})
# "The president" is not the vice president, nor the other way round.
_RANKS = frozenset({"vice", "deputy", "assistant", "acting", "under", "associate"})
# A description may call by a common noun whoever holds an office of that kind.
_KINDS = {
    "leader": frozenset({"president", "minister", "chancellor", "king", "chair", "leader"}),
    "lawmaker": frozenset({"senator", "representative"}),
    "legislator": frozenset({"senator", "representative"}),
    "official": frozenset(),
    "politician": frozenset(),
}
_COMPOUND = {("press", "secretary"): "spokesperson", ("chief", "executive"): "executive"}


@dataclass(frozen=True, slots=True)
class Role:
    """A role taken apart: its head noun, in one form for one office, and the words beside it."""

    head: str
    words: frozenset[str]
    gender: Gender | None


def is_definite(text: str) -> bool:
    """Whether a description points at someone already spoken of."""
    first = text.split(maxsplit=1)[0].lower() if text.split() else ""
    return first in _DEFINITE or "'s " in text or "’s " in text


@lru_cache(maxsize=4096)
def parse(text: str) -> Role | None:
    """The role in printed words; None where they name none."""
    final = text.split()[-1:]
    link = None if final and roles.bare(final[0]) in roles.AFTER else _LINK.search(text)
    phrase = text[: link.start()] if link else text
    words = [match.group() for match in _WORD.finditer(phrase)]
    if not words or words[0].lower() in _INDEFINITE:
        return None
    last = words[-1]
    if roles.bare(last) in roles.AFTER and len(words) > 1:
        head = roles.bare(last)
    elif roles.looks_like_role(last):
        head = roles.office(last)
    else:
        return None
    pair = (roles.bare(words[-2]), roles.bare(last)) if len(words) > 1 else None
    head = _COMPOUND.get(pair, head) if pair else head
    rest = [*words[:-1], *_WORD.findall(text[link.end() :] if link else "")]
    beside = frozenset(roles.office(word.removesuffix("’s")) for word in rest)
    return Role(head, beside - _EMPTY - _DEFINITE - {head}, roles.gender(last))


def whom(text: str, profiles: Iterable[Profile]) -> Profile | None:
    """The one person of the article whose printed role a description repeats."""
    wanted = parse(text)
    if wanted is None or not is_definite(text):
        return None
    best: list[Profile] = []
    most = 0
    for profile in profiles:
        fit = _fit(wanted, profile)
        if fit > most:
            best, most = [profile], fit
        elif fit == most and fit:
            best.append(profile)
    return best[0] if len(best) == 1 else None


def _fit(wanted: Role, profile: Profile) -> int:
    """How well a person's roles answer a description: 0 for not at all."""
    if wanted.gender and profile.gender and wanted.gender != profile.gender:
        return 0
    printed = (parse(role) for role in profile.roles)
    return max((_agreement(wanted, role) for role in printed if role), default=0)


def _agreement(wanted: Role, role: Role) -> int:
    kinds = _KINDS.get(wanted.head, frozenset({wanted.head}))
    if role.head != wanted.head and role.head not in kinds:
        return 0
    if wanted.words == role.words:
        return 4
    if (wanted.words ^ role.words) & _RANKS:
        return 0
    if wanted.words <= role.words:
        return 3
    # The role was printed with nothing beside it: what the description adds may well be true.
    return 1 if not role.words else 0
