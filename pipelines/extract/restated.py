"""Names a speaker who is only described by who says the same elsewhere in the article.

A lead often gives the words of the standfirst again, from "one of her aides". Not here: whom a
description or a pronoun means.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pipelines.extract.records import Quote

_WORD = re.compile(r"\w+")
_FEWEST_WORDS = 8
_SAME = 0.7
"""Share of words, of those in either, from which two long quotes are taken for the same words."""


def name_restated(body: str, quotes: Sequence[Quote]) -> list[Quote]:
    """The quotes, where those without a name have that of the one speaker who says the same."""
    if all(quote.speaker_name for quote in quotes):
        return list(quotes)
    said = [_words(body, quote) for quote in quotes]
    named = [number for number, quote in enumerate(quotes) if quote.speaker_name]
    return [
        quote
        if quote.speaker_name or quote.speaker is None
        else _named(number, quotes, said, named)
        for number, quote in enumerate(quotes)
    ]


def _named(
    number: int, quotes: Sequence[Quote], said: Sequence[frozenset[str]], named: Sequence[int]
) -> Quote:
    names = {quotes[other].speaker_name for other in named if _same(said[number], said[other])}
    return replace(quotes[number], speaker_name=names.pop()) if len(names) == 1 else quotes[number]


def _same(one: frozenset[str], other: frozenset[str]) -> bool:
    if min(len(one), len(other)) < _FEWEST_WORDS:
        return False
    return len(one & other) >= _SAME * len(one | other)


def _words(body: str, quote: Quote) -> frozenset[str]:
    return frozenset(
        match.group().lower()
        for span in quote.spans
        for match in _WORD.finditer(body, span.start, span.end)
    )
