"""One body of text into quotes and mentions: the one entry of extraction that others use.

Puts finding, mentions and names together. No rules.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from pipelines.extract import parser
from pipelines.extract.finding import find_quotes
from pipelines.extract.mentions import find_mentions
from pipelines.extract.records import Extraction, Quote
from pipelines.extract.resolution import SpeakerResolver
from pipelines.extract.restated import name_restated
from pipelines.extract.version import EXTRACTOR_VERSION

__all__ = ["EXTRACTOR_VERSION", "Extractor"]


class Extractor:
    """Finds quotes, mentions and speakers with one spaCy model, named by its package."""

    def __init__(self, model: str) -> None:
        self._nlp = parser.load(model)

    def extract(self, body: str) -> Extraction:
        """The quotes and mentions of one body of text; its lines are its paragraphs."""
        paragraphs = parser.paragraphs(self._nlp, body)
        quotes = find_quotes(self._nlp, body, paragraphs)
        mentions = find_mentions(paragraphs)
        resolver = SpeakerResolver(paragraphs, mentions)
        named = name_restated(body, _named(quotes, resolver))
        return Extraction(tuple(named), mentions)

    def extract_many(self, bodies: Iterable[str]) -> Iterator[Extraction]:
        """The extraction of each body, in order."""
        for body in bodies:
            yield self.extract(body)


def _named(quotes: Sequence[Quote], resolver: SpeakerResolver) -> list[Quote]:
    """The quotes with the speakers' names, each resolved with those before it known."""
    named = list(quotes)
    for place, quote in enumerate(quotes):
        if quote.speaker is not None:
            name = resolver.name_of(quote.speaker, named, quote)
            named[place] = replace(quote, speaker_name=name)
    return named
