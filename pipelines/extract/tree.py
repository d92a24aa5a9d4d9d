"""A parsed paragraph as plain lists, with the questions that rules ask of a dependency tree.

Belongs here: heads, children, edges, spans of phrases. Not here: anything about speech.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from pipelines.extract.records import Span

NO_PASSAGE = -1


@dataclass(slots=True)
class Tree:
    """Tokens of one paragraph: `starts` and `ends` are offsets into the body.

    `passages[i]` is the number of the quoted passage the token lies in or stands for, or
    NO_PASSAGE; `stands[i]` is true where the token stands for a passage that was not parsed.
    """

    words: list[str]
    heads: list[int]
    deps: list[str]
    starts: list[int]
    ends: list[int]
    passages: list[int]
    stands: list[bool]
    lower: list[str] = field(init=False)
    children: list[list[int]] = field(init=False)
    left: list[int] = field(init=False)
    right: list[int] = field(init=False)
    roots: list[int] = field(init=False)

    def __post_init__(self) -> None:
        count = len(self.words)
        self.lower = [word.lower().replace("’", "'") for word in self.words]
        self.children = [[] for _ in range(count)]
        self.left = list(range(count))
        self.right = list(range(count))
        self.roots = list(range(count))
        for index, head in enumerate(self.heads):
            if head != index:
                self.children[head].append(index)
            self._widen(index)

    def _widen(self, index: int) -> None:
        at = index
        while self.heads[at] != at:
            at = self.heads[at]
            if index < self.left[at]:
                self.left[at] = index
            if index > self.right[at]:
                self.right[at] = index
        self.roots[index] = at

    def __len__(self) -> int:
        return len(self.words)

    def child(self, index: int, *deps: str) -> int | None:
        """The first child in one of those relations."""
        for child in self.children[index]:
            if self.deps[child] in deps:
                return child
        return None

    def all(self, index: int, *deps: str) -> list[int]:
        """The children in one of those relations, in order."""
        return [child for child in self.children[index] if self.deps[child] in deps]

    def up(self, index: int) -> Iterator[int]:
        """The heads above a token, nearest first."""
        while self.heads[index] != index:
            index = self.heads[index]
            yield index

    def under(self, index: int, ancestor: int) -> bool:
        """Whether the token is the ancestor or hangs below it."""
        return index == ancestor or any(head == ancestor for head in self.up(index))

    def subtree(self, index: int) -> list[int]:
        """All tokens below a token, itself too; they need not be contiguous."""
        span = range(self.left[index], self.right[index] + 1)
        return [token for token in span if self.under(token, index)]

    def sentence(self, index: int) -> tuple[int, int]:
        """First and last token of the sentence that holds the token."""
        root = self.roots[index]
        return self.left[root], self.right[root]

    def span(self, first: int, last: int) -> Span:
        """The body offsets from one token to another."""
        return Span(self.starts[first], self.ends[last])
