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
from pipelines.extract.marks import Passage, is_title
from pipelines.extract.records import Span
from pipelines.extract.transcripts import find_turns
from pipelines.extract.tree import Tree
from pipelines.extract.verbs import SPEAKING

_AND = re.compile(
    r"[,;”\"’']{0,3} ?(?:and |or |but |even ){0,2}(?:then |also |still |yet |more )?"
    r"(?:a |an |the |as |of |for |that |not |his |her |their |to ){0,2}"
)


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
        after = scenes[number + 1] if number + 1 < len(scenes) else None
        _sign(body, scene, passages)
        for passage in scene.passages:
            if scene.turn or any(passage in claim.passages for claim in scene.claims):
                continue
            _place(body, scene, before, after, passage, passages[passage])


def _sign(body: str, scene: Scene, passages: Sequence[Passage]) -> None:
    """`"…" — Name`: a paragraph that is a quotation and its signature is one claim."""
    if not scene.passages or scene.turn:
        return
    first, last = passages[scene.passages[0]], passages[scene.passages[-1]]
    name = nearby.signature(body, last, scene.end)
    if name is not None and _opens(scene, first, body):
        spans = (Span(first.inner_start, last.inner_end),)
        scene.claims = [Claim(spans, None, name, frozenset(scene.passages), "signed")]


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
        if passage.inner_end - passage.inner_start < 20 or nearby.last_mark(body, passage) not in (
            ",",
            "?",
            "!",
        ):
            continue
        if number not in scene.standing and is_title(body, passage):
            continue
        named = nearby.trailing(body, scene.tree, passage)
        if named is None or any(
            number in claim.passages
            and claim.token == named.token
            and (number not in scene.standing or claim.spans[0].start >= passage.start)
            for claim in scene.claims
        ):
            continue
        if number in scene.standing:
            scene.claims = [
                each for each in scene.claims if not _is_overruled(each, named, passage, number)
            ]
        start = _sentence_start(scene, number, passage)
        spans = join([Span(start, passage.inner_end)], body)
        scene.claims.append(
            Claim(spans, named.cue, named.speaker, frozenset((number,)), "trailing", named.token)
        )


def _is_overruled(claim: Claim, named: nearby.Attribution, passage: Passage, number: int) -> bool:
    """Whether a claim gives the passage to the same cue, or to one farther from it."""
    if claim.token == named.token:
        return True
    later = claim.cue is not None and claim.cue.start > named.cue.start
    bare = all(passage.start <= span.start for span in claim.spans)
    return number in claim.passages and (later or bare)


def _sentence_start(scene: Scene, number: int, passage: Passage) -> int:
    if number in scene.standing:
        return passage.inner_start
    tree = scene.tree
    token = scene.tree.passages.index(number)
    return min(tree.starts[tree.sentence(token)[0]], passage.inner_start)


def _place(
    body: str,
    scene: Scene,
    before: Scene | None,
    after: Scene | None,
    number: int,
    passage: Passage,
) -> None:
    if number not in scene.standing:
        _resume(body, scene, number, passage)
        return
    signed = nearby.signature(body, passage, scene.end)
    if signed is None and after is not None and not body[passage.end : scene.end].strip():
        signed = nearby.underneath(body, after.start, after.end)
    named = nearby.attribution(body, scene.tree, passage)
    place = _preceding(scene.claims, passage)
    if signed is not None:
        scene.claims.append(_claim(number, passage, None, signed, "signed"))
    elif named is not None and named.score >= nearby.ENOUGH:
        scene.claims.append(_claim(number, passage, named.cue, named.speaker, "nearby"))
    elif place is not None:
        scene.claims[place] = _joined(scene.claims[place], number, passage, body)
    elif _opens(scene, passage, body):
        _follow(body, scene, before, number, passage)
    else:
        _introduced(body, scene, scene.tree, number, passage)


def _follow(body: str, scene: Scene, before: Scene | None, number: int, passage: Passage) -> None:
    """A passage that opens a paragraph and names nobody goes on from the paragraph before."""
    if before is None:
        scene.claims.append(_claim(number, passage, None, None, "orphan"))
        return
    led = nearby.leading(body, before.tree, before.end)
    place = _preceding(before.claims, passage)
    if place is not None and led is None and _is_aside(before.claims[place]):
        led = nearby.sentence_before(before.tree, before.end)
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
        _introduced(body, scene, before.tree, number, passage)


def _is_aside(claim: Claim) -> bool:
    """Whether a claim quotes nothing and hangs below the main verb of its sentence."""
    return not claim.passages and claim.depth > 0 and claim.shape != "clause"


def _introduced(body: str, scene: Scene, tree: Tree, number: int, passage: Passage) -> None:
    """`Smith disagreed. "…"`: the sentence before tells who speaks, if it tells of speech."""
    led = nearby.sentence_before(tree, passage.start)
    if led is not None:
        scene.claims.append(_claim(number, passage, led.cue, led.speaker, "introduced"))
    elif body[scene.start : passage.start].rstrip()[-1:] in ("", ".", "!", "?", '"', "”", ":"):
        scene.claims.append(_claim(number, passage, None, None, "orphan"))


def _resume(body: str, scene: Scene, number: int, passage: Passage) -> None:
    """`"…," he said, "…"`: a passage that goes on after the words that attribute it."""
    place = _continued(body, scene, passage)
    if place is not None:
        scene.claims[place] = _joined(scene.claims[place], number, passage, body)
        return
    if is_title(body, passage) and not _is_led(body, passage):
        return
    few = len(body[passage.inner_start : passage.inner_end].split()) < _FEW_WORDS
    named = nearby.attribution(body, scene.tree, passage)
    if named is None or named.speaker is None or not _is_near(body, named.cue, passage):
        return
    if few and not 0 < passage.start - named.cue.end <= _ADJACENT:
        return
    if named.score >= nearby.ENOUGH + (0.0 if _is_led(body, passage) else 1.0):
        scene.claims.append(_claim(number, passage, named.cue, named.speaker, "nearby"))


def _continued(body: str, scene: Scene, passage: Passage) -> int | None:
    """The claim whose content or attribution leads on to the passage."""
    for place, claim in enumerate(scene.claims):
        last = claim.spans[-1].end
        told = claim.cue is not None and claim.cue.end < last <= passage.start
        if told and _AND.fullmatch(body, last, passage.start):
            return place
    for place, claim in enumerate(scene.claims):
        edge = max((span.end for span in (claim.cue, claim.speaker) if span is not None), default=0)
        told = bool(claim.passages) and claim.spans[0].end <= edge <= passage.start
        bridged = told and _is_bridge(body[edge : passage.start])
        if bridged and not _has_subject(scene.tree, edge, passage.start):
            return place
    return None


def _is_near(body: str, cue: Span, passage: Passage) -> bool:
    """Whether a cue stands right beside a passage, or a comma or colon leads from it."""
    if cue.start >= passage.end:
        return True
    return passage.start - cue.end < 8 or _is_led(body, passage)


def _is_led(body: str, passage: Passage) -> bool:
    return body[max(0, passage.start - 3) : passage.start].rstrip()[-1:] in (",", ":")


def _is_bridge(text: str) -> bool:
    return len(text) < _FAR and bool(_GOES_ON.search(text)) and not _ENDED.search(text)


def _has_subject(tree: Tree, start: int, end: int) -> bool:
    return any(
        start <= tree.starts[index] < end and tree.deps[index] in ("nsubj", "nsubjpass")
        for index in range(len(tree))
    )


_FAR = 160
_FEW_WORDS = 4
_ADJACENT = 2
_GOES_ON = re.compile(r",[”\"’']{0,2}\s*(?:(?:but|and|or|that|because|so)(?: \w+){0,2})?\s*$")
_ENDED = re.compile(r"[a-z0-9)][.!?]\s+[A-Z]")


def _claim(
    number: int, passage: Passage, cue: Span | None, speaker: Span | None, shape: str
) -> Claim:
    span = Span(passage.inner_start, passage.inner_end)
    return Claim((span,), cue, speaker, frozenset((number,)), shape)


def _opens(scene: Scene, passage: Passage, body: str) -> bool:
    return not body[scene.start : passage.start].strip()


def _preceding(claims: Sequence[Claim], passage: Passage) -> int | None:
    """The claim that a passage goes on from: of the last sentence, the one nearest its root."""
    best: int | None = None
    rank: tuple[int, bool, int, int] | None = None
    for place, claim in enumerate(claims):
        end = max(
            (span.end for span in (*claim.spans, claim.cue) if span and span.end <= passage.start),
            default=-1,
        )
        if end < 0 or claim.spans[0].start >= passage.start or claim.shape == "signed":
            continue
        worth = bool(claim.passages) or claim.cue_word in SPEAKING
        if claim.passages or claim.shape not in _SILENT:
            mine = (max(claim.sentence, -1), worth, -claim.depth, end)
            if rank is None or mine > rank:
                best, rank = place, mine
    return best


_SILENT = frozenset(("noun clause", "noun infinitive", "noun preposition"))


def _joined(claim: Claim, number: int, passage: Passage, body: str) -> Claim:
    spans = join([*claim.spans, Span(passage.inner_start, passage.inner_end)], body)
    return replace(claim, spans=spans, passages=claim.passages | {number})
