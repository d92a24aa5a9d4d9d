"""All quotes of one body, without names: marks, outlines, frames, discourse, in that order.

Belongs here: the order of the steps. Not here: rules, and who a pronoun is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from spacy.language import Language

from pipelines.extract import outline
from pipelines.extract.claims import Claim, claim
from pipelines.extract.confidence import confidence, is_attitude
from pipelines.extract.frames import find_frames
from pipelines.extract.marks import Passage, find_passages
from pipelines.extract.nominal import find_nominal
from pipelines.extract.parser import Paragraph
from pipelines.extract.records import Quote, QuoteKind, Span
from pipelines.extract.selection import select
from pipelines.extract.utterances import Scene, complete, overrule, take_headlines, take_turns

_WORD = re.compile(r"\w+")
_LETTER = re.compile(r"[^\W_]")
_DIRECT = 0.95
_MIXED = 0.05


def find_quotes(nlp: Language, body: str, paragraphs: Sequence[Paragraph]) -> list[Quote]:
    """The quotes of the body in order of their first character, speakers not yet named."""
    passages = find_passages(body)
    scenes = _read(nlp, body, passages, paragraphs)
    take_turns(body, scenes, passages)
    take_headlines(body, scenes)
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
        for each in map(partial(_worded, body), scene.claims)
        if each.spans
    ]
    return sorted(quotes, key=lambda quote: (quote.spans, quote.speaker or Span(0, 0)))


def _read(
    nlp: Language, body: str, passages: Sequence[Passage], paragraphs: Sequence[Paragraph]
) -> list[Scene]:
    """The paragraphs of the body, parsed."""
    lines = [(each.start, each.start + len(each.text)) for each in paragraphs]
    outlines: list[outline.Outline] = []
    inside: list[list[int]] = []
    at = 0
    for start, end in lines:
        mine: list[tuple[int, Passage]] = []
        while at < len(passages) and passages[at].start < end:
            mine.append((at, passages[at]))
            at += 1
        inside.append([number for number, _ in mine])
        outlines.append(outline.outline(body, start, end, mine))
    trees = outline.trees(nlp, outlines, paragraphs)
    return [
        Scene(start, end, tree, numbers, each.standing)
        for (start, end), tree, numbers, each in zip(lines, trees, inside, outlines, strict=True)
    ]


def _worded(body: str, claim: Claim) -> Claim:
    """The claim without pieces that hold no word.

    The verb of the words that stand for a passage is printed nowhere, and no one is its subject.
    """
    spans = tuple(span for span in claim.spans if _LETTER.search(body, *span))
    if claim.cue is not None and claim.cue.start == claim.cue.end:
        return replace(claim, spans=spans, cue=None, speaker=None)
    return replace(claim, spans=spans)


def _quote(claim: Claim, paragraph: int, passages: Sequence[Passage], body: str) -> Quote:
    kind = _kind(claim, passages, body)
    return Quote(
        kind=kind,
        spans=claim.spans,
        cue=claim.cue,
        speaker=_outside(claim.speaker, claim.spans),
        speaker_name=None,
        paragraph=paragraph,
        confidence=confidence(claim, kind),
        speaker_relative=claim.relative,
        attitude=is_attitude(claim, kind),
    )


def _outside(speaker: Span | None, spans: Sequence[Span]) -> Span | None:
    """The speaker, unless a stray mark has put those words among the ones said."""
    if speaker and any(span.start < speaker.end and speaker.start < span.end for span in spans):
        return None
    return speaker


def _kind(claim: Claim, passages: Sequence[Passage], body: str) -> QuoteKind:
    quoted = total = 0
    inner = [passages[number] for number in sorted(claim.passages)]
    for span in claim.spans:
        for match in _WORD.finditer(body, *span):
            length = match.end() - match.start()
            total += length
            if any(each.inner_start <= match.start() < each.inner_end for each in inner):
                quoted += length
    if quoted >= _DIRECT * total:
        return "direct"
    return "mixed" if quoted >= _MIXED * total else "indirect"
