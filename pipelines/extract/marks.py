"""Finds the passages between quotation marks in a body, repairing marks that are missing.

Belongs here: which characters open and close, nesting, paragraphs that go on quoting, unclosed
marks, British single marks. Not here: whether a passage is speech, and whose.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

_LINE = re.compile(r"^[^\n]*\S[^\n]*", re.MULTILINE)
_DOUBLE = re.compile(r"[“”„‟«»＂\"]|``|''")
_SINGLE = re.compile(r"[‘’‚‛']")
_OPENING = frozenset("“„‟«")
_CLOSING = frozenset("”»")
_BEFORE_OPENING = frozenset("([{—–-―/:…“‘\"'")
_SENTENCE_END = re.compile(r"[.!?…][\"”’')\]]*\s+(?=[\"“‘'(\[]?[A-Z0-9])")
_FINAL = frozenset(",.?!…;—–-")
_ELIDED = re.compile(r"(?:\d0s?|em|til|tis|twas|cause|bout|n|round|nother|cos)\b", re.IGNORECASE)
# How many marks are looked at to find out what one is. No paragraph of prose has as many, and
# thousands in a row would otherwise each be compared with all the others.
_MOST_DOUBLE, _MOST_SINGLE = 100, 300


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch between quotation marks: `start` and `end` include the marks, `inner_*` do not.

    `continues` is true where the paragraph ends without closing the passage and the next
    paragraph opens again; `single` where the marks are single ones.
    """

    start: int
    end: int
    inner_start: int
    inner_end: int
    continues: bool = False
    single: bool = False


@dataclass(frozen=True, slots=True)
class _Mark:
    start: int
    end: int
    opens: bool
    closes: bool
    shaped: bool


def find_passages(body: str) -> list[Passage]:
    """All outermost passages of the body in reading order; no passage crosses a line."""
    lines = [(match.start(), match.end()) for match in _LINE.finditer(body)]
    found: list[Passage] = []
    for number, (start, end) in enumerate(lines):
        following = body[slice(*lines[number + 1])].lstrip()[:2] if number + 1 < len(lines) else ""
        doubles = list(_doubles(body, start, end, _opens_line(following)))
        singles = list(_singles(body, start, end, doubles))
        found.extend(_outermost(doubles, singles))
    return found


def is_title(body: str, passage: Passage) -> bool:
    """Whether the words look like the name of a work: every long one begins with a capital."""
    words = body[passage.inner_start : passage.inner_end].strip(" ,").split()
    return len(words) > 1 and all(word[0].isupper() for word in words if len(word) > 3)


def _opens_line(text: str) -> bool:
    return text[:1] in _OPENING or text[:1] in ('"', "＂") or text[:2] in ("``", "''")


def _doubles(body: str, start: int, end: int, reopened: bool) -> Iterator[Passage]:
    marks = [_double_mark(body, match, start, end) for match in _DOUBLE.finditer(body, start, end)]
    opened: list[_Mark] = []
    for number in _of_one_style(marks):
        mark = marks[number]
        if opened and mark.closes and not (mark.opens and _nests(marks, number, len(opened))):
            first = opened.pop()
            if not opened:
                yield Passage(first.start, mark.end, first.end, mark.start)
        elif mark.opens and (not opened or _nests(marks, number, len(opened))):
            opened.append(mark)
        elif opened:
            yield _cut(body, opened[0], mark.start)
            opened = [mark] if mark.opens else []
        elif mark is marks[0]:
            yield _from_line_start(body, start, mark)
    if opened:
        first = opened[0]
        whole = Passage(first.start, end, first.end, end, continues=True)
        yield whole if reopened else _cut(body, first, end)


def _of_one_style(marks: Sequence[_Mark]) -> Iterator[int]:
    """The numbers of the marks, without pairs of the other style inside a passage."""
    outer: _Mark | None = None
    inner = 0
    for number, mark in enumerate(marks):
        if outer is not None and mark.shaped != outer.shaped:
            inner += 1 if mark.opens else -1
            if inner >= 0:
                continue
        inner = 0
        yield number
        outer = mark if mark.opens and outer is None else None if mark.closes else outer


def _double_mark(body: str, match: re.Match[str], start: int, end: int) -> _Mark:
    """A mark with the roles its shape and its neighbours allow; a plain one may have both."""
    text = match.group()
    before = body[match.start() - 1] if match.start() > start else " "
    after = body[match.end()] if match.end() < end else " "
    opens = (before.isspace() or before in _BEFORE_OPENING) and not after.isspace()
    closes = not before.isspace() and not after.isalnum()
    if text in _OPENING or text == "``":
        misused = closes and after.isspace()
        return _Mark(match.start(), match.end(), not misused, misused, True)
    if text in _CLOSING:
        return _Mark(match.start(), match.end(), opens and not closes, True, True)
    if not opens and not closes:
        return _Mark(match.start(), match.end(), True, True, False)
    return _Mark(match.start(), match.end(), opens, closes, False)


def _nests(marks: Sequence[_Mark], number: int, depth: int) -> bool:
    """Whether the marks after one would close one passage more than are open before it."""
    level = depth + 1
    for mark in marks[number + 1 : number + 1 + _MOST_DOUBLE]:
        if mark.closes and not mark.opens:
            level -= 1
        elif mark.opens and not mark.closes:
            level += 1
        else:
            return False
        if level == 0:
            return True
    return False


def _cut(body: str, opening: _Mark, end: int) -> Passage:
    """An unclosed passage: it ends before the words that attribute it, else with the text."""
    text = body[opening.end : end]
    match = _ATTRIBUTION.search(text)
    stop = opening.end + match.start() + 1 if match else opening.end + len(text.rstrip())
    return Passage(opening.start, stop, opening.end, stop)


_ATTRIBUTION = re.compile(
    r"[,?!] (?:(?:[Tt]he |[A-Z])?[\w.’'-]+ ){1,5}?(?:said|says|added|told|wrote|asked|replied)\b"
    r"|[,?!] (?:said|says|added|asked|replied|wrote) (?:the |[A-Z]|he\b|she\b)"
)


def _from_line_start(body: str, start: int, mark: _Mark) -> Passage:
    """A passage that is closed but was never opened starts with its sentence."""
    begin = start
    for match in _SENTENCE_END.finditer(body, start, mark.start):
        begin = match.end()
    return Passage(begin, mark.end, begin, mark.start)


def _singles(body: str, start: int, end: int, doubles: Sequence[Passage]) -> Iterator[Passage]:
    place = start
    for match in _SINGLE.finditer(body, start, end):
        at = match.start()
        if at < place or _inside(at, doubles) or not _opens_single(body, at, start):
            continue
        close = _closing_single(body, at, end, doubles)
        if close is not None:
            yield Passage(at, close + 1, at + 1, close, single=True)
            place = close + 1


def _opens_single(body: str, at: int, start: int) -> bool:
    if body[at] == "’" or at + 1 >= len(body) or body[at + 1].isspace():
        return False
    before = body[at - 1] if at > start else " "
    if not (before.isspace() or before in "([—–-―/"):
        return False
    return body[at] != "'" or not _ELIDED.match(body, at + 1)


def _closing_single(body: str, at: int, end: int, doubles: Sequence[Passage]) -> int | None:
    """The mark that closes: one after punctuation, before a possessive that only looks like it."""
    possible: int | None = None
    for match in islice(_SINGLE.finditer(body, at + 2, end), _MOST_SINGLE):
        place = match.start()
        after = body[place + 1] if place + 1 < end else " "
        if _inside(place, doubles) or body[place] == "‘" or after.isalnum():
            continue
        before = body[place - 1]
        if before.isspace():
            break
        if before in _FINAL or after in _FINAL:
            return place
        if before != "s":
            return place
        possible = place if possible is None else possible
    return possible


def _inside(at: int, passages: Sequence[Passage]) -> bool:
    """Whether an offset lies in one of the passages, which stand in order."""
    before = bisect_left(passages, at, key=lambda passage: passage.start)
    return before > 0 and at < passages[before - 1].end


def _outermost(doubles: list[Passage], singles: list[Passage]) -> list[Passage]:
    """Doubles and singles in order, without those that lie in another."""
    merged = sorted(doubles + singles, key=lambda passage: (passage.start, -passage.end))
    kept: list[Passage] = []
    for passage in merged:
        free = not kept or passage.start >= kept[-1].end
        if free and passage.inner_end > passage.inner_start:
            kept.append(passage)
    return kept
