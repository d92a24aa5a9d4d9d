"""Further places in an article where a name stands that the model saw once, or that all know.

Adds candidates only; what they name is decided with all the others, elsewhere.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from spacy.tokens import Doc

from pipelines.extract import names, places, roles
from pipelines.extract.candidates import Candidate, merge
from pipelines.extract.lines import Line

_SHORTEST = 2
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
    """The names to look for as the tokens they are printed in, by first token, longest first."""
    forms: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    for candidate in (c for known in found for c in known if c.sure):
        tokens = _tokens(lines[candidate.line].doc, candidate)
        for form in {tokens, tokens[-1:]} if _is_full(candidate) else {tokens}:
            if form and len(form[0]) >= _SHORTEST and form[0][0].isupper():
                forms[form[0]].add(form)
                forms[form[0].upper()].add(tuple(token.upper() for token in form))
    return {first: sorted(every, key=lambda f: (-len(f), f)) for first, every in forms.items()}


def _tokens(doc: Doc, candidate: Candidate) -> tuple[str, ...]:
    span = doc.char_span(candidate.start, candidate.end)
    return tuple(token.text for token in span) if span is not None else ()


def _is_full(candidate: Candidate) -> bool:
    words = names.key(candidate.text)
    return candidate.label == "PERSON" and len(words) > 1 and not names.suffix(words)


def _small_words(lines: list[Line]) -> frozenset[str]:
    """Words the article also prints small: at the start of a sentence they are no names."""
    return frozenset(t.text for line in lines for t in line.doc if t.text[:1].islower())


def _repeats(
    at: int, line: Line, known: list[Candidate], forms: Forms, common: frozenset[str]
) -> Iterator[Candidate]:
    taken = {i for c in known for i in range(c.start, c.end)}
    position = 0
    while position < len(line.doc):
        width = _width(line, position, forms)
        end = position + max(width, 1)
        if width and _is_free(line, position, end, taken, common):
            start, stop = line.doc[position].idx, _end(line, end - 1)
            yield Candidate(at, start, stop, line.text[start:stop], None, sure=not line.titled)
        position = end


def _end(line: Line, token: int) -> int:
    return line.doc[token].idx + len(line.doc[token].text)


def _width(line: Line, position: int, forms: Forms) -> int:
    """How many tokens from here on are a name: 0 for none."""
    doc, first = line.doc, line.doc[position].text
    if not first[:1].isupper():
        return 0
    ahead = tuple(doc[i].text for i in range(position, min(position + _LONGEST, len(doc))))
    for form in forms.get(first, ()):
        if ahead[: len(form)] == form:
            return len(form)
    return _place_width(line, position)


def _place_width(line: Line, position: int) -> int:
    if not places.begins(line.doc[position].text):
        return 0
    start = line.doc[position].idx
    for width in range(min(_WIDEST_PLACE, len(line.doc) - position), 0, -1):
        text = line.text[start : _end(line, position + width - 1)]
        if places.known(text) and names.bounds(text) == (0, len(text)):
            return width
    return 0


def _is_free(line: Line, start: int, end: int, taken: set[int], common: frozenset[str]) -> bool:
    doc = line.doc
    if any(doc[i].idx in taken for i in range(start, end)):
        return False
    if end - start > 1 or line.titled:
        return True
    if doc[start].text.lower() in common:
        return False
    return not (_joins(line, start - 1, taken) or _joins(line, start + 1, taken))


def _joins(line: Line, position: int, taken: set[int]) -> bool:
    """Whether a neighbour is in capitals too, so that both are parts of an unknown longer name."""
    if not 0 <= position < len(line.doc):
        return False
    token = line.doc[position]
    if not token.text[:1].isupper() or token.idx in taken or _opens(line, token.idx):
        return False
    return not (roles.goes_before(token.text) or roles.is_honorific(token.text))


def _opens(line: Line, offset: int) -> bool:
    """Whether any word would be in capitals here: after a stop or an opening mark."""
    return line.opens(offset) or line.text[offset - 1] in _OPENING
