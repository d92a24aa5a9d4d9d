"""Who does what a verb says: the subject of a verb of report, found in the dependency tree.

Belongs here: subjects through conjunction, control, relative clauses and passives, and the extent
of a speaker's noun phrase. Not here: what the verb reports, and who a pronoun is.
"""

from __future__ import annotations

from pipelines.extract.nouns import SPEECH_NOUNS
from pipelines.extract.records import Span
from pipelines.extract.tree import NO_PASSAGE, Tree
from pipelines.extract.verbs import VERBS

_RELATIVE = frozenset(("who", "which", "that"))
_CLIMBING = frozenset(
    ("xcomp", "advcl", "pcomp", "ccomp", "acl", "dep", "parataxis", "acomp", "attr")
)
_NOUN_DEPS = frozenset(
    ("nsubj", "nsubjpass", "dobj", "pobj", "appos", "attr", "oprd", "npadvmod", "dative", "poss")
)
_EMPTY = frozenset(("it", "there", "what", "nothing", "nobody"))
_QUOTED = frozenset(("quoted", "cited", "heard", "recorded", "overheard", "known", "seen", "shown"))
_KEPT = frozenset(
    ("det", "compound", "amod", "nummod", "poss", "nmod", "case", "quantmod", "predet", "advmod",
     "prep", "pobj", "cc", "conj", "punct", "neg", "appos")
)  # fmt: skip


def subject(tree: Tree, verb: int) -> int | None:
    """The token that heads the speaker of a verb, None where the sentence names none."""
    own = tree.child(verb, "nsubj")
    if own is not None and _speaks_for(tree, verb, own):
        author = _of_head(tree, tree.heads[verb], 0)
        if author is not None:
            return author
    if own is not None:
        return _antecedent(tree, verb, own)
    if _is_passive(tree, verb):
        return _agent(tree, verb)
    contracted = _contracted(tree, verb)
    if contracted is not None:
        return contracted
    inverted = _inverted(tree, verb)
    if inverted is not None:
        return inverted
    return _inherited(tree, verb, 0)


def _speaks_for(tree: Tree, verb: int, own: int) -> bool:
    """`issued a statement saying`: whoever issued it speaks, not the statement."""
    return (
        tree.lower[verb].endswith("ing")
        and tree.deps[verb] in ("ccomp", "xcomp", "acl", "advcl")
        and tree.lower[own] in _MESSAGES
        and tree.heads[verb] < own
    )


def relative(tree: Tree, verb: int) -> int | None:
    """The relative pronoun that is the verb's subject: `Smith, who said`."""
    for at in (verb, *tree.up(verb)):
        own = tree.child(at, "nsubj", "nsubjpass")
        if own is not None:
            return own if tree.lower[own] in _RELATIVE and tree.deps[own] != "mark" else None
        if tree.deps[at] not in ("conj", "xcomp", "pcomp", "prep", "advcl"):
            return None
    return None


def of_sentence(tree: Tree, verb: int) -> int | None:
    """The subject of the sentence, for a participle that the parse left hanging."""
    root = tree.roots[verb]
    return None if root == verb else tree.child(root, "nsubj", "nsubjpass")


def _of_head(tree: Tree, verb: int, depth: int) -> int | None:
    """The subject of a verb as those that hang on it inherit it, of a passive too."""
    own = tree.child(verb, "nsubj", "nsubjpass")
    if own is not None:
        return _antecedent(tree, verb, own)
    return None if depth > 6 else _inherited(tree, verb, depth + 1)


def _is_passive(tree: Tree, verb: int) -> bool:
    helper = tree.child(verb, "auxpass")
    if helper is None:
        return tree.child(verb, "nsubjpass") is not None
    return not (tree.lower[helper] == "'s" and tree.child(verb, "ccomp") is not None)


def _agent(tree: Tree, verb: int) -> int | None:
    agent = tree.child(verb, "agent")
    return None if agent is None else tree.child(agent, "pobj")


def _contracted(tree: Tree, verb: int) -> int | None:
    """`He's said`: the contraction of `has` reads like a passive."""
    helper = tree.child(verb, "auxpass")
    return tree.child(verb, "nsubjpass") if helper is not None else None


def _antecedent(tree: Tree, verb: int, own: int) -> int | None:
    """A relative pronoun stands for the noun that its clause describes."""
    if tree.lower[own] not in _RELATIVE:
        return own
    at = verb
    while tree.deps[at] in ("conj", "xcomp") and tree.heads[at] != at:
        at = tree.heads[at]
    if tree.deps[at] == "relcl":
        noun = tree.heads[at]
        if tree.deps[noun] == "dobj" and tree.lower[noun] in _MESSAGES:
            return _holder(tree, noun, 0) or noun
        return noun
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
    dep = tree.deps[verb]
    if head == verb:
        return None
    if dep == "conj":
        return _swallowed(tree, verb) or _of_head(tree, head, depth)
    if dep in ("acl", "relcl") and not _is_verbal(tree, head):
        if dep == "acl" and (tree.child(verb, "aux") is not None or _loose(tree, verb, head)):
            return _holder(tree, head, depth) or head
        return head if dep == "acl" and tree.lower[verb].endswith("ing") else None
    if dep == "advcl" and not is_open(tree, verb):
        return None
    if dep == "pcomp":
        return _of_preposition(tree, head, depth)
    if dep == "xcomp":
        causee = tree.child(head, "dobj")
        if causee is not None and causee < verb and tree.lower[head] not in _CONTROL:
            return causee
    return _of_head(tree, head, depth) if dep in _CLIMBING else None


def is_open(tree: Tree, verb: int) -> bool:
    """Whether a verb without a subject is active: `saying`, `to say`, not `asked`."""
    return tree.lower[verb].endswith("ing") or tree.child(verb, "aux") is not None


def _loose(tree: Tree, verb: int, noun: int) -> bool:
    """A participle that belongs to the whole clause: after a comma, a message, or `to` someone."""
    before = tree.left[verb] - 1
    if before >= 0 and tree.lower[before] in (",", "—", "–"):
        return True
    if tree.deps[noun] == "pobj" and tree.lower[tree.heads[noun]] == "to":
        return True
    if tree.deps[noun] == "dobj" and tree.lower[tree.heads[noun]] in ("told", "tell", "telling"):
        return True
    return tree.deps[noun] in ("dobj", "pobj") and tree.lower[noun] in _MESSAGES


_MESSAGES = SPEECH_NOUNS | frozenset(
    [
        "ad",
        "ads",
        "advertisement",
        "video",
        "videos",
        "email",
        "emails",
        "e-mail",
        "e-mails",
        "tweets",
        "release",
        "releases",
        "press",
        "speech",
        "speeches",
        "interview",
        "data",
        "fundraiser",
        "flier",
        "fliers",
        "leaflet",
        "text",
        "texts",
        "resolution",
        "op-ed",
        "editorial",
        "column",
        "essay",
        "lawsuit",
        "brief",
        "petition",
        "motion",
        "poster",
        "sign",
        "signs",
        "banner",
        "letter",
        "letters",
        "crowds",
        "hours",
        "minutes",
        "time",
        "day",
        "days",
    ]
)


def _swallowed(tree: Tree, verb: int) -> int | None:
    """`praised the plan and the mayor said`: a subject that was taken for a second object."""
    at = min([verb, *tree.all(verb, "aux", "neg", "advmod")]) - 1
    if at < 1 or tree.passages[at] != NO_PASSAGE:
        return None
    noun = _outward(tree, at)
    if (
        tree.deps[noun] != "conj"
        or tree.right[noun] != at
        or tree.deps[tree.heads[noun]] == "nsubj"
    ):
        return None
    return noun if tree.deps[tree.heads[noun]] in ("dobj", "pobj", "attr", "conj") else None


def _holder(tree: Tree, noun: int, depth: int) -> int | None:
    """`held a briefing to say`: the subject of the verb whose object the noun is."""
    owner = tree.child(noun, "poss")
    if owner is not None:
        return owner
    for above in tree.up(noun):
        if _is_verbal(tree, above):
            return _of_head(tree, above, depth)
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
        return _of_head(tree, head, depth)
    owner = tree.child(head, "poss")
    if owner is not None:
        return owner
    for above in tree.up(head):
        if _is_verbal(tree, above):
            return _of_head(tree, above, depth)
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
        if tree.lower[at] in _TIMES:
            continue
        if word[0].isupper() or tree.deps[at] in _NOUN_DEPS or tree.lower[at] in _PRONOUNS:
            return _outward(tree, at)
    return None


_TIMES = frozenset(
    """monday tuesday wednesday thursday friday saturday sunday january february march april may june
    july august september october november december today yesterday tonight that now then
    later earlier again""".split()
)
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
