"""Further places in an article where a name stands that the model saw once, or that all know.

Adds candidates only; what they name is decided with all the others, elsewhere.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from pipelines.extract import names, places, roles
from pipelines.extract.candidates import Candidate, merge
from pipelines.extract.lines import WORD, Line

_SHORTEST = 2
_PARTING = re.compile(r"[^\w\s.'’&-]")
_OPENING = "\"“‘'(["
_LONGEST = 8
_WIDEST_PLACE = 4
Forms = dict[str, list[tuple[str, ...]]]


def complete(lines: list[Line], found: list[list[Candidate]]) -> list[list[Candidate]]:
    """The candidates of each paragraph, with the repeated and the commonly known names."""
    forms = _forms(lines, found)
    common = _small_words(lines)
    return [
        _completed(at, line, known, forms, common)
        for at, (line, known) in enumerate(zip(lines, found, strict=True))
    ]


def _completed(
    at: int, line: Line, known: list[Candidate], forms: Forms, common: frozenset[str]
) -> list[Candidate]:
    """In a headline a known name goes before what the model makes of words in capitals."""
    sure = [c for c in known if c.sure]
    return merge(sure, list(_repeats(at, line, sure, forms, common)), known)


def _forms(lines: list[Line], found: list[list[Candidate]]) -> Forms:
    """The names to look for, as the words they are printed in, by first word, longest first."""
    forms: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    for candidate in (c for known in found for c in known if c.sure):
        words = _words(candidate.text)
        for form in {words, words[-1:]} if _is_full(candidate) else {words}:
            if form and len(form[0]) >= _SHORTEST and form[0][0].isupper():
                forms[form[0]].add(form)
                forms[form[0].upper()].add(tuple(word.upper() for word in form))
    return {first: sorted(every, key=lambda f: (-len(f), f)) for first, every in forms.items()}


def _is_full(candidate: Candidate) -> bool:
    words = names.key(candidate.text)
    return candidate.label == "PERSON" and len(words) > 1 and not names.suffix(words)


def _small_words(lines: list[Line]) -> frozenset[str]:
    """Words the article also prints small: at the start of a sentence they are no names."""
    return frozenset(w for line in lines for m in line.words if (w := m.group())[0].islower())


def _repeats(
    at: int, line: Line, known: list[Candidate], forms: Forms, common: frozenset[str]
) -> Iterator[Candidate]:
    taken = {i for c in known for i in range(c.start, c.end)}
    position = 0
    while position < len(line.words):
        width = _width(line, position, forms)
        end = position + max(width, 1)
        if width and _is_free(line, position, end, taken, common):
            start, stop = line.words[position].start(), line.words[end - 1].end()
            yield Candidate(at, start, stop, line.text[start:stop], None, sure=not line.titled)
        position = end


def _width(line: Line, position: int, forms: Forms) -> int:
    """How many words from here on are a name: 0 for none."""
    first = line.words[position].group()
    if not first[0].isupper():
        return 0
    known = forms.get(first)
    if known:
        ahead = tuple(word.group() for word in line.words[position : position + _LONGEST])
        for form in known:
            if ahead[: len(form)] == form and _stands_together(line, position, len(form)):
                return len(form)
    return _place_width(line, position) if places.begins(first) else 0


def _stands_together(line: Line, position: int, width: int) -> bool:
    """Whether nothing but a space, a hyphen or the stop of an initial parts the words."""
    start, end = line.words[position].start(), line.words[position + width - 1].end()
    return width == 1 or not _PARTING.search(line.text, start, end)


def _place_width(line: Line, position: int) -> int:
    start = line.words[position].start()
    for width in range(min(_WIDEST_PLACE, len(line.words) - position), 0, -1):
        text = line.text[start : line.words[position + width - 1].end()]
        if places.known(text) and not _PARTING.search(text):
            return width
    return 0


def _is_free(line: Line, start: int, end: int, taken: set[int], common: frozenset[str]) -> bool:
    words = line.words[start:end]
    if any(word.start() in taken for word in words):
        return False
    if len(words) > 1 or line.titled:
        return True
    if words[0].group().lower() in common:
        return False
    return not (_joins(line, start - 1, start, taken) or _joins(line, end, end, taken))


def _joins(line: Line, position: int, right: int, taken: set[int]) -> bool:
    """Whether a neighbour is in capitals too, so that both are parts of an unknown longer name."""
    if not 0 <= position < len(line.words):
        return False
    word = line.words[position]
    text, between = word.group(), line.text[line.words[right - 1].end() : line.words[right].start()]
    if not text[0].isupper() or not between.isspace():
        return False
    if word.start() in taken or _opens(line, word.start()):
        return False
    return not (roles.goes_before(text) or roles.is_honorific(text))


def _opens(line: Line, offset: int) -> bool:
    """Whether any word would be in capitals here: after a stop or an opening mark."""
    return line.opens(offset) or line.text[offset - 1] in _OPENING


def _words(text: str) -> tuple[str, ...]:
    return tuple(match.group() for match in WORD.finditer(text))
