"""Lines of raw text that remember where each of their characters came from.

What a line or paragraph means (headline, chrome, dateline) is decided elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

# Everything str.splitlines() ends a line at.
BREAKS = "\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"
# Characters with no shape of their own: they break words and hide text, and lone surrogates
# cannot be stored. The joiners U+200C and U+200D stay, because Persian and emoji need them.
_HIDDEN = (
    "\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\xad\u200b\u2060\u202a-\u202e\u2066-\u2069"
    "\ufeff\ufff9-\ufffb\ud800-\udfff"
)
_LINE = re.compile(f"[^{BREAKS}]+")
_HIDDEN_RUN = re.compile(f"[{_HIDDEN}]+")
# One white space stands for a run of it, so all of a run but its first character is superfluous.
_SUPERFLUOUS = re.compile(rf"(?<=\s)[\s{_HIDDEN}]+|[{_HIDDEN}]+")


class Piece(NamedTuple):
    """`length` characters at `at` in the passage that stand at `raw` in the raw text."""

    at: int
    raw: int
    length: int


@dataclass(frozen=True, slots=True)
class Passage:
    """A line or paragraph: its text, and the pieces of raw text it is made of."""

    text: str
    pieces: tuple[Piece, ...]

    def without_first(self, count: int) -> Passage:
        """What is left when `count` characters and the white space after them are taken off."""
        text = self.text[count:].lstrip()
        cut = len(self.text) - len(text)
        kept = (_shifted(piece, cut) for piece in self.pieces if piece.at + piece.length > cut)
        return Passage(text, tuple(kept))


def _shifted(piece: Piece, cut: int) -> Piece:
    lost = max(0, cut - piece.at)
    return Piece(piece.at + lost - cut, piece.raw + lost, piece.length - lost)


def lines(raw: str) -> Iterator[Passage]:
    """The lines that are not blank, without margins, hidden characters and repeated spaces."""
    for match in _LINE.finditer(raw):
        text = match.group()
        if _has_superfluous(text):
            passage = _visible(raw, match.start(), match.end())
        else:
            stripped = text.strip()
            start = match.start() + len(text) - len(text.lstrip())
            passage = Passage(stripped, (Piece(0, start, len(stripped)),))
        if passage.text:
            yield passage


def _has_superfluous(line: str) -> bool:
    # Most lines need no search: what is hidden is not printable, nor is any white space but " ".
    if line.isprintable():
        return "  " in line
    return _SUPERFLUOUS.search(line) is not None


def _visible(raw: str, start: int, end: int) -> Passage:
    runs: list[tuple[int, int]] = []
    for match in _SUPERFLUOUS.finditer(raw, start, end):
        runs.append((start, match.start()))
        start = match.end()
    runs.append((start, end))
    return _passage(raw, _single_spaced(raw, runs))


def _single_spaced(raw: str, runs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The runs without margins, and with one space at most where two of them meet."""
    kept: list[tuple[int, int]] = []
    after_space = True
    for start, end in runs:
        if after_space:
            start = end - len(raw[start:end].lstrip())
        if start < end:
            kept.append((start, end))
            after_space = raw[end - 1].isspace()
    if kept:
        start, end = kept[-1]
        end = start + len(raw[start:end].rstrip())
        kept[-1:] = [(start, end)] if start < end else []
    return kept


def _passage(raw: str, runs: list[tuple[int, int]]) -> Passage:
    pieces: list[Piece] = []
    at = 0
    for start, end in runs:
        pieces.append(Piece(at, start, end - start))
        at += end - start
    return Passage("".join(raw[start:end] for start, end in runs), tuple(pieces))


def joined(passages: Iterable[Passage]) -> Passage:
    """The lines of one wrapped paragraph as one passage.

    The space that stands for a line break has no place in the raw text. None is put after a
    hyphen, where a word was broken.
    """
    texts: list[str] = []
    pieces: list[Piece] = []
    at = 0
    for passage in passages:
        if texts and not texts[-1].endswith("-"):
            texts.append(" ")
            at += 1
        texts.append(passage.text)
        pieces.extend(Piece(at + piece.at, piece.raw, piece.length) for piece in passage.pieces)
        at += len(passage.text)
    return Passage("".join(texts), tuple(pieces))


def visible_text(text: str) -> str | None:
    """One line of given text (a title in metadata) cleaned in the same way; None where empty."""
    return " ".join(_HIDDEN_RUN.sub("", text).split()) or None
