"""The full name of a printed speaker, found in the article itself, or None.

Sorts the printed words into names, pronouns, relative pronouns and descriptions and asks the
module that knows each. Which words are the speaker of a quote is decided elsewhere.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from pipelines.extract import descriptions, organizations, profiles, pronouns, relatives, speakers
from pipelines.extract.antecedents import Antecedents
from pipelines.extract.lines import Line
from pipelines.extract.parser import Paragraph
from pipelines.extract.records import Mention, Quote, Span

_FEW_NAMES = 4
_NEIGHBOURS = 6
_WITHIN = 2
_LOOK_BACK = 40


class SpeakerResolver:
    """Answers for the speakers of one article."""

    def __init__(self, paragraphs: Sequence[Paragraph], mentions: Sequence[Mention]) -> None:
        self._lines = [Line(paragraph) for paragraph in paragraphs]
        self._starts = [line.start for line in self._lines]
        self._mentions = sorted(mentions, key=lambda m: m.span)
        self._mention_starts = [m.span.start for m in self._mentions]
        here = [self._inside(line.start, line.start + len(line.text)) for line in self._lines]
        self._profiles = profiles.gather(self._lines, here)
        self._antecedents = Antecedents(self._lines, here, self._profiles)

    def name_of(
        self, speaker: Span, quotes: Sequence[Quote] = (), quote: Quote | None = None
    ) -> str | None:
        """The fullest name the article gives for the speaker printed at a span.

        `quotes` are the article's in order, with the speakers' names where already known: who
        spoke last is likelier to go on. `quote` is the one whose speaker is asked for.
        """
        at = bisect_right(self._starts, speaker.start) - 1
        if at < 0 or speaker.end <= speaker.start:
            return None
        line = self._lines[at]
        text = line.text[speaker.start - line.start : speaker.end - line.start]
        word = text.strip().lower()
        if word in pronouns.SINGULAR:
            previous = self._previous(at, speaker, quotes, quote)
            return self._antecedents.singular(at, speaker.start - line.start, word, previous)
        if word in pronouns.NEUTER:
            return self._antecedents.neuter(at, speaker.start - line.start)
        if word in pronouns.RELATIVE:
            return self._relative(line, speaker.start)
        if not word or word in pronouns.OPEN:
            return None
        return self._named_or_described(text, speaker)

    def _named_or_described(self, text: str, speaker: Span) -> str | None:
        found = speakers.head(text, speaker.start, self._inside(speaker.start, speaker.end))
        if found is not None:
            return found.name
        described = descriptions.whom(text, self._profiles.values())
        if described is not None:
            return described.name
        before = bisect_left(self._mention_starts, speaker.start)
        return organizations.whom(text, self._mentions[max(0, before - _LOOK_BACK) : before])

    def _relative(self, line: Line, offset: int) -> str | None:
        end = bisect_left(self._mention_starts, offset)
        low = bisect_left(self._mention_starts, line.start)
        before = self._mentions[max(low, end - _FEW_NAMES) : end][::-1]
        return relatives.whom(line, offset - line.start, before, self._profiles.values())

    def _previous(
        self, at: int, speaker: Span, quotes: Sequence[Quote], quote: Quote | None
    ) -> tuple[int, int, str] | None:
        """Who spoke last before these words, if not long before: line, offset in it, name."""
        end = bisect_left(quotes, speaker.start, key=lambda q: q.spans[0].start)
        for other in reversed(quotes[max(0, end - _NEIGHBOURS) : end]):
            if other == quote or other.speaker is None or other.speaker_name is None:
                continue
            if other.kind == "indirect":
                continue
            line = bisect_right(self._starts, other.speaker.start) - 1
            if other.speaker.start < speaker.start and at - line <= _WITHIN:
                return line, other.speaker.start - self._starts[line], other.speaker_name
        return None

    def _inside(self, start: int, end: int) -> list[Mention]:
        low = bisect_left(self._mention_starts, start)
        high = bisect_left(self._mention_starts, end)
        return [mention for mention in self._mentions[low:high] if mention.span.end <= end]
