"""One body of text into quotes and mentions: puts the steps of extraction together, no rules.

`Extractor(model).extract(body)` is the one entry that other stages use.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from pipelines.extract import outline, parser
from pipelines.extract.claims import Claim, claim
from pipelines.extract.frames import find_frames
from pipelines.extract.marks import Passage, find_passages
from pipelines.extract.nominal import find_nominal
from pipelines.extract.records import Extraction, Quote, QuoteKind, Span
from pipelines.extract.selection import select
from pipelines.extract.utterances import Scene, complete, overrule

EXTRACTOR_VERSION = "1"
"""Changes whenever the output does, so that what an older version made is made again."""

_WORD = re.compile(r"\w+")


class Extractor:
    """Finds the quotes and mentions of a body with one spaCy model."""

    def __init__(self, model: str) -> None:
        self._nlp = parser.load(model)

    def extract(self, body: str) -> Extraction:
        """The quotes and mentions of one body of text; lines are its paragraphs."""
        return Extraction(tuple(find_quotes(self._nlp, body)), ())

    def extract_many(self, bodies: Iterable[str]) -> Iterator[Extraction]:
        """The extraction of each body, in order."""
        for body in bodies:
            yield self.extract(body)


def find_quotes(nlp: parser.Language, body: str) -> list[Quote]:
    """All quotes of the body in order of their first character."""
    passages = find_passages(body)
    scenes = read(nlp, body, passages)
    for scene in scenes:
        frames = [*find_frames(scene.tree), *find_nominal(scene.tree)]
        found = (claim(scene.tree, frame, passages, body) for frame in frames)
        scene.claims.extend(each for each in found if each is not None)
        overrule(body, scene, passages)
        scene.claims = select(scene.claims)
    complete(body, scenes, passages)
    quotes = [
        _quote(each, number, passages, body)
        for number, scene in enumerate(scenes)
        for each in scene.claims
    ]
    return sorted(quotes, key=lambda quote: (quote.spans, quote.speaker or Span(0, 0)))


def read(nlp: parser.Language, body: str, passages: Sequence[Passage]) -> list[Scene]:
    """The paragraphs of the body, parsed."""
    lines = list(parser.lines(body))
    outlines, inside = [], []
    at = 0
    for start, text in lines:
        end = start + len(text)
        mine = []
        while at < len(passages) and passages[at].start < end:
            mine.append((at, passages[at]))
            at += 1
        inside.append([number for number, _ in mine])
        outlines.append(outline.outline(body, start, end, mine))
    return [
        Scene(start, start + len(text), tree, numbers, each.standing)
        for (start, text), tree, numbers, each in zip(
            lines, outline.trees(nlp, outlines), inside, outlines, strict=True
        )
    ]


def _quote(claim: Claim, paragraph: int, passages: Sequence[Passage], body: str) -> Quote:
    kind = _kind(claim, passages, body)
    return Quote(kind, claim.spans, claim.cue, claim.speaker, None, paragraph, 0.5)


def _kind(claim: Claim, passages: Sequence[Passage], body: str) -> QuoteKind:
    quoted = total = 0
    inner = [passages[number] for number in sorted(claim.passages)]
    for span in claim.spans:
        for match in _WORD.finditer(body, *span):
            length = match.end() - match.start()
            total += length
            if any(each.inner_start <= match.start() < each.inner_end for each in inner):
                quoted += length
    if quoted >= 0.95 * total:
        return "direct"
    return "mixed" if quoted >= 0.05 * total else "indirect"
