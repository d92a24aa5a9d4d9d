"""Who does what a verb says: the subject of a verb of report, found in the dependency tree.

Belongs here: subjects through conjunction, control, relative clauses and passives. Not here: what
the verb reports, how far a speaker's phrase reaches, and who a pronoun is.
"""

from __future__ import annotations

from pipelines.extract.nouns import MESSAGES
from pipelines.extract.tree import NO_PASSAGE, Tree
from pipelines.extract.verbs import VERBS

_RELATIVE = frozenset(("who", "which", "that"))
_CLIMBING = frozenset("xcomp advcl ccomp dep parataxis acomp attr".split())
_NOUN_DEPS = frozenset("nsubj nsubjpass dobj pobj appos attr oprd npadvmod dative poss".split())
_NEIGHBOURS = _NOUN_DEPS | {"nummod", "conj"}
_VERB_SIGNS = frozenset("nsubj nsubjpass aux auxpass dobj ccomp xcomp prt".split())
_QUOTED = frozenset("quoted cited heard recorded overheard known seen shown".split())
_INVERTING = frozenset("said says asked added wrote explained noted".split())
_CONTROL = frozenset("promised promise promises vowed used took issued made".split())
_PASSED = frozenset("aux advmod neg det auxpass".split())
_PRONOUNS = frozenset("he she they it i we you who".split())
_TIMES = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may "
    "june july august september october november december today yesterday tonight that now then "
    "later earlier again".split()
)
_THINGS = frozenset("this that it these those much little more something nothing plenty".split())
_DEEPEST = 6


def subject(tree: Tree, verb: int) -> int | None:
    """The token that heads the speaker of a verb, None where the sentence names none."""
    own = tree.child(verb, "nsubj")
    if own is not None:
        author = _of_head(tree, tree.heads[verb], 0) if _is_message(tree, verb, own) else None
        return _antecedent(tree, verb, own) if author is None else author
    if _is_passive(tree, verb):
        return _agent(tree, verb)
    contracted = _contracted(tree, verb)
    if contracted is not None:
        return contracted
    inverted = _inverted(tree, verb)
    return _inherited(tree, verb, 0) if inverted is None else inverted


def relative(tree: Tree, verb: int) -> int | None:
    """The relative pronoun that is the verb's subject: `Smith, who said`."""
    for at in (verb, *tree.up(verb)):
        own = tree.child(at, "nsubj", "nsubjpass")
        if own is not None:
            return own if tree.lower[own] in _RELATIVE else None
        if tree.deps[at] not in ("conj", "xcomp", "pcomp", "prep", "advcl"):
            return None
    return None


def of_sentence(tree: Tree, verb: int) -> int | None:
    """The subject of the sentence, for a participle that the parse left hanging."""
    root = tree.roots[verb]
    return None if root == verb else tree.child(root, "nsubj", "nsubjpass")


def is_open(tree: Tree, verb: int) -> bool:
    """Whether a verb without a subject is active: `saying`, `to say`, not `asked`."""
    return tree.lower[verb].endswith("ing") or tree.child(verb, "aux") is not None


def beside(tree: Tree, verb: int) -> int | None:
    """The noun next to a verb, whatever the parse: `said Smith`, `the crowd yelled`."""
    for step in (-1, 1):
        at = verb + step
        while 0 <= at < len(tree) and _is_passed(tree, at):
            at += step
        if 0 <= at < len(tree) and _may_speak(tree, at):
            return _outward(tree, at)
    return None


def apart(tree: Tree, verb: int) -> int | None:
    """`Smith, the club's president, said`: the name before an aside that the parse lost."""
    close = verb - 1
    while close > 0 and _is_passed(tree, close):
        close -= 1
    if close < 1 or tree.lower[close] not in (",", ")"):
        return None
    first, _ = tree.sentence(verb)
    for at in range(close - 1, first, -1):
        noun = _outward(tree, at - 1) if tree.lower[at] in (",", "(") else None
        if (
            noun is not None
            and tree.deps[noun] not in ("pobj", "poss")
            and _may_speak(tree, at - 1)
        ):
            return noun
    return None


def _is_passed(tree: Tree, index: int) -> bool:
    """An adverb or helper between a verb and its neighbour, not a name taken for one."""
    helper = tree.deps[index] in _PASSED and not tree.stands[index]
    return helper and not tree.words[index][0].isupper()


def _may_speak(tree: Tree, index: int) -> bool:
    if tree.passages[index] != NO_PASSAGE or tree.lower[index] in _TIMES:
        return False
    noun = tree.words[index][0].isupper() or tree.deps[index] in _NEIGHBOURS
    return noun or tree.lower[index] in _PRONOUNS


def _outward(tree: Tree, index: int) -> int:
    """The head of the name that a compound token belongs to."""
    while tree.deps[index] in ("compound", "amod", "nmod") and tree.heads[index] != index:
        index = tree.heads[index]
    return index


def _is_message(tree: Tree, verb: int, own: int) -> bool:
    """`issued a statement saying`: whoever issued it speaks, not the statement."""
    hanging = tree.deps[verb] in ("ccomp", "xcomp", "acl", "advcl") and tree.heads[verb] < own
    return hanging and tree.lower[verb].endswith("ing") and tree.lower[own] in MESSAGES


def _of_head(tree: Tree, verb: int, depth: int) -> int | None:
    """The subject of a verb as those that hang on it inherit it, of a passive too."""
    own = tree.child(verb, "nsubj", "nsubjpass")
    if own is not None:
        return _antecedent(tree, verb, own)
    return None if depth > _DEEPEST else _inherited(tree, verb, depth + 1)


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
    return None if helper is None else tree.child(verb, "nsubjpass")


def _antecedent(tree: Tree, verb: int, own: int) -> int | None:
    """A relative pronoun stands for the noun that its clause describes."""
    if tree.lower[own] not in _RELATIVE:
        return own
    at = verb
    while tree.deps[at] in ("conj", "xcomp") and tree.heads[at] != at:
        at = tree.heads[at]
    if tree.deps[at] != "relcl":
        return own if tree.lower[own] != "that" else None
    noun = tree.heads[at]
    if tree.deps[noun] == "dobj" and tree.lower[noun] in MESSAGES:
        return _holder(tree, noun, 0) or noun
    return noun


def _inverted(tree: Tree, verb: int) -> int | None:
    """`…," said Smith`: the parser may take the speaker for an object."""
    after = tree.child(verb, "dobj", "npadvmod", "oprd", "dative")
    if tree.lower[verb] not in _INVERTING or after is None or tree.stands[after]:
        return None
    if tree.left[after] != verb + 1:
        return None
    before = any(child < verb for child in tree.all(verb, "ccomp", "dep"))
    clause = any(child > after for child in tree.all(verb, "ccomp"))
    return after if before and not clause else None


def _inherited(tree: Tree, verb: int, depth: int) -> int | None:
    """The subject of the verb that this one hangs on."""
    head, dep = tree.heads[verb], tree.deps[verb]
    if head == verb:
        return None
    if dep == "conj":
        return _swallowed(tree, verb) or _of_head(tree, head, depth)
    if dep in ("acl", "relcl") and not _is_verbal(tree, head):
        return _of_noun(tree, verb, depth) if dep == "acl" else None
    if dep == "pcomp":
        return _of_preposition(tree, head, depth)
    if dep == "advcl" and not is_open(tree, verb):
        return None
    if dep == "xcomp" and tree.lower[head] not in _CONTROL:
        causee = tree.child(head, "dobj")
        if causee is not None and causee < verb and tree.lower[causee] not in _THINGS:
            return causee
    return _of_head(tree, head, depth) if dep in _CLIMBING or dep == "acl" else None


def _of_noun(tree: Tree, verb: int, depth: int) -> int | None:
    """`aides saying`, but `held a briefing to say`, `sent a letter to members saying`."""
    noun = tree.heads[verb]
    if tree.child(verb, "aux") is not None or _is_loose(tree, verb, noun):
        return _holder(tree, noun, depth) or noun
    return noun if tree.lower[verb].endswith("ing") else None


def _is_loose(tree: Tree, verb: int, noun: int) -> bool:
    """A participle that belongs to the whole clause: after a comma, a message, or `to` someone."""
    before = tree.left[verb] - 1
    if before >= 0 and tree.lower[before] in (",", "—", "–"):
        return True
    dep, above = tree.deps[noun], tree.lower[tree.heads[noun]]
    if (dep == "pobj" and above == "to") or (dep == "dobj" and above in ("told", "tell")):
        return True
    return dep in ("dobj", "pobj") and tree.lower[noun] in MESSAGES


def _swallowed(tree: Tree, verb: int) -> int | None:
    """`praised the plan and the mayor said`: a subject that was taken for a second object."""
    at = min([verb, *tree.all(verb, "aux", "neg", "advmod")]) - 1
    if at < 1 or tree.passages[at] != NO_PASSAGE:
        return None
    noun = _outward(tree, at)
    if tree.deps[noun] != "conj" or tree.right[noun] != at:
        return None
    return noun if tree.deps[tree.heads[noun]] in ("dobj", "pobj", "attr", "conj") else None


def _holder(tree: Tree, noun: int, depth: int) -> int | None:
    """`held a briefing to say`: the noun's owner, or the subject of the verb above it."""
    owner = tree.child(noun, "poss")
    return _above(tree, noun, depth) if owner is None else owner


def _above(tree: Tree, index: int, depth: int) -> int | None:
    verb = next((above for above in tree.up(index) if _is_verbal(tree, above)), None)
    return None if verb is None else _of_head(tree, verb, depth)


def _of_preposition(tree: Tree, preposition: int, depth: int) -> int | None:
    """`by saying`, `quoted as saying`: the subject of the verb the preposition belongs to."""
    head = tree.heads[preposition]
    if tree.lower[head] in _QUOTED:
        quoted = tree.child(head, "nsubjpass", "nsubj", "dobj")
        if quoted is not None:
            return _antecedent(tree, head, quoted)
        if tree.deps[head] in ("acl", "relcl"):
            return tree.heads[head]
    if head == preposition:
        return None
    return _of_head(tree, head, depth) if _is_verbal(tree, head) else _holder(tree, head, depth)


def _is_verbal(tree: Tree, index: int) -> bool:
    if tree.deps[index] in _NOUN_DEPS:
        return False
    signs = (tree.deps[child] in _VERB_SIGNS for child in tree.children[index])
    return tree.lower[index] in VERBS or any(signs)
