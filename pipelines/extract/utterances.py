"""Quoted passages into utterances: each one's claim, by its own sentence or by the discourse.

Belongs here: joining the pieces of one utterance, and who speaks where no verb says so. Not here:
what a sentence spells out by itself.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from pipelines.extract import nearby
from pipelines.extract.claims import Claim, join, trim
from pipelines.extract.headlines import find_headlines
from pipelines.extract.marks import Passage
from pipelines.extract.records import Span
from pipelines.extract.transcripts import find_turns
from pipelines.extract.tree import Tree

_AND = re.compile(r"[,”\"’']{0,3} (?:and|or|but|and then|or even|and even) ")


@dataclass(slots=True)
class Scene:
    """What is known of one paragraph."""

    start: int
    end: int
    tree: Tree
    passages: list[int]
    standing: frozenset[int]
    claims: list[Claim] = field(default_factory=list)
    tail: tuple[Scene, int] | None = None
    turn: bool = False


def complete(body: str, scenes: Sequence[Scene], passages: Sequence[Passage]) -> None:
    """Every standing passage joined to the claim it belongs to, in place."""
    for number, scene in enumerate(scenes):
        before = scenes[number - 1] if number else None
        for passage in scene.passages:
            if not any(passage in claim.passages for claim in scene.claims) and not scene.turn:
                _place(body, scene, before, passage, passages[passage])


def take_turns(body: str, scenes: Sequence[Scene], passages: Sequence[Passage]) -> None:
    """The turns of a transcript as claims, whole paragraphs at a time."""
    for turn in find_turns(body, [(scene.start, scene.end) for scene in scenes]):
        spans = []
        covered: set[int] = set()
        for number in turn.lines:
            scene = scenes[number]
            scene.turn = True
            start = turn.start if number == turn.lines[0] else scene.start
            spans.append(trim(Span(start, scene.end), body))
            covered.update(scene.passages)
        told = tuple(span for span in spans if span.end > span.start)
        if told:
            claim = Claim(told, turn.colon, turn.label, frozenset(covered), "turn")
            scenes[turn.lines[0]].claims.insert(0, claim)


def take_headlines(body: str, scenes: Sequence[Scene]) -> None:
    """Headlines with a speaker beside a colon as claims."""
    for found in find_headlines(body, [(scene.start, scene.end) for scene in scenes]):
        scene = scenes[found.line]
        if not scene.turn:
            scene.turn = True
            spans = (trim(found.content, body),)
            inside = frozenset(scene.passages)
            scene.claims.append(Claim(spans, found.colon, found.speaker, inside, "headline"))


def overrule(body: str, scene: Scene, passages: Sequence[Passage]) -> None:
    """Adds the claims of verbs that directly follow a passage where the parse gave it to others."""
    for number in scene.passages:
        passage = passages[number]
        if passage.inner_end - passage.inner_start < 20 or body[passage.inner_end - 1] not in ",?!":
            continue
        named = nearby.trailing(body, scene.tree, passage)
        if named is None or any(
            number in claim.passages and claim.token == named.token for claim in scene.claims
        ):
            continue
        start = _sentence_start(scene, number, passage)
        spans = join([Span(start, passage.inner_end)], body)
        scene.claims.append(
            Claim(spans, named.cue, named.speaker, frozenset((number,)), "trailing", named.token)
        )


def _sentence_start(scene: Scene, number: int, passage: Passage) -> int:
    if number in scene.standing:
        return passage.inner_start
    tree = scene.tree
    token = scene.tree.passages.index(number)
    return min(tree.starts[tree.sentence(token)[0]], passage.inner_start)


def _place(body: str, scene: Scene, before: Scene | None, number: int, passage: Passage) -> None:
    if number not in scene.standing:
        _resume(body, scene, number, passage)
        return
    signed = nearby.signature(body, passage, scene.end)
    named = nearby.attribution(body, scene.tree, passage)
    place = _preceding(scene.claims, passage)
    if signed is not None:
        scene.claims.append(_claim(number, passage, None, signed, "signed"))
    elif named is not None and named.score >= nearby.ENOUGH:
        scene.claims.append(_claim(number, passage, named.cue, named.speaker, "nearby"))
    elif place is not None:
        scene.claims[place] = _joined(scene.claims[place], number, passage, body)
    elif before is not None and _opens(scene, passage, body):
        _follow(body, scene, before, number, passage)
    else:
        scene.claims.append(_claim(number, passage, None, None, "orphan"))


def _follow(body: str, scene: Scene, before: Scene, number: int, passage: Passage) -> None:
    """A passage that opens a paragraph and names nobody goes on from the paragraph before."""
    led = nearby.leading(body, before.tree, before.end)
    place = _preceding(before.claims, passage)
    if led is not None:
        scene.claims.append(_claim(number, passage, led.cue, led.speaker, "nearby"))
    elif place is not None:
        before.claims[place] = _joined(before.claims[place], number, passage, body)
        scene.tail = (before, place)
    elif before.tail is not None:
        origin, place = before.tail
        origin.claims[place] = _joined(origin.claims[place], number, passage, body)
        scene.tail = before.tail
    else:
        scene.claims.append(_claim(number, passage, None, None, "orphan"))


def _resume(body: str, scene: Scene, number: int, passage: Passage) -> None:
    """`"…," he said, "…"`: a passage that goes on after the words that attribute it."""
    for place, claim in enumerate(scene.claims):
        if claim.cue is not None and claim.cue.end < claim.spans[-1].end <= passage.start:
            if _AND.fullmatch(body, claim.spans[-1].end, passage.start):
                scene.claims[place] = _joined(claim, number, passage, body)
                return
    for place, claim in enumerate(scene.claims):
        edge = max((span.end for span in (claim.cue, claim.speaker) if span is not None), default=0)
        if claim.passages and 0 < edge <= passage.start and claim.spans[0].end <= edge:
            between = body[edge : passage.start]
            if len(between) < 60 and between.rstrip()[-1:] == "," and "." not in between:
                scene.claims[place] = _joined(claim, number, passage, body)
                return


def _claim(
    number: int, passage: Passage, cue: Span | None, speaker: Span | None, shape: str
) -> Claim:
    span = Span(passage.inner_start, passage.inner_end)
    return Claim((span,), cue, speaker, frozenset((number,)), shape)


def _opens(scene: Scene, passage: Passage, body: str) -> bool:
    return not body[scene.start : passage.start].strip()


def _preceding(claims: Sequence[Claim], passage: Passage) -> int | None:
    """The claim whose words or cue stand last before the passage."""
    best, at = None, -1
    for place, claim in enumerate(claims):
        ends = [span.end for span in claim.spans if span.end <= passage.start]
        if claim.cue is not None and claim.cue.end <= passage.start:
            ends.append(claim.cue.end)
        if claim.shape == "signed":
            continue
        if claim.spans[0].start < passage.start and ends and max(ends) > at:
            if claim.passages or claim.shape == "clause":
                best, at = place, max(ends)
    return best


def _joined(claim: Claim, number: int, passage: Passage, body: str) -> Claim:
    spans = join([*claim.spans, Span(passage.inner_start, passage.inner_end)], body)
    return replace(claim, spans=spans, passages=claim.passages | {number})
