"""Corrects what a small parser regularly gets wrong around verbs of report.

Works on heads and relations before a tree is built. Belongs here: attachments that the words
themselves contradict. Not here: what a verb reports.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.extract.verbs import SPEAKING

_PAST_ONLY = frozenset(
    "gave went took began did was were came saw knew wrote spoke chose drew broke said told".split()
)
_SUBJECTS = frozenset(("nsubj", "nsubjpass", "expl", "csubj"))
_MODALS = frozenset("will would shall should can could may might must 'll 'd to ca wo".split())
_CLAUSAL = frozenset(("ccomp", "acl", "relcl"))


def repair(words: Sequence[str], heads: list[int], deps: list[str]) -> None:
    """Reattaches coordinated verbs and bare clauses, in place."""
    children: list[list[int]] = [[] for _ in words]
    for index, head in enumerate(heads):
        if head != index:
            children[head].append(index)
    lower = [word.lower() for word in words]
    for index in range(len(words)):
        if deps[index] == "conj" and lower[index] in _PAST:
            _coordinate(index, lower, heads, deps, children)
    for index in range(len(words) - 1):
        if lower[index] in SPEAKING and deps[index] not in ("nsubj", "compound", "amod"):
            _embed(index, lower, heads, deps, children)


def _coordinate(
    index: int,
    lower: Sequence[str],
    heads: list[int],
    deps: list[str],
    children: Sequence[Sequence[int]],
) -> None:
    """`said he was glad and told her`: `told` goes with `said`, not with what he said."""
    inner = heads[index]
    if any(deps[child] in _SUBJECTS or deps[child] == "aux" for child in children[index]):
        return
    if deps[inner] not in _CLAUSAL or inner > index:
        return
    outer = heads[inner]
    while deps[outer] in ("dobj", "pobj", "prep") and heads[outer] != outer:
        outer = heads[outer]
    past = lower[outer] in _PAST
    modal = any(lower[child] in _MODALS for child in children[inner] if deps[child] == "aux")
    if (
        outer < index
        and past
        and (modal or (lower[index] in SPEAKING and lower[outer] in SPEAKING))
    ):
        heads[index] = outer


def _embed(
    index: int,
    lower: Sequence[str],
    heads: list[int],
    deps: list[str],
    children: Sequence[Sequence[int]],
) -> None:
    """`joked he was rich`: the clause that starts right after the verb is what it reports."""
    if any(deps[child] in ("ccomp", "dobj", "xcomp", "parataxis") for child in children[index]):
        return
    first = index + 1
    while first + 1 < len(lower) and deps[first] in ("det", "amod", "compound", "poss", "case"):
        first += 1
    if first >= len(lower) or deps[first] not in ("nsubj", "nsubjpass"):
        return
    clause = heads[first]
    if clause > first and heads[clause] == heads[index] and deps[clause] in ("conj", "parataxis"):
        heads[clause], deps[clause] = index, "ccomp"
    elif clause > first and heads[clause] == index:
        deps[clause] = "ccomp"


_REGULAR_PAST = frozenset(form for form in SPEAKING if form.endswith("ed"))
_PAST = _PAST_ONLY | _REGULAR_PAST | frozenset(("made", "thought", "held", "felt", "voiced"))
