"""The model's entities, repaired: glued names cut, determiners, possessives and offices taken off.

One paragraph at a time; which of them are names after all, and of what, is decided over the whole
article in entities.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipelines.extract import names, places, roles
from pipelines.extract.candidates import Candidate, candidate
from pipelines.extract.lines import Line

LABELS = frozenset(
    {"PERSON", "ORG", "GPE", "NORP", "LOC", "FAC", "EVENT", "WORK_OF_ART", "LAW", "PRODUCT"}
)
_SPLIT_AT_COMMA = frozenset({"ORG", "GPE", "LOC", "NORP", "FAC"})
_OFFICE_OF = re.compile(r"(?:[Ss]ecretary|[Mm]inister|[Uu]ndersecretary)\s+of\s+(?:the\s+)?$")
_PREFIX = re.compile(r"^(?:post|pre|anti|pro|non|ex|un|mid|then|all|most)-(?=[A-Z])", re.IGNORECASE)
_FORBIDDEN = re.compile(r"[\"“”\n\t|@#]|https?:|www\.|\w['’](?:re|ve|ll|d|m)\b")
_LONGEST = 90
_NO_NAMES = roles.words(
    """
    i we you he she it they me us him her them my our your his its their who which that what this
    these those there here a an the and or but if so no not yes ok also then now when where why how
    thats its heres whats theres mr mrs ms miss dr sir monday tuesday wednesday thursday friday
    saturday sunday january february march april june july august september october november
    december today tomorrow yesterday spring summer fall autumn winter north south east
    am pm et est edt gmt utc com www photo getty image images reuters/ editor story read more
    click share advertisement continue copyright updated sign subscribe
    """
)
_PERSONAL = frozenset({"president", "senator", "sen", "rep", "gov", "governor", "secretary",
                       "congressman", "congresswoman", "mr", "mrs", "ms", "dr"})  # fmt: skip


def entities(at: int, line: Line) -> Iterator[Candidate]:
    """What is left of the model's entities."""
    for entity in line.doc.ents:
        if entity.label_ in LABELS:
            yield from _repaired(at, line, entity.start_char, entity.end_char, entity.label_)


def _repaired(at: int, line: Line, start: int, end: int, label: str) -> Iterator[Candidate]:
    for low, high in _cut(line.text[start:end], label):
        first, last = names.bounds(line.text[start + low : start + high])
        piece_start, piece_end = start + low + first, start + low + last
        text = line.text[piece_start:piece_end]
        shift, size, label_now = _without_roles(text, label)
        piece_start, piece_end = piece_start + shift, piece_start + shift + size
        if _is_name(line, piece_start, piece_end, label_now):
            yield candidate(at, line, piece_start, piece_end, label_now)


def _cut(text: str, label: str) -> list[tuple[int, int]]:
    """The names that the model took for one."""
    low, high = names.bounds(text)
    name = text[low:high]
    if places.known(name):
        return [(low, high)]
    parts = [(low + a, low + b) for a, b in _glued(name, label)]
    prefix = _PREFIX.match(name)
    return [(low + prefix.end(), high)] if prefix and len(parts) == 1 else parts


def _glued(name: str, label: str) -> list[tuple[int, int]]:
    whole = [(0, len(name))]
    hyphened = [match.span() for match in re.finditer(r"[^-–/]+", name)]
    if len(hyphened) > 1 and all(places.known(name[a:b]) for a, b in hyphened):
        return hyphened
    parts = list(names.pieces(name))
    texts = [name[a:b] for a, b in parts]
    if len(parts) < 2 or any(len(names.key(text)) == 0 for text in texts):
        return whole
    if any(names.suffix(("x", *names.key(text))) or _is_company(text) for text in texts[1:]):
        return whole
    if label == "PERSON":
        return parts
    comma = label in _SPLIT_AT_COMMA and "," in name and " and " not in name and "&" not in name
    return parts if comma else whole


def _is_company(text: str) -> bool:
    return len(names.key("x " + text)) == 1


def _without_roles(text: str, label: str) -> tuple[int, int, str]:
    """Where in a candidate the name is, once the office before or behind it is taken off."""
    words = list(re.finditer(r"\S+", text))
    if label != "PERSON":
        end = _role_end(text, words)
        if end < len(text):
            return 0, end, label
        if not 2 <= len(words) <= 3 or roles.bare(words[0].group()) not in _PERSONAL:
            return 0, len(text), label
        return words[1].start(), len(text) - words[1].start(), "PERSON"
    start = max((words[i + 1].start() for i in range(len(words) - 1) if _is_office(words, i)),
                default=0)  # fmt: skip
    return start, len(text) - start, label


def _is_office(words: list[re.Match[str]], at: int) -> bool:
    """Whether a word before a name is an office and no first name ("Dean Heller")."""
    word = words[at].group()
    if at > 0 and not word.endswith(".") and not roles.goes_before(words[at - 1].group()):
        return False
    office = roles.is_role(word) or roles.is_honorific(word)
    return office and (at > 0 or roles.bare(word) not in roles.FIRST_NAMES_TOO)


def _role_end(text: str, words: list[re.Match[str]]) -> int:
    """Where a name ends that the model ran into the role behind it ("Kremlin Spokesman")."""
    if not words or not roles.is_role(words[-1].group()):
        return len(text)
    kept = words[:-1]
    while len(kept) > 1 and not places.known(text[: kept[-1].end()]):
        if not roles.goes_before(kept[-1].group()):
            break
        kept = kept[:-1]
    if len(kept) == 1 and not places.known(kept[0].group()) and roles.goes_before(kept[0].group()):
        return 0
    return kept[-1].end() if kept else 0


def _is_no_name(text: str, word: str) -> bool:
    return word.replace("'", "") in _NO_NAMES and not places.known(text)


def _is_name(line: Line, start: int, end: int, label: str) -> bool:
    text = line.text[start:end]
    if not 2 <= len(text) <= _LONGEST or _FORBIDDEN.search(text):
        return False
    words = names.key(text)
    if not words or (len(words) == 1 and _is_no_name(text, words[0])):
        return False
    if not any(c.isupper() for c in text) or (text[0].islower() and label != "PERSON"):
        return text[:3].lower() == "al-" or (text[0].islower() and text[1:2].isupper())
    if label == "ORG" and _OFFICE_OF.search(line.text[max(0, start - 30) : start]):
        return False
    return not (len(words) == 1 and roles.is_role(text) and label != "PERSON")
