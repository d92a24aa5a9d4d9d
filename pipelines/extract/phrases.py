"""The noun phrase of a speaker: how far it reaches, and whether it names anyone at all.

Belongs here: extents of phrases. Not here: which phrase is the speaker.
"""

from __future__ import annotations

from pipelines.extract.records import Span
from pipelines.extract.tree import Tree

_EMPTY = frozenset(("it", "there", "what", "nothing", "nobody"))
_KEPT = frozenset(
    "det compound amod nummod poss nmod case quantmod predet advmod prep pobj cc conj punct neg "
    "appos".split()
)
_BREAKS = frozenset((",", ";", ":", "—", "--", "“", '"', "''", "``"))
_STOPS = frozenset((",", ";", ":", "—", "--", "("))


def extent(tree: Tree, head: int) -> tuple[int, int]:
    """First and last token of the noun phrase: no relative clause, nothing set off by a comma."""
    first, last = _first(tree, head), _last(tree, head)
    while last > head and tree.deps[last] in ("punct", "cc"):
        last -= 1
    while first < head and tree.deps[first] == "punct":
        first += 1
    return first, last


def _first(tree: Tree, head: int) -> int:
    first = head
    for child in reversed([each for each in tree.children[head] if each < head]):
        if tree.deps[child] in _KEPT or tree.right[child] == first - 1:
            if tree.lower[child] in _BREAKS:
                break
            first = min(first, tree.left[child])
    return first


def _last(tree: Tree, head: int) -> int:
    last = head
    enumerated = max(tree.all(head, "conj"), default=0)
    for child in (each for each in tree.children[head] if each > head):
        if tree.lower[child] == "," and child < enumerated:
            continue
        if tree.deps[child] not in _KEPT or tree.lower[child] in _STOPS:
            break
        apart = not enumerated and tree.left[child] > last + 1
        if apart or any(tree.stands[tree.left[child] : tree.right[child] + 1]):
            break
        last = max(last, _without_clause(tree, child))
    return last


def _without_clause(tree: Tree, child: int) -> int:
    """The end of a modifier, short of a comma or a relative clause in it."""
    for index in range(child, tree.right[child] + 1):
        if tree.lower[index] in (",", "—", "--", "(") or tree.deps[index] == "relcl":
            return max(child, index - 1)
    return tree.right[child]


def span(tree: Tree, head: int) -> Span:
    """Where the phrase is printed in the body."""
    return tree.span(*extent(tree, head))


def is_empty(tree: Tree, head: int, speech: bool) -> bool:
    """Whether the subject is a dummy (`there`, or `it` of a verb that is no speech)."""
    return tree.lower[head] in _EMPTY and not (speech and tree.lower[head] == "it")
