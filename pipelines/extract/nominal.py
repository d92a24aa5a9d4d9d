"""Attributions without a verb of report: `according to`, `his claim that`, `in her words`.

Belongs here: prepositions and nouns that introduce content. Not here: their word lists, and verbs.
"""

from __future__ import annotations

from collections.abc import Iterator

from pipelines.extract import phrases, subjects
from pipelines.extract.frames import Frame
from pipelines.extract.inflection import forms_of
from pipelines.extract.nouns import ATTITUDE_NOUNS, SPEECH_NOUNS
from pipelines.extract.tree import NO_PASSAGE, Tree

_CONTENT_PREPOSITIONS = frozenset(
    ("for", "of", "on", "about", "against", "to", "with", "over", "that")
)
_OWNER_PREPOSITIONS = frozenset(("by", "from", "of", "among"))
_NOT_NOUNS = frozenset(("compound", "amod", "aux", "advmod", "det"))
_EXPRESSING = forms_of(
    "express voice make issue release raise repeat have offer share give reject deny announce "
    "reiterate defend send post take state launch dismiss echo"
)
_JUDGING_NOUNS = frozenset("call calls chant chants depiction description mention".split())


def find_nominal(tree: Tree) -> list[Frame]:
    """Every attribution by a preposition or a noun, in order of the cue."""
    frames: list[Frame] = []
    for index in range(len(tree)):
        if tree.passages[index] != NO_PASSAGE:
            continue
        word = tree.lower[index]
        if word == "according":
            frames.extend(_according(tree, index))
        elif word in _WORDINGS and tree.deps[index] == "pobj":
            frames.extend(_in_words(tree, index))
        elif word in SPEECH_NOUNS or word in ATTITUDE_NOUNS:
            frames.extend(_noun(tree, index))
    return frames


def _according(tree: Tree, index: int) -> Iterator[Frame]:
    """`According to X, …` and `…, according to X`: the rest of the sentence is content."""
    to = tree.child(index, "prep")
    source = None if to is None else tree.child(to, "pobj")
    if to is None or source is None or tree.lower[to] != "to":
        return
    first, last = tree.sentence(index)
    own_first, own_last = tree.left[index], tree.right[index]
    lead = all(tree.deps[token] == "punct" for token in range(first, own_first))
    if lead:
        content = list(range(own_last + 1, last + 1))
    else:
        content = [token for token in range(first, last + 1) if not own_first <= token <= own_last]
    if content and not tree.stands[source]:
        yield Frame(index, source, tuple(content), "according")


_WORDINGS = frozenset("words view opinion telling estimation eyes judgment judgement".split())


def _in_words(tree: Tree, index: int) -> Iterator[Frame]:
    """`In the words of Smith, …`, `in her view`: the rest of the sentence is content."""
    preposition = tree.heads[index]
    owner = tree.child(index, "poss")
    of = tree.child(index, "prep")
    if owner is None and of is not None and tree.lower[of] == "of":
        owner = tree.child(of, "pobj")
    first, last = tree.sentence(index)
    own = range(tree.left[preposition], tree.right[preposition] + 1)
    set_off = own.stop <= last and tree.lower[own.stop] == ","
    if owner is None or tree.lower[preposition] != "in" or not set_off or tree.stands[owner]:
        return
    content = tuple(token for token in range(first, last + 1) if token not in own)
    if content:
        yield Frame(index, owner, content, "according")


def _noun(tree: Tree, index: int) -> Iterator[Frame]:
    if tree.deps[index] in _NOT_NOUNS:
        return
    found = _complement(tree, index)
    if found is None:
        return
    shape, content = found
    source = _owner(tree, index, content)
    if source is None or tree.stands[source] or phrases.is_empty(tree, source, False):
        return
    taken = range(tree.left[source], tree.right[source] + 1)
    kept = tuple(token for token in content if token not in taken or source not in taken)
    if kept and source not in kept:
        yield Frame(index, source, kept, shape)


def _complement(tree: Tree, index: int) -> tuple[str, list[int]] | None:
    after = [child for child in tree.children[index] if child > index]
    for child in after:
        found = _clause_of(tree, index, child) or _phrase_of(tree, index, child)
        if found is not None:
            return found
    return None


def _clause_of(tree: Tree, index: int, child: int) -> tuple[str, list[int]] | None:
    """`claim that …`, `statement made by Smith that …`, `promise to …`."""
    dep = tree.deps[child]
    made = tree.child(child, "ccomp") if dep == "acl" and _is_made(tree, child) else None
    if made is not None and _is_that_clause(tree, made):
        return "noun clause", _whole(tree, made)
    if dep in ("acl", "ccomp", "relcl") and _is_that_clause(tree, child):
        return "noun clause", _whole(tree, child)
    infinitive = dep in ("acl", "xcomp") and tree.lower[tree.left[child]] == "to"
    if infinitive and tree.lower[index] in SPEECH_NOUNS:
        return "noun infinitive", _whole(tree, child)
    return None


def _phrase_of(tree: Tree, index: int, child: int) -> tuple[str, list[int]] | None:
    """`his call for …`."""
    if tree.deps[child] != "prep" or tree.lower[child] not in _CONTENT_PREPOSITIONS:
        return None
    inner = tree.child(child, "pobj", "pcomp")
    named = any(tree.lower[each] in ("by", "from") for each in tree.all(index, "prep"))
    owned = (named or tree.child(index, "poss") is not None) and (
        tree.lower[index] in _JUDGING_NOUNS
    )
    return ("noun preposition", _whole(tree, inner)) if inner is not None and owned else None


def _whole(tree: Tree, index: int) -> list[int]:
    return list(range(tree.left[index], tree.right[index] + 1))


def _is_made(tree: Tree, participle: int) -> bool:
    """`a statement made by Smith that`."""
    return tree.lower[participle] in ("made", "issued", "given", "voiced", "expressed", "offered")


def _is_that_clause(tree: Tree, clause: int) -> bool:
    mark = tree.child(clause, "mark")
    return mark is not None and tree.lower[mark] in ("that", "whether")


def _owner(tree: Tree, index: int, content: list[int]) -> int | None:
    """Whose claim it is: a possessor, `by X`, or the subject of `made the claim that`."""
    owner = tree.child(index, "poss")
    if owner is not None:
        return owner
    for participle in tree.all(index, "acl"):
        agent = tree.child(participle, "agent")
        named = None if agent is None else tree.child(agent, "pobj")
        if named is not None and _is_made(tree, participle):
            return named
    for child in tree.all(index, "prep", "agent"):
        if tree.lower[child] in _OWNER_PREPOSITIONS and child not in content:
            named = tree.child(child, "pobj")
            if named is not None and named not in content:
                return named
    head = tree.heads[index]
    if tree.deps[index] == "dobj" and tree.lower[head] in _EXPRESSING:
        return subjects.subject(tree, head)
    return None
