"""One paragraph with its tokens, words, sentences and quoted stretches reachable by character.

Measures text only: what is a name, a role or a speaker is decided elsewhere. Offsets here count
from the start of the paragraph.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import cached_property

from spacy.tokens import Doc

from pipelines.extract.marks import find_passages
from pipelines.extract.parser import Paragraph

_STOP = re.compile(r"[.!?][\"'”’)\]]*\s+(?=[\"'“‘(\[]?[A-Z])")
_ABBREVIATED = re.compile(
    r"\b(?:[A-Z]|Mr|Mrs|Ms|Dr|Sen|Rep|Reps|Sens|Gov|Gen|St|Sr|vs|No|Col|Lt|Sgt|Prof|Rev|Capt)$"
)
_PRINTED = re.compile(r"\S+")
WORD = re.compile(r"[^\W_]\w*(?:(?:[.&]|['’](?!s\b)|-(?=[A-Z0-9]))\w+)*(?:(?<=\.[A-Za-z])\.)?")
_LETTERS = re.compile(r"[^\W\d_]")
_SMALL = frozenset({
    "a", "an", "the", "and", "but", "or", "nor", "for", "of", "in", "on", "at", "to", "by", "with",
    "from", "as", "vs", "vs.", "over", "into", "after", "than",
})  # fmt: skip
_LONGEST_WINDOW = 160
_LONG_HEADLINE = 5


class Line:
    """A paragraph of the body, read by offset into its own text."""

    def __init__(self, paragraph: Paragraph) -> None:
        self.start = paragraph.start
        self.doc: Doc = paragraph.doc
        self.text: str = paragraph.text
        self._before: dict[int, list[re.Match[str]]] = {}

    def before(self, offset: int) -> list[re.Match[str]]:
        """The words before an offset, nearest first, as far as a title may reach."""
        words = self._before.get(offset)
        if words is None:
            low = max(0, offset - _LONGEST_WINDOW)
            words = list(_PRINTED.finditer(self.text, low, offset))[::-1]
            self._before[offset] = words
        return words

    @cached_property
    def words(self) -> list[re.Match[str]]:
        """The words with no marks around them and no possessive, abbreviations with their stop."""
        return list(WORD.finditer(self.text))

    def after(self, offset: int) -> str:
        """The text after an offset, as far as an apposition may reach."""
        return self.text[offset : offset + _LONGEST_WINDOW]

    def quoted(self, offset: int) -> bool:
        """Whether an offset lies between quotation marks."""
        return _within(self.quotations, offset)

    def unquoted(self, offset: int) -> int:
        """Where the last quotation before an offset ends, or 0."""
        at = bisect_right(self.quotations, (offset, 0)) - 1
        return min(self.quotations[at][1], offset) if at >= 0 else 0

    @cached_property
    def quotations(self) -> list[tuple[int, int]]:
        """Stretches between quotation marks, an unclosed one running to the end."""
        return [(passage.start, passage.end) for passage in find_passages(self.text)]

    @cached_property
    def sentences(self) -> list[int]:
        """Where each sentence starts, those inside quotation marks not counted."""
        stops = _STOP.finditer(self.text)
        starts = (s.end() for s in stops if not self._abbreviated(s.start()))
        return [0, *(start for start in starts if not self.quoted(start - 1))]

    def opens(self, offset: int) -> bool:
        """Whether a sentence starts at an offset."""
        return self.sentences[self.sentence(offset)] == offset

    def _abbreviated(self, stop: int) -> bool:
        return bool(_ABBREVIATED.search(self.text[max(0, stop - 5) : stop]))

    def sentence(self, offset: int) -> int:
        """Which sentence of the paragraph an offset lies in."""
        return max(0, bisect_right(self.sentences, offset) - 1)

    @cached_property
    def titled(self) -> bool:
        """Whether this is a headline: its words are in capitals, but for the small ones."""
        words = [word for word in self.text.split() if _LETTERS.match(word)]
        words = [word for word in words if word.lower() not in _SMALL]
        capital = sum(word[0].isupper() for word in words)
        if self.text.rstrip().endswith((".", '."', ".”", ".'")):
            return len(words) >= _LONG_HEADLINE and capital > 0.9 * len(words)
        return capital > 0.7 * len(words)


def _within(stretches: Sequence[tuple[int, int]], offset: int) -> bool:
    at = bisect_right(stretches, (offset, 1 << 60)) - 1
    return at >= 0 and stretches[at][0] <= offset < stretches[at][1]
