"""Attributions that one sentence spells out: a verb of report, its subject, and what is reported.

Belongs here: which complements of a verb are content. Not here: word lists, quotation marks that
stand without a verb, and what earlier sentences say about the speaker.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipelines.extract import subjects
from pipelines.extract.nouns import ATTITUDE_NOUNS, SPEECH_NOUNS
from pipelines.extract.tree import NO_PASSAGE, Tree
from pipelines.extract.verbs import SPEAKING, VERBS, Verb

_NOT_VERBS = frozenset(
    ("compound", "amod", "nsubj", "nsubjpass", "dobj", "pobj", "poss", "attr", "appos", "nmod",
     "punct", "det", "prep", "aux", "auxpass", "advmod", "npadvmod", "case", "nummod", "dative", "agent",
     "mark", "neg", "cc", "prt", "expl", "intj")
)  # fmt: skip
_PUNCTUATION = frozenset(",;:—–-―--…()[]\"“”'‘’``''. ")
_FINITE_HINT = frozenset(("nsubj", "nsubjpass", "csubj", "expl"))


@dataclass(frozen=True, slots=True)
class Frame:
    """One attribution in token numbers of its paragraph; `content` is sorted."""

    cue: int
    source: int | None
    content: tuple[int, ...]
    shape: str


def find_frames(tree: Tree) -> list[Frame]:
    """Every attribution by a verb, in order of the verb."""
    return [frame for index in range(len(tree)) for frame in _at(tree, index)]


def _at(tree: Tree, index: int) -> Iterator[Frame]:
    verb = VERBS.get(tree.lower[index]) or _PUT_IT.get(tree.lower[index])
    if verb is _PUT and not _puts_it(tree, index):
        return
    if tree.passages[index] != NO_PASSAGE or tree.deps[index] in _NOT_VERBS:
        return
    if verb is None:
        verb = _UNLISTED if _takes_clause(tree, index) else None
        if verb is None:
            return
    found = _content(tree, index, verb)
    if found is None:
        return
    shape, content = found
    if shape != "clause" and _is_in_passing(tree, index) and not _has_passage(tree, content):
        return
    source = subjects.subject(tree, index)
    if source is not None and (
        tree.stands[source]
        or subjects.is_empty(tree, source, verb.speech or _quotes(tree, content))
    ):
        source = None
    if source is None and shape == "clause" and tree.child(index, "nsubjpass") is None:
        source = subjects.beside(tree, index)
        source = None if source in content else source
    if source is None and subjects.is_open(tree, index):
        source = subjects.of_sentence(tree, index)
    if source is None and shape in ("object", "preposition", "infinitive"):
        return
    if source is not None:
        taken = range(*_closed(subjects.phrase(tree, source)))
        content = [token for token in content if token not in taken]
    if any(tree.words[token][0].isalnum() for token in content):
        yield Frame(index, source, tuple(content), shape)


_PASSING = frozenset(("acl", "ccomp", "xcomp", "pcomp", "relcl"))


def _is_in_passing(tree: Tree, index: int) -> bool:
    """A verdict or wish without a clause or quoted words, in a subordinate place."""
    dep = tree.deps[index]
    speaking = tree.lower[index] in SPEAKING
    return (dep in _PASSING and not (dep == "relcl" and speaking)) or (
        dep == "advcl" and not speaking
    )


def _quotes(tree: Tree, content: Sequence[int]) -> bool:
    return any(tree.stands[token] for token in content)


def _has_passage(tree: Tree, content: Sequence[int]) -> bool:
    return any(tree.passages[token] != NO_PASSAGE for token in content)


def _closed(pair: tuple[int, int]) -> tuple[int, int]:
    return pair[0], pair[1] + 1


_UNLISTED = Verb("", False, False, True, False, False, False, frozenset())
_PUT = Verb("put", True, False, False, False, False, False, frozenset())
_PUT_IT = dict.fromkeys(("put", "puts"), _PUT)


def _puts_it(tree: Tree, index: int) -> bool:
    """`as Smith put it`."""
    return index + 1 < len(tree) and tree.lower[index + 1] == "it"


_NEVER = frozenset(
    [
        "allow",
        "allows",
        "allowed",
        "allowing",
        "is",
        "'s",
        "was",
        "were",
        "are",
        "be",
        "been",
        "being",
        "'re",
        "'m",
        "am",
        "has",
        "have",
        "had",
        "having",
        "means",
        "mean",
        "meant",
        "ensure",
        "ensures",
        "ensured",
        "ensuring",
        "make",
        "makes",
        "made",
        "making",
        "let",
        "lets",
        "letting",
        "help",
        "helps",
        "helped",
        "helping",
        "happen",
        "happens",
        "happened",
        "cause",
        "causes",
        "caused",
        "require",
        "requires",
        "required",
        "get",
        "gets",
        "got",
        "keep",
        "keeps",
        "kept",
        "do",
        "does",
        "did",
        "did.",
        "see",
        "sees",
        "go",
        "goes",
        "went",
        "come",
        "comes",
        "came",
        "happening",
        "takes",
        "take",
        "took",
        "watch",
        "watched",
    ]
)


def _takes_clause(tree: Tree, index: int) -> bool:
    """Whether a verb of no list takes a that-clause, which nearly always makes it a report."""
    if tree.lower[index] in _NEVER or tree.child(index, "nsubj") is None:
        return False
    clause = tree.child(index, "ccomp")
    return clause is not None and clause > index and tree.child(clause, "mark", "nsubj") is not None


def _content(tree: Tree, index: int, verb: Verb) -> tuple[str, list[int]] | None:
    clause = _clause(tree, index)
    if clause is not None and (verb.takes_clause or _quotes(tree, clause)):
        return "clause", clause
    host = _host(tree, index)
    if host is not None and (verb.speech or verb.mind or verb.show):
        return "clause", host
    if _blocked(verb):
        return None
    infinitive = _infinitive(tree, index, verb)
    if infinitive is not None and verb.takes_infinitive:
        return "infinitive", infinitive
    if verb.judge or verb.speech or verb.mind or verb.will or verb.show:
        thing = _object(tree, index, verb)
        if thing is not None and (verb.takes_object or _has_passage(tree, thing)):
            return "object", thing
    behind = _preposition(tree, index, verb)
    if behind is not None:
        return "preposition", behind
    return None


def _blocked(verb: Verb) -> bool:
    return verb is _UNLISTED


def _clause(tree: Tree, index: int) -> list[int] | None:
    clauses = [
        child
        for child in tree.all(index, "ccomp", "csubj")
        if not (tree.deps[child] == "csubj" and child < index)
    ]
    if not clauses:
        return None
    behind = [clause for clause in clauses if clause > index and tree.child(clause, "mark")]
    if behind and not any(_quotes(tree, _subtree(tree, clause)) for clause in clauses):
        clauses = [clause for clause in clauses if clause > index]
    return sorted(token for clause in clauses for token in _subtree(tree, clause))


def _colon_after(tree: Tree, index: int) -> bool:
    return any(tree.lower[child] == ":" for child in tree.children[index] if child > index)


def _host(tree: Tree, index: int) -> list[int] | None:
    """The sentence that a parenthetical `he said` interrupts or follows."""
    if tree.deps[index] not in ("parataxis", "advcl", "ccomp", "dep"):
        return None
    as_clause = _is_as_clause(tree, index)
    if tree.deps[index] != "parataxis" and not as_clause and not _parenthetical(tree, index):
        return None
    if tree.child(index, "nsubj") is None:
        return None
    head = tree.heads[index]
    own = set(_subtree(tree, index))
    return [token for token in _subtree(tree, head) if token not in own]


def _is_as_clause(tree: Tree, index: int) -> bool:
    """`as Smith put it`: only where nothing else is reported by the verb."""
    mark = tree.child(index, "mark", "advmod")
    return mark is not None and mark == tree.left[index] and tree.lower[mark] == "as"


def _parenthetical(tree: Tree, index: int) -> bool:
    """Whether commas set off a bare `he said`."""
    first, last = tree.left[index], tree.right[index]
    before = first > 0 and tree.lower[first - 1] in (",", "—", "–", "--")
    after = last + 1 < len(tree) and tree.lower[last + 1] in (",", "—", "–", "--", ".")
    return before and after and last - first < 12 and tree.child(index, "mark", "advmod") is None


_GERUND = frozenset(
    """deny admit recommend suggest propose consider regret support oppose report advocate call favor
    recall remember imagine acknowledge avoid mention discuss contemplate like love hate prefer
    see hear find feel want describe stop keep quote confess""".split()
)


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


def _quoted_tail(tree: Tree, preposition: int) -> bool:
    """`with holding "…"`, `to "…"`: quoted words belong to what is said."""
    end = tree.right[preposition]
    return tree.lower[preposition] in ("with", "to", "by", "about", "as") and _has_passage(
        tree, range(preposition, end + 1)
    )


_TAILS = frozenset(("as", "of", "for"))
_OBJECT_TAILS = {base: _TAILS | {"to", "with"} for base in ("compare", "liken", "equate")}


def _object(tree: Tree, index: int, verb: Verb) -> list[int] | None:
    """A direct object with what is said of it: `called Trump a liar`, `accused him of lying`."""
    things = [child for child in tree.all(index, "dobj", "oprd", "acomp", "attr") if child > index]
    things = [child for child in things if tree.lower[child] not in _NOTHING]
    if not things:
        return None
    clause = _noun_clause(tree, things[0])
    if clause is not None:
        return clause
    first = min(tree.left[child] for child in things)
    last = max(_end(tree, child) for child in things)
    for child in tree.children[index]:
        if (
            child > last
            and tree.deps[child] == "prep"
            and tree.lower[child] in _OBJECT_TAILS.get(verb.base, _TAILS)
        ):
            last = max(last, _end(tree, child))
    return list(range(first, _before_setting(tree, first, last) + 1))


_NOTHING = frozenset(("much", "so", "nothing", "something", "anything", "same", "little"))


def _noun_clause(tree: Tree, noun: int) -> list[int] | None:
    """`voiced the opinion that …`: the clause alone is content."""
    if tree.lower[noun] not in SPEECH_NOUNS and tree.lower[noun] not in ATTITUDE_NOUNS:
        return None
    for child in tree.all(noun, "acl", "ccomp"):
        mark = tree.child(child, "mark")
        if mark is not None and tree.lower[mark] == "that":
            return list(range(tree.left[child], tree.right[child] + 1))
    return None


_SETTINGS = frozenset(
    "on in at during after before while when wednesday thursday friday saturday "
    "sunday monday tuesday for as".split()
)


def _before_setting(tree: Tree, first: int, last: int) -> int:
    """`called him a "clown" on his show`: what follows the closed quotation is narration."""
    ends = [token for token in range(first, last) if tree.passages[token] != NO_PASSAGE]
    if not ends or ends[-1] + 1 > last:
        return last
    after = ends[-1] + 1
    return ends[-1] if tree.lower[after] in _SETTINGS else last


def _preposition(tree: Tree, index: int, verb: Verb) -> list[int] | None:
    if not verb.prepositions:
        return None
    for child in tree.children[index]:
        if child > index and tree.lower[child] in verb.prepositions:
            inner = tree.child(child, "pobj", "pcomp")
            if inner is not None:
                return list(range(tree.left[inner], _end(tree, inner) + 1))
    return None


def _end(tree: Tree, index: int) -> int:
    """The end of a phrase, short of a relative clause that a comma sets off."""
    last = tree.right[index]
    for child in tree.children[index]:
        if child > index and tree.deps[child] in ("relcl", "appos", "advcl"):
            before = tree.left[child] - 1
            if before > index and tree.lower[before] in (",", "—", "–", "--"):
                return before - 1
    return last


def _subtree(tree: Tree, index: int) -> list[int]:
    """All tokens below a token, which need not be contiguous."""
    first, last = tree.left[index], tree.right[index]
    return [token for token in range(first, last + 1) if tree.under(token, index)]
