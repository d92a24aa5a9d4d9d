"""What an article tells of each of its people: gender, and the roles printed with the name.

Gathers facts only; whom a pronoun or a description means is decided elsewhere.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from pipelines.extract import evidence, genders, names, pronouns, roles
from pipelines.extract.genders import Gender
from pipelines.extract.lines import Line
from pipelines.extract.records import Mention

_OFTEN = 3


@dataclass(slots=True)
class Profile:
    """One person of the article; `roles` are printed titles in the order of the text."""

    name: str
    gender: Gender | None = None
    roles: list[str] = field(default_factory=list)


def gather(lines: Sequence[Line], mentions: Sequence[Sequence[Mention]]) -> dict[str, Profile]:
    """The profile of each person by name; `mentions` are those of each line."""
    profiles: dict[str, Profile] = {}
    said: dict[str, Counter[Gender]] = defaultdict(Counter)
    tally: dict[str, Counter[Gender]] = {}
    for line, here in zip(lines, mentions, strict=True):
        people = [m for m in here if m.label == "PERSON"]
        for mention in people:
            profile = profiles.setdefault(mention.name, Profile(mention.name))
            if mention.title and mention.title not in profile.roles:
                profile.roles.append(mention.title)
            told = _told(line, mention)
            if told:
                said[mention.name][told] += 1
        pronouns.evidence(line, _stands(line, people), tally)
    for profile in profiles.values():
        profile.gender = _gender(profile, said[profile.name], tally.get(profile.name))
    return profiles


def _stands(line: Line, people: Sequence[Mention]) -> list[tuple[int, int, str]]:
    local = ((m.span.start - line.start, m.span.end - line.start, m.name) for m in people)
    return [(start, end, name) for start, end, name in local if not line.quoted(start)]


def _told(line: Line, mention: Mention) -> Gender | None:
    """What the Mr. or Ms. before this mention says."""
    word = evidence.honorific(line, mention.span.start - line.start)
    return roles.HONORIFICS.get(roles.bare(word)) if word else None


def _gender(
    profile: Profile, told: Counter[Gender], pronouns_after: Counter[Gender] | None
) -> Gender | None:
    """By Mr. or Ms., by the first name, by a word like "actress", by the pronouns after it.

    Pronouns that agree again and again outweigh the first name, which may be of either kind.
    """
    if told:
        return told.most_common(1)[0][0]
    heard = pronouns.clear(pronouns_after) if pronouns_after else None
    if heard and pronouns_after and pronouns_after[heard] >= _OFTEN:
        return heard
    words = names.key(profile.name)
    first = genders.of_first_name(words[0]) if len(words) > 1 else None
    if first:
        return first
    titled = {g for role in profile.roles for word in role.split() if (g := roles.gender(word))}
    if len(titled) == 1:
        return titled.pop()
    return (genders.of_first_name(profile.name) if len(words) == 1 else None) or heard
