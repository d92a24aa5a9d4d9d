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
        if lower[index] == "much" and index and lower[index - 1] in ("as", "so"):
            _as_much(index, lower, heads, deps)
        elif deps[index] in ("ccomp", "conj") and heads[index] != index:
            _continue_clause(index, lower, heads, deps, children)
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


def _as_much(index: int, lower: Sequence[str], heads: list[int], deps: list[str]) -> None:
    """`said as much commenting on it`: `as much` is all that was said."""
    clause = heads[index]
    verb = heads[clause]
    if deps[index] in _SUBJECTS and verb < index < clause and lower[verb] in SPEAKING:
        heads[index], deps[index] = verb, "dobj"
        deps[clause] = "advcl"


def _continue_clause(
    index: int,
    lower: Sequence[str],
    heads: list[int],
    deps: list[str],
    children: Sequence[Sequence[int]],
) -> None:
    """`the remark that A and B, he noted that C`: B goes on what A began, it is not noted."""
    if deps[index] == "ccomp" and index > heads[index]:
        return
    for inner in range(index - 2, -1, -1):
        if deps[inner] in _CLAUSAL and _is_that_clause(inner, lower, deps, children):
            break
    else:
        return
    link = next((t for t in range(inner + 1, index) if lower[t] in ("and", "but", "or")), None)
    if link is None or any(deps[child] == "conj" for child in children[inner]):
        return
    conclusive = any(lower[token] in _CONCLUSIVE for token in range(link, index))
    if not conclusive and (deps[index] != "ccomp" or heads[link] != inner):
        return
    _hand_over(index, inner, heads)
    heads[index], deps[index] = inner, "conj"


def _is_that_clause(
    index: int, lower: Sequence[str], deps: Sequence[str], children: Sequence[Sequence[int]]
) -> bool:
    return any(deps[child] == "mark" and lower[child] == "that" for child in children[index])


def _hand_over(index: int, inner: int, heads: list[int]) -> None:
    """What hangs on a clause and holds its new head goes to the clause's old head."""
    at = inner
    while heads[at] not in (at, index):
        at = heads[at]
    if heads[at] == index:
        heads[at] = heads[index] if heads[index] != index else at


_CONCLUSIVE = frozenset(("therefore", "thus", "hence", "consequently"))


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
