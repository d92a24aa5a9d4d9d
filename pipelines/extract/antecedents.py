"""Reads an article once, from the top, and remembers who is spoken of where.

Names, pronouns already understood and descriptions all enter memory, so that "he" four sentences
on still finds its man. The scoring is the stage's; here stands what enters it, and when an answer
is good enough to be given.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence

from pipelines.extract import descriptions, prominence, pronouns, roles, strangers
from pipelines.extract.genders import Gender
from pipelines.extract.lines import Line
from pipelines.extract.profiles import Profile
from pipelines.extract.records import Mention
from pipelines.extract.stage import Stage, Standing

_THE = re.compile(r"\b[Tt]he(?=\s)")
_WORD = re.compile(r"\s+([\w.’'-]+)")
_LONGEST_ROLE = 5
_GROUPS = frozenset({"ORG", "GPE"})
_LEAST = 0.0
_MARGIN = 0.1
_WIDE_MARGIN = 1.0


class Antecedents:
    """The memory of one article, and the answers for its personal pronouns."""

    def __init__(
        self,
        lines: Sequence[Line],
        mentions: Sequence[Sequence[Mention]],
        profiles: Mapping[str, Profile],
    ) -> None:
        self._lines = lines
        self._profiles = profiles
        self._mentions = mentions
        self._people, self._groups = Stage(), Stage()
        self._first_sentence = list(_counted(lines))
        for at, here in enumerate(mentions):
            self._read(at, here)

    def singular(
        self, at: int, offset: int, word: str, previous: tuple[int, int, str] | None
    ) -> str | None:
        """Whom "he" or "she" means in a line, at an offset of the line.

        `previous` is who spoke last: the line, the offset there, and the name.
        """
        also = []
        if previous and previous[2] in self._profiles:
            also.append(self._place(*previous, prominence.SPEAKS))
        name = self._singular(at, offset, word, also)
        return None if name and strangers.noun(name) else name

    def _singular(
        self, at: int, offset: int, word: str, also: Sequence[Standing] = ()
    ) -> str | None:
        gender = pronouns.SINGULAR[word]
        place = self._place(at, offset)
        line, end = self._lines[at], offset + len(word)
        adds = pronouns.adds(line, offset, end)
        object_of = pronouns.object_of(line, end, self._mentions[at])

        def fits(standing: Standing) -> bool:
            if standing.name == object_of or (adds and standing.sentence == place.sentence):
                return False
            known = self._gender(standing.name)
            return known is None or known == gender

        return _clearest(self._people.ranked(place, fits, also))

    def _gender(self, name: str) -> Gender | None:
        stranger = strangers.noun(name)
        return roles.gender(stranger) if stranger else self._profiles[name].gender

    def neuter(self, at: int, offset: int) -> str | None:
        """What organization or country, named before as a subject, "it" means."""

        def fits(standing: Standing) -> bool:
            return standing.weight >= prominence.EMBEDDED

        return _clearest(self._groups.ranked(self._place(at, offset), fits))

    def _place(self, at: int, offset: int, name: str = "", weight: float = 0.0) -> Standing:
        line = self._lines[at]
        sentence = self._first_sentence[at] + line.sentence(offset)
        return Standing(line.start + offset, at, sentence, name, weight)

    def _read(self, at: int, here: Sequence[Mention]) -> None:
        line = self._lines[at]
        for start, end, mention in sorted(_events(line, here), key=lambda event: event[:2]):
            if line.quoted(start):
                continue
            if mention is not None:
                self._name(at, mention)
            elif line.text[start:end].lower() in pronouns.SINGULAR:
                name = self._singular(at, start, line.text[start:end].lower())
                self._enter(self._people, at, start, end, name)
            else:
                self._description(at, start, end)

    def _description(self, at: int, start: int, end: int) -> None:
        """One who is described enters by name; one whom no name is given for, as a stranger."""
        line = self._lines[at]
        described = descriptions.whom(line.text[start:end], self._profiles.values())
        if described is not None:
            self._enter(self._people, at, start, end, described.name)
        elif strangers.is_one(line, start, end):
            self._enter(self._people, at, start, end, strangers.name(line.text[start:end]))

    def _name(self, at: int, mention: Mention) -> None:
        line = self._lines[at]
        start, end = mention.span.start - line.start, mention.span.end - line.start
        if mention.label == "PERSON":
            self._enter(self._people, at, _phrase_start(line, start, mention), end, mention.name)
        elif mention.label in _GROUPS:
            self._enter(self._groups, at, _phrase_start(line, start, mention), end, mention.name)

    def _enter(self, stage: Stage, at: int, start: int, end: int, name: str | None) -> None:
        if name is not None:
            weight = prominence.of_name(self._lines[at], start, end)
            stage.enter(self._place(at, start, name, weight))


Event = tuple[int, int, Mention | None]


def _events(line: Line, here: Sequence[Mention]) -> Iterator[Event]:
    """What may enter memory from a line: names, pronouns that are subjects, descriptions."""
    starts = set()
    for mention in here:
        start = mention.span.start - line.start
        starts.add(start)
        yield start, mention.span.end - line.start, mention
    for match in pronouns.SUBJECT.finditer(line.text):
        yield match.start(), match.end(), None
    known = {(start, end) for start, end in _described(line) if end + 1 not in starts}
    for start, end in sorted(known.union(strangers.find(line))):
        yield start, end, None


def _described(line: Line) -> Iterator[tuple[int, int]]:
    """Where "the" and a role stand: "the former Kremlin spokesman"."""
    for article in _THE.finditer(line.text):
        end = last = article.end()
        for _ in range(_LONGEST_ROLE):
            word = _WORD.match(line.text, last)
            if word is None:
                break
            last = word.end()
            if roles.is_role(word.group(1)):
                end = last
            elif not (roles.goes_before(word.group(1)) or word.group(1)[0].isupper()):
                break
        if end > article.end():
            yield article.start(), end


def _phrase_start(line: Line, start: int, mention: Mention) -> int:
    """Where a name begins with its title, so that the verb before both can be seen."""
    if mention.title:
        low = max(0, start - len(mention.title) - 2)
        found = line.text.find(mention.title, low, start)
        if found >= 0:
            return found
    words = line.before(start)
    return words[0].start() if words and roles.is_honorific(words[0].group()) else start


def _counted(lines: Sequence[Line]) -> Iterator[int]:
    """The number of each line's first sentence, sentences inside quotation marks not counted."""
    total = 0
    for line in lines:
        yield total
        total += max(1, len(line.sentences))


def _clearest(ranked: Sequence[tuple[float, str]]) -> str | None:
    """The first, where it is clearly before the second; the less likely, the more clearly."""
    if not ranked:
        return None
    score, name = ranked[0]
    lead = score - ranked[1][0] if len(ranked) > 1 else math.inf
    return name if lead >= (_MARGIN if score >= _LEAST else _WIDE_MARGIN) else None
