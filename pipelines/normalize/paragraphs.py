"""Lines into paragraphs: finds out whether a text was wrapped at a column, and unwraps it.

Nothing is removed here but line breaks.
"""

from __future__ import annotations

import re
from itertools import groupby, pairwise

from pipelines.normalize.passage import BREAKS, Passage, joined, lines

_BREAK = re.compile(rf"\r\n|[{BREAKS}]")
_NARROWEST, _WIDEST = 40, 130
_FEWEST_FULL_LINES = 3


def paragraphs(raw: str) -> list[Passage]:
    """The paragraphs of a text, each one passage.

    A line is a paragraph, unless the text was wrapped: then the lines between two blank lines
    are one, as far as each is full, that is, had no room for the first word of the next.
    """
    found = list(lines(raw))
    if not any(len(line.text) > _WIDEST for line in found):
        blocks = _blocks(raw, found)
        width = _width(blocks)
        if width is not None:
            return [paragraph for block in blocks for paragraph in _unwrapped(block, width)]
    return found


def _blocks(raw: str, found: list[Passage]) -> list[list[Passage]]:
    """The lines grouped by the blank lines between them."""
    number = 0
    numbers = [0] * len(found)
    for index, (line, following) in enumerate(pairwise(found), start=1):
        last = line.pieces[-1]
        gap = raw[last.raw + last.length : following.pieces[0].raw]
        number += len(_BREAK.findall(gap)) > 1
        numbers[index] = number
    grouped = groupby(zip(numbers, found, strict=True), key=lambda pair: pair[0])
    return [[line for _, line in block] for _, block in grouped]


def _width(blocks: list[list[Passage]]) -> int | None:
    """The column the text was wrapped at, or None where lines end where their writer ended them."""
    long_blocks = [block for block in blocks if len(block) >= _FEWEST_FULL_LINES]
    width = max((len(line.text) for block in long_blocks for line in block), default=0)
    if width < _NARROWEST:
        return None
    pairs = [pair for block in long_blocks for pair in pairwise(block)]
    full = [following for line, following in pairs if _is_full(line, following, width)]
    # Short lines of a menu may look full, but each of them begins with a capital.
    broken = sum(following.text[0].islower() for following in full)
    is_wrapped = 2 * len(full) >= len(pairs) and 2 * broken >= len(full)
    return width if broken >= _FEWEST_FULL_LINES and is_wrapped else None


def _is_full(line: Passage, following: Passage, width: int) -> bool:
    first_word = following.text.split(maxsplit=1)[0]
    return len(line.text) + 1 + len(first_word) > width


def _unwrapped(block: list[Passage], width: int) -> list[Passage]:
    found: list[Passage] = []
    pending = [block[0]]
    for line, following in pairwise(block):
        if not _is_full(line, following, width):
            found.append(joined(pending))
            pending = []
        pending.append(following)
    found.append(joined(pending))
    return found
