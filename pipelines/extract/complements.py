"""What a verb of report reports: which of its complements are content, and how far they reach.

Belongs here: clauses, infinitives, objects, prepositions, and the sentence around `he said`. Not
here: which verbs report, and who speaks.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.extract.nouns import ATTITUDE_NOUNS, SPEECH_NOUNS
from pipelines.extract.tree import NO_PASSAGE, Tree
from pipelines.extract.verbs import SPEAKING, Verb

_COMMAS = (",", "—", "–", "--")
_GERUND = frozenset(
    "deny admit recommend suggest propose consider regret support oppose report advocate call "
    "favor recall remember imagine acknowledge avoid mention discuss contemplate like love hate "
    "prefer see hear find feel want describe stop keep quote confess".split()
)
_NOTHING = frozenset(("much", "so", "nothing", "something", "anything", "same", "little"))
_TAILS = frozenset(("as", "of", "for"))
_TAILS_OF = {base: _TAILS | {"to", "with"} for base in ("compare", "liken", "equate")}
_QUOTED_TAILS = frozenset(("with", "to", "by", "about"))
_SETTINGS = frozenset(
    "on in at during after before while when for as monday tuesday wednesday thursday friday "
    "saturday sunday".split()
)
_ASIDE = 12


def content(tree: Tree, index: int, verb: Verb) -> tuple[str, list[int]] | None:
    """The construction and the tokens that the verb reports, None where it reports nothing."""
    clause = _clause(tree, index)
    if clause is not None and (verb.takes_clause or stands_in(tree, clause)):
        return "clause", clause
    host = _host(tree, index) if verb.speech or verb.mind or verb.show else None
    phrasal = _phrasal(tree, index, verb) if verb.base else None
    if host is not None and (phrasal is None or not _is_as_clause(tree, index)):
        return "clause", host
    return phrasal


def _phrasal(tree: Tree, index: int, verb: Verb) -> tuple[str, list[int]] | None:
    infinitive = _infinitive(tree, index, verb)
    if infinitive is not None and verb.takes_infinitive:
        return "infinitive", infinitive
    thing = _object(tree, index, verb)
    if thing is not None and (verb.takes_object or quotes(tree, thing)):
        return "object", thing
    behind = _preposition(tree, index, verb)
    return None if behind is None else ("preposition", behind)


def stands_in(tree: Tree, tokens: Sequence[int]) -> bool:
    """Whether a whole quoted sentence is among the tokens."""
    return any(tree.stands[token] for token in tokens)


def quotes(tree: Tree, tokens: Sequence[int]) -> bool:
    """Whether any quoted words are among the tokens."""
    return any(tree.passages[token] != NO_PASSAGE for token in tokens)


def _clause(tree: Tree, index: int) -> list[int] | None:
    clauses = [
        child
        for child in tree.all(index, "ccomp", "csubj")
        if child > index or tree.deps[child] == "ccomp"
    ]
    if not clauses:
        return None
    told = [clause for clause in clauses if stands_in(tree, tree.subtree(clause))]
    if not told and any(clause > index and _has_subject(tree, clause) for clause in clauses):
        clauses = [clause for clause in clauses if clause > index]
    elif told and (_leads(tree, index) or all(clause < index for clause in told)):
        clauses = told
    tokens = sorted(token for clause in clauses for token in tree.subtree(clause))
    return _without_deed(tree, tokens) if told else tokens


def _has_subject(tree: Tree, clause: int) -> bool:
    """Whether a clause is whole, and not the rest of one that began before the verb."""
    return tree.child(clause, "nsubj", "nsubjpass", "expl") is not None


def _without_deed(tree: Tree, tokens: list[int]) -> list[int]:
    """`said, "…," and left`: what follows the quotation is no part of it."""
    last = max(place for place, token in enumerate(tokens) if tree.stands[token])
    after = tokens[last + 1 :]
    if after and tree.deps[after[0]] == "cc" and not quotes(tree, after):
        return tokens[: last + 1]
    return tokens


def _leads(tree: Tree, index: int) -> bool:
    """`said: "…"`: what stands before the verb is not part of it."""
    return any(tree.lower[child] == ":" for child in tree.children[index] if child > index)


def _host(tree: Tree, index: int) -> list[int] | None:
    """The sentence that a parenthetical `he said` interrupts or follows."""
    dep = tree.deps[index]
    subject = tree.child(index, "nsubj")
    if dep not in ("parataxis", "advcl", "ccomp", "dep") or subject is None:
        return None
    if dep != "parataxis" and not _is_as_clause(tree, index) and not _is_aside(tree, index):
        return None
    start = min(index, tree.left[subject])
    own = {token for token in tree.subtree(index) if token >= start}
    return [token for token in tree.subtree(tree.heads[index]) if token not in own]


def _is_as_clause(tree: Tree, index: int) -> bool:
    """`as Smith put it`."""
    mark = tree.child(index, "mark", "advmod")
    return mark is not None and mark == tree.left[index] and tree.lower[mark] == "as"


def _is_aside(tree: Tree, index: int) -> bool:
    """Whether commas set off a bare `he said`."""
    first, last = tree.left[index], tree.right[index]
    before = first > 0 and tree.lower[first - 1] in _COMMAS
    after = last + 1 < len(tree) and tree.lower[last + 1] in (*_COMMAS, ".")
    bare = last - first < _ASIDE and tree.child(index, "mark", "advmod") is None
    return before and after and bare


def _infinitive(tree: Tree, index: int, verb: Verb) -> list[int] | None:
    complement = tree.child(index, "xcomp")
    if complement is None or complement < index or verb.semblance:
        return None
    helper = tree.child(complement, "aux")
    if (helper is None or tree.lower[helper] != "to") and verb.base not in _GERUND:
        return None
    first = tree.left[complement]
    thing = tree.child(index, "dobj")
    if thing is not None and thing < complement and not tree.stands[thing]:
        first = min(first, tree.left[thing])
    return list(range(first, tree.right[complement] + 1))


def _object(tree: Tree, index: int, verb: Verb) -> list[int] | None:
    """A direct object with what is said of it: `called Smith a liar`, `accused him of lying`."""
    things = [
        child
        for child in tree.all(index, "dobj", "oprd", "acomp", "attr")
        if child > index and tree.lower[child] not in _NOTHING
    ]
    if not things:
        return None
    clause = _noun_clause(tree, things[0])
    if clause is not None or any(
        tree.lower[each] in SPEAKING for each in tree.all(things[0], "acl")
    ):
        return clause
    first = min(tree.left[child] for child in things)
    last = max(_end(tree, child) for child in things)
    for child in tree.all(index, "prep"):
        if child > last and _is_tail(tree, child, verb):
            last = max(last, _end(tree, child))
    return list(range(first, _before_setting(tree, first, last) + 1))


def _is_tail(tree: Tree, preposition: int, verb: Verb) -> bool:
    """Whether a phrase after the object says what is said of it."""
    word = tree.lower[preposition]
    if word in _TAILS_OF.get(verb.base, _TAILS):
        return True
    return word in _QUOTED_TAILS and quotes(tree, range(preposition, tree.right[preposition] + 1))


def _noun_clause(tree: Tree, noun: int) -> list[int] | None:
    """`voiced the opinion that …`: the clause alone is content."""
    if tree.lower[noun] not in SPEECH_NOUNS and tree.lower[noun] not in ATTITUDE_NOUNS:
        return None
    for child in tree.all(noun, "acl", "ccomp"):
        mark = tree.child(child, "mark")
        if mark is not None and tree.lower[mark] == "that":
            return list(range(tree.left[child], tree.right[child] + 1))
    return None


def _before_setting(tree: Tree, first: int, last: int) -> int:
    """`called him a "clown" on his show`: what follows the closed quotation is narration."""
    quoted = [token for token in range(first, last) if tree.passages[token] != NO_PASSAGE]
    if quoted and tree.lower[quoted[-1] + 1] in _SETTINGS:
        return quoted[-1]
    return last


def _preposition(tree: Tree, index: int, verb: Verb) -> list[int] | None:
    for child in tree.children[index]:
        if child > index and tree.lower[child] in verb.prepositions:
            inner = tree.child(child, "pobj", "pcomp")
            if inner is not None:
                return list(range(tree.left[inner], _end(tree, inner) + 1))
    return None


def _end(tree: Tree, index: int) -> int:
    """The end of a phrase, short of a relative clause that a comma sets off."""
    for child in tree.all(index, "relcl", "appos", "advcl"):
        before = tree.left[child] - 1
        if before > index and tree.lower[before] in _COMMAS:
            return before - 1
    return tree.right[index]
