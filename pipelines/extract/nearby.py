"""The cue and speaker of a quoted passage that no clause contains, from the words around it.

Belongs here: `"…," she said`, `Smith put it this way: "…"`, `NAME: "…"`, `"…" — Name`, weighed
against each other. Not here: utterances that go on from an earlier sentence.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipelines.extract import phrases, subjects
from pipelines.extract.marks import Passage
from pipelines.extract.records import Span
from pipelines.extract.tree import NO_PASSAGE, Tree
from pipelines.extract.verbs import CORE_SPEECH, SPEAKING, VERBS

_BREAKS = frozenset((".", "!", "?", ";"))
_TURNS = frozenset(("while", "but", "as", "and", "because", "when", "which", "where", "though"))
_DASH_NAME = re.compile(
    r"\s*[–—―]\s*((?:[A-Z][\w.’'-]*|of|de|van|von|la|al)(?: +(?:[A-Z][\w.’'-]*|of|de|van|von))*)"
)
_REACH = 18
_CLOSE = 4


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who is named beside a passage, and by which word; `token` is the cue's."""

    cue: Span
    speaker: Span | None
    score: float
    token: int = -1


def attribution(body: str, tree: Tree, passage: Passage) -> Attribution | None:
    """The best attribution beside the passage, None where nothing near it looks like one."""
    found = [*_after(body, tree, passage), *_before(body, tree, passage.start)]
    best = max(found, key=lambda each: each.score, default=None)
    if best is None or best.score < ENOUGH:
        return _label(body, tree.starts[0], passage.start) or best
    return best


def leading(body: str, tree: Tree, end: int) -> Attribution | None:
    """The attribution that ends a paragraph with a colon, for a quotation in the next."""
    if body[:end].rstrip()[-1:] != ":":
        return None
    best = max(_before(body, tree, end), key=lambda each: each.score, default=None)
    return best or _label(body, tree.starts[0], end)


def trailing(body: str, tree: Tree, passage: Passage) -> Attribution | None:
    """`…," Smith said` right after a passage: strong enough to overrule the parse."""
    best = max(_after(body, tree, passage), key=lambda each: each.score, default=None)
    if best is None or best.score < _CERTAIN or best.speaker is None:
        return None
    return best if best.speaker.start >= passage.end else None


ENOUGH = 2.5
_CERTAIN = 4.9
_LEAD = r"(?:^|[.!?…][\"”’]?\s+| [-–—] |[–—])"
_LABEL = re.compile(_LEAD + r"([A-Z][^.!?:;\n“”\"]{1,60}):\s*$")
_WHOLE_LABEL = re.compile(r"([A-Z][^:\n“”\"]{1,60}):\s*$")


def _label(body: str, start: int, end: int) -> Attribution | None:
    """`Smith: "…"`, `Smith's reply - Daily Planet: "…"`: the name before a colon."""
    match = _LABEL.search(body[max(start, end - 80) : end])
    if match is None and end - start < 70:
        match = _WHOLE_LABEL.match(body[start:end])
    if match is None:
        return None
    name = re.split(r" [-–—] |[–—]", match.group(1))[-1]
    if not name[:1].isupper() or len(name.split()) > 6:
        return None
    stop = len(body[:end].rstrip()) - 1
    stop = stop - (len(body[:stop]) - len(body[:stop].rstrip()))
    return Attribution(Span(stop, stop + 1), Span(stop - len(name), stop), ENOUGH)


def _after(body: str, tree: Tree, passage: Passage) -> Iterator[Attribution]:
    if not _goes_on(body, passage):
        return
    tokens = _following(tree, passage.end)
    for place, index in enumerate(tokens):
        score = _strength(tree, index)
        if score:
            speaker = subjects.subject(tree, index)
            if speaker is None or tree.stands[speaker]:
                speaker = subjects.beside(tree, index)
            yield _made(tree, index, speaker, score + 2.0 - 0.15 * place)
    if last_mark(body, passage) == ",":
        yield from _misread(tree, tokens)


def _misread(tree: Tree, tokens: Sequence[int]) -> Iterator[Attribution]:
    """`…," a woman in the crowd shouts`: a verb at the end that was taken for a noun."""
    if len(tokens) > 1 and tree.lower[tokens[-1]] in SPEAKING:
        last = tokens[-1]
        yield Attribution(tree.span(last, last), tree.span(tokens[0], tokens[-2]), ENOUGH, last)


def last_mark(body: str, passage: Passage) -> str:
    """The last character of a passage, closing marks of passages within it left aside."""
    return body[passage.inner_start : passage.inner_end].rstrip("’' ")[-1:]


def _goes_on(body: str, passage: Passage) -> bool:
    """Whether the sentence goes on after the passage."""
    last = last_mark(body, passage)
    following = body[passage.end : passage.end + 2].lstrip()[:1]
    if last == "." and following.isupper():
        return False
    return last in tuple(",?!—–-.…") or following in (",", "—", "–", "-") or following.islower()


def _following(tree: Tree, edge: int) -> list[int]:
    """The tokens of the clause that starts at an offset."""
    tokens: list[int] = []
    first = bisect_left(tree.starts, edge)
    if tree.lower[first : first + 1] == ["as"] and "it" in tree.lower[first : first + _CLOSE * 2]:
        first += 1
    for index in range(first, len(tree)):
        word = tree.lower[index]
        if tree.stands[index] or len(tokens) >= _REACH or word in _BREAKS or word in _TURNS:
            break
        tokens.append(index)
    return tokens


def _before(body: str, tree: Tree, edge: int) -> Iterator[Attribution]:
    lead = body[max(0, edge - 3) : edge].rstrip()[-1:]
    fit = {":": 2.0, ",": 0.5}.get(lead, 0.0)
    for place, index in enumerate(_preceding(tree, edge)):
        score = _strength(tree, index)
        if score and (fit or place < _CLOSE):
            speaker = subjects.subject(tree, index)
            if speaker is not None and tree.stands[speaker]:
                speaker = None
            yield _made(tree, index, speaker, score + fit - 0.06 * place)


def _preceding(tree: Tree, edge: int) -> list[int]:
    """The tokens of the sentence part that ends at an offset, last first."""
    tokens: list[int] = []
    for index in range(bisect_left(tree.starts, edge) - 1, -1, -1):
        quoted = tree.passages[index] != NO_PASSAGE
        if quoted or len(tokens) >= 2 * _REACH or tree.lower[index] in _BREAKS:
            break
        tokens.append(index)
    return tokens


def _made(tree: Tree, cue: int, speaker: int | None, score: float) -> Attribution:
    span = None if speaker is None else phrases.span(tree, speaker)
    return Attribution(tree.span(cue, cue), span, score + (1.0 if span else 0.0), cue)


def _strength(tree: Tree, index: int) -> float:
    word = tree.lower[index]
    if tree.deps[index] in ("compound", "amod", "poss", "det", "punct", "aux", "pobj", "nsubj"):
        return 0.0
    puts = word in ("put", "puts") and tree.lower[index + 1 : index + 2] == ["it"]
    if word in CORE_SPEECH or puts:
        return 3.0
    verb = VERBS.get(word)
    if verb is not None and (verb.speech or verb.judge):
        return 2.0
    if verb is not None:
        return 1.0
    return 0.5 if tree.child(index, "nsubj") is not None else 0.0


def signature(body: str, passage: Passage, end: int) -> Span | None:
    """The name that a dash puts under a passage: `"…" — Jane Roe, Dayton`."""
    match = _DASH_NAME.match(body, passage.end, end)
    if match is None:
        return None
    rest = body[match.end() : end].strip(" .,)")
    return Span(*match.span(1)) if len(rest) < 60 else None


_UNDER = re.compile(
    r"\s*[-–—―]{1,2}\s*([A-Z][\w.’'-]*(?: (?:[A-Z][\w.’'-]*|of|de|van|von)){0,6})[^\n]{0,60}$"
)


def underneath(body: str, start: int, end: int) -> Span | None:
    """The name that stands under a quotation in a line of its own, after a dash."""
    match = _UNDER.match(body[start : min(end, start + 140)])
    return None if match is None else Span(start + match.start(1), start + match.end(1))


def sentence_before(tree: Tree, edge: int) -> Attribution | None:
    """Who speaks in the last sentence before an offset, where a verb says that someone does."""
    last = bisect_left(tree.starts, edge) - 1
    if last < 0:
        return None
    first, _ = tree.sentence(last)
    for index in range(last, first - 1, -1):
        verb = VERBS.get(tree.lower[index])
        tells = verb is not None and (verb.speech or verb.judge)
        if not (tells or tree.deps[index] == "ROOT") or tree.deps[index] not in _MAIN:
            continue
        speaker = subjects.subject(tree, index)
        if speaker is not None and not tree.stands[speaker] and (tells or _person(tree, speaker)):
            return _made(tree, index, speaker, 0.0)
    return None


def _person(tree: Tree, speaker: int) -> bool:
    return tree.lower[speaker] in ("he", "she", "they") or (
        tree.deps[speaker] in ("nsubj", "nsubjpass") and tree.words[speaker][0].isupper()
    )


_MAIN = frozenset(("ROOT", "conj", "advcl", "xcomp", "parataxis"))
