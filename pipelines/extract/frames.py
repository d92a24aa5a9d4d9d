"""Attributions that one sentence spells out: a verb of report, its subject, and what is reported.

Belongs here: which verbs in a sentence report something of someone. Not here: word lists, how far
content reaches, quotation marks that stand without a verb.
"""

from __future__ import annotations

from dataclasses import dataclass

from pipelines.extract import complements, phrases, subjects
from pipelines.extract.tree import NO_PASSAGE, Tree
from pipelines.extract.verbs import SPEAKING, VERBS, Verb

_NOT_VERBS = frozenset(
    "compound amod nsubj nsubjpass dobj pobj poss attr appos nmod punct det prep aux auxpass "
    "advmod npadvmod case nummod dative agent mark neg cc prt expl intj".split()
)
_PASSING = frozenset(("acl", "ccomp", "xcomp", "pcomp", "relcl"))
_UNLISTED = Verb("", mind=True)
_PUT = Verb("put", speech=True)
_NO_REPORT = frozenset(
    "allow allows allowed allowing is 's was were are be been being 're 'm am has have had having "
    "means mean meant ensure ensures ensured ensuring make makes made making let lets letting help "
    "helps helped helping happen happens happened cause causes caused require requires required "
    "get gets got keep keeps kept do does did see sees go goes went come comes came happening "
    "takes take took watch watched".split()
)


@dataclass(frozen=True, slots=True)
class Frame:
    """One attribution in token numbers of its paragraph; `content` is sorted."""

    cue: int
    source: int | None
    content: tuple[int, ...]
    shape: str


def find_frames(tree: Tree) -> list[Frame]:
    """Every attribution by a verb, in order of the verb."""
    found = (_at(tree, index) for index in range(len(tree)))
    return [frame for frame in found if frame is not None]


def _at(tree: Tree, index: int) -> Frame | None:
    if tree.passages[index] != NO_PASSAGE or tree.deps[index] in _NOT_VERBS:
        return None
    verb = _verb(tree, index)
    found = None if verb is None else complements.content(tree, index, verb)
    if verb is None or found is None:
        return None
    shape, content = found
    quoted = complements.quotes(tree, content)
    if shape != "clause" and not quoted and _is_in_passing(tree, index):
        return None
    speech = verb.speech or complements.stands_in(tree, content)
    source = _source(tree, index, content, speech=speech, clause=shape == "clause")
    if source is None and shape != "clause":
        return None
    if source is not None:
        first, last = phrases.extent(tree, source)
        content = [token for token in content if not first <= token <= last]
    if not any(tree.words[token][0].isalnum() for token in content):
        return None
    return Frame(index, source, tuple(content), shape)


def _verb(tree: Tree, index: int) -> Verb | None:
    word = tree.lower[index]
    if word in ("put", "puts"):
        followed = index + 1 < len(tree) and tree.lower[index + 1] == "it"
        return _PUT if followed else None
    return VERBS.get(word) or (_UNLISTED if _takes_clause(tree, index) else None)


def _takes_clause(tree: Tree, index: int) -> bool:
    """Whether a verb of no list takes a that-clause, which nearly always makes it a report."""
    if tree.lower[index] in _NO_REPORT or tree.child(index, "nsubj") is None:
        return False
    clause = tree.child(index, "ccomp")
    return clause is not None and clause > index and tree.child(clause, "mark", "nsubj") is not None


def _is_in_passing(tree: Tree, index: int) -> bool:
    """Whether a verdict or a wish stands in a subordinate place."""
    dep = tree.deps[index]
    speaking = tree.lower[index] in SPEAKING
    if dep in ("relcl", "advcl"):
        return not speaking
    return dep in _PASSING


def _source(
    tree: Tree, index: int, content: list[int], *, speech: bool, clause: bool
) -> int | None:
    """The speaker of a verb: its subject, else the noun beside it, else the sentence's subject."""
    source = subjects.subject(tree, index)
    quoted = source is not None and tree.passages[source] != NO_PASSAGE
    if source is not None and (quoted or phrases.is_empty(tree, source, speech)):
        source = None
    if source is None and clause and tree.child(index, "nsubjpass") is None:
        source = subjects.beside(tree, index)
        source = subjects.apart(tree, index) if source is None or source in content else source
        source = None if source in content else source
    if source is None and subjects.is_open(tree, index):
        source = subjects.of_sentence(tree, index)
    return source
