"""Who does what a verb says: the subject of a verb of report, found in the dependency tree.

Belongs here: subjects through conjunction, control, relative clauses and passives, and the extent
of a speaker's noun phrase. Not here: what the verb reports, and who a pronoun is.
"""

from __future__ import annotations

from pipelines.extract.records import Span
from pipelines.extract.tree import NO_PASSAGE, Tree
from pipelines.extract.verbs import VERBS

_SUBJECTS = ("nsubj",)
_RELATIVE = frozenset(("who", "which", "that"))
_CLIMBING = frozenset(("xcomp", "advcl", "pcomp", "ccomp", "acl", "dep", "parataxis"))
_NOUN_DEPS = frozenset(
    ("nsubj", "nsubjpass", "dobj", "pobj", "appos", "attr", "oprd", "npadvmod", "dative", "poss")
)
_EMPTY = frozenset(("it", "there", "what", "nothing", "nobody"))
_QUOTED = frozenset(("quoted", "cited", "heard", "recorded", "overheard", "known", "seen", "shown"))
_KEPT = frozenset(
    ("det", "compound", "amod", "nummod", "poss", "nmod", "case", "quantmod", "predet", "advmod",
     "prep", "pobj", "cc", "conj", "punct", "neg", "appos")
)  # fmt: skip


def subject(tree: Tree, verb: int, depth: int = 0) -> int | None:
    """The token that heads the speaker of a verb, None where the sentence names none."""
    if depth > 6:
        return None
    own = tree.child(verb, *_SUBJECTS)
    if own is not None:
        return _antecedent(tree, verb, own)
    if tree.child(verb, "nsubjpass") is not None or _is_passive(tree, verb):
        return _agent(tree, verb)
    inverted = _inverted(tree, verb)
    if inverted is not None:
        return inverted
    return _inherited(tree, verb, depth)


def _is_passive(tree: Tree, verb: int) -> bool:
    return tree.child(verb, "auxpass") is not None


def _agent(tree: Tree, verb: int) -> int | None:
    agent = tree.child(verb, "agent")
    return None if agent is None else tree.child(agent, "pobj")


def _antecedent(tree: Tree, verb: int, own: int) -> int | None:
    """A relative pronoun stands for the noun that its clause describes."""
    if tree.lower[own] not in _RELATIVE:
        return own
    at = verb
    while tree.deps[at] in ("conj", "xcomp") and tree.heads[at] != at:
        at = tree.heads[at]
    if tree.deps[at] == "relcl":
        return tree.heads[at]
    return own if tree.lower[own] != "that" else None


def _inverted(tree: Tree, verb: int) -> int | None:
    """`…," said Smith`: the parser may take the speaker for an object."""
    if tree.lower[verb] not in ("said", "says", "asked", "added", "wrote", "explained", "noted"):
        return None
    after = tree.child(verb, "dobj", "npadvmod", "oprd", "dative")
    if after is None or after != verb + 1 + (after - tree.left[after]) or tree.stands[after]:
        return None
    before = any(
        child < verb and tree.deps[child] in ("ccomp", "dep") for child in tree.children[verb]
    )
    clause = any(child > after and tree.deps[child] == "ccomp" for child in tree.children[verb])
    return after if before and not clause else None


def _inherited(tree: Tree, verb: int, depth: int) -> int | None:
    """The subject of the verb that this one hangs on."""
    head = tree.heads[verb]
    if head == verb:
        return None
    dep = tree.deps[verb]
    if dep == "conj":
        return subject(tree, head, depth + 1)
    if dep in ("acl", "relcl") and not _is_verbal(tree, head):
        return head if dep == "acl" and tree.lower[verb].endswith("ing") else None
    if dep == "pcomp":
        return _of_preposition(tree, head, depth)
    if dep in _CLIMBING:
        if dep == "xcomp":
            causee = tree.child(head, "dobj")
            if causee is not None and causee < verb and tree.lower[head] not in _CONTROL:
                return causee
        return subject(tree, head, depth + 1)
    return None


_CONTROL = frozenset(("promised", "promise", "promises", "vowed", "used", "took", "issued", "made"))


def _of_preposition(tree: Tree, preposition: int, depth: int) -> int | None:
    """`by saying`, `quoted as saying`: the subject of the verb the preposition belongs to."""
    head = tree.heads[preposition]
    if head == preposition:
        return None
    if tree.lower[head] in _QUOTED:
        quoted = tree.child(head, "nsubjpass", "nsubj", "dobj")
        if quoted is not None:
            return _antecedent(tree, head, quoted)
        if tree.deps[head] in ("acl", "relcl"):
            return tree.heads[head]
    if _is_verbal(tree, head):
        return subject(tree, head, depth + 1)
    owner = tree.child(head, "poss")
    if owner is not None:
        return owner
    for above in tree.up(head):
        if _is_verbal(tree, above):
            return subject(tree, above, depth + 1)
    return None


def beside(tree: Tree, verb: int) -> int | None:
    """The noun next to a verb, whatever the parse: `said Smith`, `the crowd yelled`."""
    for step in (-1, 1):
        at = verb + step
        while 0 <= at < len(tree) and tree.deps[at] in _PASSED and not tree.stands[at]:
            at += step
        if not 0 <= at < len(tree) or tree.passages[at] != NO_PASSAGE:
            continue
        word = tree.words[at]
        if word[0].isupper() or tree.deps[at] in _NOUN_DEPS or tree.lower[at] in _PRONOUNS:
            return _outward(tree, at)
    return None


_PASSED = frozenset(("aux", "advmod", "neg", "det", "auxpass"))
_PRONOUNS = frozenset(("he", "she", "they", "it", "i", "we", "you", "who"))


def _outward(tree: Tree, index: int) -> int:
    """The head of the name that a compound token belongs to."""
    while tree.deps[index] in ("compound", "amod", "nmod") and tree.heads[index] != index:
        index = tree.heads[index]
    return index


def _is_verbal(tree: Tree, index: int) -> bool:
    return tree.deps[index] not in _NOUN_DEPS and (
        tree.lower[index] in VERBS
        or any(
            tree.deps[child]
            in ("nsubj", "nsubjpass", "aux", "auxpass", "dobj", "ccomp", "xcomp", "prt")
            for child in tree.children[index]
        )
    )


def phrase(tree: Tree, head: int) -> tuple[int, int]:
    """First and last token of the noun phrase: no relative clause, nothing set off by a comma."""
    first, last = head, head
    left = head
    for child in reversed([each for each in tree.children[head] if each < head]):
        if tree.deps[child] in _KEPT or tree.right[child] == left - 1:
            if tree.lower[child] in (",", ";", ":", "—", "--", "“", '"', "''", "``"):
                break
            first = min(first, tree.left[child])
            left = first
    for child in (each for each in tree.children[head] if each > head):
        if tree.deps[child] not in _KEPT or tree.lower[child] in (",", ";", ":", "—", "--", "("):
            break
        if tree.left[child] > last + 1 or any(
            tree.stands[tree.left[child] : tree.right[child] + 1]
        ):
            break
        last = max(last, _without_clause(tree, child))
    while last > head and tree.deps[last] in ("punct", "cc"):
        last -= 1
    while first < head and tree.deps[first] == "punct":
        first += 1
    return first, last


def _without_clause(tree: Tree, child: int) -> int:
    """The end of a modifier, short of a comma or a relative clause in it."""
    for index in range(child, tree.right[child] + 1):
        if tree.lower[index] in (",", "—", "--", "(") or tree.deps[index] == "relcl":
            return max(child, index - 1)
        if tree.deps[index] == "relcl":
            return max(child, tree.left[index] - 1)
    return tree.right[child]


def speaker_span(tree: Tree, head: int) -> Span:
    """Where the speaker is printed in the body."""
    first, last = phrase(tree, head)
    return tree.span(first, last)


def is_empty(tree: Tree, head: int, speech: bool) -> bool:
    """Whether the subject is a dummy (`there`, or `it` of a verb that is no speech)."""
    return tree.lower[head] in _EMPTY and not (speech and tree.lower[head] == "it")
