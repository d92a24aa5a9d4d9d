"""Frames into claims on the body: which characters are content, whose, with what cue.

Belongs here: tokens to spans, spans that grow to whole quoted passages. Not here: choosing between
claims, and passages that no frame reaches.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipelines.extract import phrases, subjects
from pipelines.extract.frames import Frame
from pipelines.extract.marks import Passage
from pipelines.extract.records import Span
from pipelines.extract.tree import NO_PASSAGE, Tree


@dataclass(frozen=True, slots=True)
class Claim:
    """Content with a cue and a speaker, before the claims of an article are weighed.

    `sentence` is where the cue's sentence starts, `depth` how far the cue hangs below its root;
    `modal` marks what may yet be said (`they will confirm that`).
    """

    spans: tuple[Span, ...]
    cue: Span | None
    speaker: Span | None
    passages: frozenset[int]
    shape: str
    token: int = -1
    cue_word: str = ""
    relative: Span | None = None
    sentence: int = -1
    depth: int = 0
    modal: bool = False


def claim(tree: Tree, frame: Frame, passages: Sequence[Passage], body: str) -> Claim | None:
    """The frame in body offsets; None where nothing but marks is left."""
    content = _trimmed(tree, frame.content)
    reached = {tree.passages[token] for token in content} - {NO_PASSAGE}
    pieces = [passages[number] for number in sorted(reached)]
    spans = [Span(tree.starts[t], tree.ends[t]) for t in content if not tree.stands[t]]
    spans += [Span(piece.inner_start, piece.inner_end) for piece in pieces]
    speaker = None
    if frame.source is not None:
        speaker = phrases.span(tree, frame.source)
    joined = tuple(balance(span, pieces, body) for span in join(spans, body))
    if not joined:
        return None
    if speaker is not None and any(overlaps(speaker, span) for span in joined):
        speaker = None
    return Claim(
        joined,
        tree.span(frame.cue, frame.cue),
        speaker,
        frozenset(reached),
        frame.shape,
        frame.cue,
        tree.lower[frame.cue],
        _relative(tree, frame),
        tree.starts[tree.sentence(frame.cue)[0]],
        sum(1 for _ in tree.up(frame.cue)),
        any(tree.lower[child] in _MODALS for child in tree.all(frame.cue, "aux")),
    )


_MODALS = frozenset(("will", "'ll", "may", "might", "must", "should", "could", "shall"))


def _trimmed(tree: Tree, content: Sequence[int]) -> Sequence[int]:
    """The content without a conjunction left hanging at an end."""
    first, last = 0, len(content)
    while last > first and tree.deps[content[last - 1]] in ("cc", "punct", "preconj"):
        last -= 1
    while first < last and tree.deps[content[first]] in ("cc", "punct"):
        first += 1
    return content[first:last]


def _relative(tree: Tree, frame: Frame) -> Span | None:
    pronoun = subjects.relative(tree, frame.cue)
    if pronoun is None or frame.source is None or pronoun in frame.content:
        return None
    return tree.span(pronoun, pronoun)


def overlaps(one: Span, other: Span) -> bool:
    """Whether two spans share a character."""
    return one.start < other.end and other.start < one.end


def balance(span: Span, passages: Iterable[Passage], body: str) -> Span:
    """The span with the mark at its edge where the other mark of the pair is within."""
    start, end = span
    for passage in passages:
        if start < passage.start < end <= passage.end and not _words(body, end, passage.end):
            end = passage.end
        if passage.start <= start < passage.end < end and not _words(body, passage.start, start):
            start = passage.start
    return Span(start, end)


def _words(body: str, start: int, end: int) -> bool:
    return any(char.isalnum() for char in body[start:end])


def join(spans: Iterable[Span], body: str) -> tuple[Span, ...]:
    """Spans in order, glued where only punctuation stands between, trimmed at the edges."""
    glued: list[Span] = []
    for span in sorted(span for span in spans if span.end > span.start):
        if glued and _gap_is_empty(body, glued[-1].end, span.start):
            glued[-1] = Span(glued[-1].start, max(glued[-1].end, span.end))
        else:
            glued.append(span)
    trimmed = (trim(span, body) for span in glued)
    return tuple(span for span in trimmed if span.end > span.start)


def _gap_is_empty(body: str, start: int, end: int) -> bool:
    return start >= end or not any(char.isalnum() or char == "\n" for char in body[start:end])


_EDGE = frozenset(' \t\r\xa0,;:—–―"“”„‟«»`')


def trim(span: Span, body: str) -> Span:
    """The span without white space, marks and joining punctuation at its edges."""
    start, end = span
    while start < end and (body[start] in _EDGE or body[start] in ".)]"):
        start += 1
    while end > start and (body[end - 1] in _EDGE or body[end - 1] in "(["):
        end -= 1
    return Span(start, end)
