"""Corrects what a small parser regularly gets wrong around verbs of report.

Works on heads and relations before a tree is built. Belongs here: attachments that the words
themselves contradict. Not here: what a verb reports.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipelines.extract.verbs import SPEAKING

_SUBJECTS = frozenset(("nsubj", "nsubjpass", "expl", "csubj"))
_MODALS = frozenset("will would shall should can could may might must 'll 'd to ca wo".split())
_CLAUSAL = frozenset(("ccomp", "acl", "relcl"))
_LINKS = frozenset(("and", "but", "or"))
_CONCLUSIVE = frozenset(("therefore", "thus", "hence", "consequently"))
_PRENOMINAL = frozenset(("det", "amod", "compound", "poss", "case"))
_PAST = frozenset(form for form in SPEAKING if form.endswith("ed")) | frozenset(
    "gave went took began did was were came saw knew wrote spoke chose drew broke said told made "
    "thought held felt voiced".split()
)


def repair(words: Sequence[str], heads: list[int], deps: list[str]) -> None:
    """Reattaches coordinated verbs and bare clauses, in place."""
    parse = _Parse(words, heads, deps)
    for index in range(1, len(words)):
        if parse.lower[index] == "much" and parse.lower[index - 1] in ("as", "so"):
            parse.say_as_much(index)
        elif deps[index] in ("ccomp", "conj") and heads[index] != index:
            parse.continue_clause(index)
    for index in range(1, len(words)):
        if deps[index] == "conj" and parse.lower[index] in _PAST:
            parse.coordinate(index)
    for index in range(len(words) - 1):
        if parse.lower[index] in SPEAKING and deps[index] not in ("nsubj", "compound", "amod"):
            parse.embed(index)


class _Parse:
    """Heads and relations that change, with the children as the parser had them."""

    def __init__(self, words: Sequence[str], heads: list[int], deps: list[str]) -> None:
        self.lower = [word.lower() for word in words]
        self._heads = heads
        self._deps = deps
        self._children: list[list[int]] = [[] for _ in words]
        for index, head in enumerate(heads):
            if head != index:
                self._children[head].append(index)

    def coordinate(self, index: int) -> None:
        """`said he was glad and told her`: `told` goes with `said`, not with what he said."""
        inner = self._heads[index]
        if self._with(index, *_SUBJECTS, "aux") or self._deps[inner] not in _CLAUSAL:
            return
        outer = self._heads[inner]
        while self._deps[outer] in ("dobj", "pobj", "prep") and self._heads[outer] != outer:
            outer = self._heads[outer]
        if inner > index or outer >= index or self.lower[outer] not in _PAST:
            return
        modal = any(self.lower[child] in _MODALS for child in self._of(inner, "aux"))
        if modal or (self.lower[index] in SPEAKING and self.lower[outer] in SPEAKING):
            self._heads[index] = outer

    def embed(self, index: int) -> None:
        """`joked he was rich`: the clause that starts right after the verb is what it reports."""
        if self._with(index, "ccomp", "dobj", "xcomp", "parataxis"):
            return
        first = index + 1
        while first + 1 < len(self.lower) and self._deps[first] in _PRENOMINAL:
            first += 1
        clause = self._heads[first]
        if self._deps[first] not in ("nsubj", "nsubjpass") or clause <= first:
            return
        beside = self._heads[clause] == self._heads[index]
        if beside and self._deps[clause] in ("conj", "parataxis"):
            self._heads[clause], self._deps[clause] = index, "ccomp"
        elif self._heads[clause] == index:
            self._deps[clause] = "ccomp"

    def say_as_much(self, index: int) -> None:
        """`said as much commenting on it`: `as much` is all that was said."""
        clause = self._heads[index]
        verb = self._heads[clause]
        between = verb < index < clause and self._deps[index] in _SUBJECTS
        if between and self.lower[verb] in SPEAKING:
            self._heads[index], self._deps[index] = verb, "dobj"
            self._deps[clause] = "advcl"

    def continue_clause(self, index: int) -> None:
        """`the remark that A and B, he noted that C`: B goes on what A began, it is not noted."""
        fronted = self._deps[index] == "ccomp"
        if fronted and index > self._heads[index]:
            return
        inner = next(self._that_clauses(index), None)
        if inner is None or self._with(inner, "conj"):
            return
        link = next((at for at in range(inner + 1, index) if self.lower[at] in _LINKS), None)
        if link is None:
            return
        conclusive = any(self.lower[at] in _CONCLUSIVE for at in range(link, index))
        if conclusive or (fronted and self._heads[link] == inner):
            self._hand_over(index, inner)
            self._heads[index], self._deps[index] = inner, "conj"

    def _that_clauses(self, index: int) -> Iterator[int]:
        """Verbs of that-clauses before a token, nearest first."""
        for inner in range(index - 2, -1, -1):
            marks = self._of(inner, "mark") if self._deps[inner] in _CLAUSAL else []
            if any(self.lower[mark] == "that" for mark in marks):
                yield inner

    def _hand_over(self, index: int, inner: int) -> None:
        """What hangs on a clause and holds its new head goes to the clause's old head."""
        at = inner
        while self._heads[at] not in (at, index):
            at = self._heads[at]
        if self._heads[at] == index:
            self._heads[at] = self._heads[index] if self._heads[index] != index else at

    def _of(self, index: int, *deps: str) -> list[int]:
        return [child for child in self._children[index] if self._deps[child] in deps]

    def _with(self, index: int, *deps: str) -> bool:
        return any(self._deps[child] in deps for child in self._children[index])
