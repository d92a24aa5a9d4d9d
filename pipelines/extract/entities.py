"""One decision per name over a whole article: what type it is, and its fullest form.

Candidates come in as they stand in the text, namings go out. Which stretches are candidates, and
which words around them are evidence, is decided elsewhere.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass

from pipelines.extract import evidence, names, places
from pipelines.extract.candidates import Candidate
from pipelines.extract.lines import Line
from pipelines.extract.persons import People, Person

_ORDER = ("PERSON", "GPE", "ORG", "NORP", "LOC", "FAC", "EVENT", "WORK_OF_ART", "LAW", "PRODUCT")


@dataclass(frozen=True, slots=True)
class Naming:
    """A candidate with the type and the fullest name of what it names."""

    candidate: Candidate
    label: str
    name: str


def decide(lines: list[Line], found: list[list[Candidate]]) -> list[Naming]:
    """What every candidate names; the unlikely ones of headlines are left out."""
    candidates = [c for known in found for c in known]
    labels = _labels(lines, found)
    people = People(key for key, label in labels.items() if label == "PERSON" and _is_full(key))
    sure = {names.key(c.text) for c in candidates if c.sure}
    kept = [c for c in candidates if c.sure or _is_confirmed(c, sure, people, labels)]
    groups = [_group(lines[c.line], c, labels, people) for c in kept]
    groups = _with_organizations(kept, groups, labels)
    return _named(kept, groups, labels)


def _is_full(key: names.Key) -> bool:
    return len(names.core(key)) > 1 and not names.suffix(("x", *key[1:2]))


def _labels(lines: list[Line], found: list[list[Candidate]]) -> dict[names.Key, str]:
    """The type of each name by the votes of all its standings."""
    tally: dict[names.Key, dict[str, float]] = defaultdict(lambda: dict.fromkeys(_ORDER, 0.0))
    for line, known in zip(lines, found, strict=True):
        covered = _Cover(known)
        for candidate in known:
            votes = tally[names.key(candidate.text)]
            for label, weight in evidence.votes(line, candidate, covered).items():
                votes[label] += weight
    return {key: _winner(votes) for key, votes in tally.items()}


def _winner(votes: Mapping[str, float]) -> str:
    return max(_ORDER, key=lambda label: votes.get(label, 0))


class _Cover:
    """The type of the candidate that stands at an offset of a paragraph."""

    def __init__(self, known: Iterable[Candidate]) -> None:
        self._at = {i: c.label or "ORG" for c in known for i in (c.start, c.end - 1)}

    def __call__(self, offset: int) -> str | None:
        return self._at.get(offset)


def _is_confirmed(
    candidate: Candidate, sure: set[names.Key], people: People, labels: dict[names.Key, str]
) -> bool:
    """Whether a name in a headline is more than the model's guess at words in capitals."""
    key = names.key(candidate.text)
    if key in sure or places.known(candidate.text) or people.may_mean(key):
        return True
    return not sure and len(key) > 1 and labels[key] == candidate.label


def _group(
    line: Line, candidate: Candidate, labels: dict[names.Key, str], people: People
) -> Hashable:
    """What a candidate names, as something equal for all candidates that name the same."""
    key = names.key(candidate.text)
    label = labels[key]
    person = people.meet(key) if label == "PERSON" else None
    if person is None and _may_be_short(line, candidate, label, people):
        person = people.recall(key, evidence.honorific(line, candidate.start))
    if person is not None:
        return person
    known = places.known(candidate.text)
    if known and known.usual and label == known.label:
        return known.usual
    return key


def _may_be_short(line: Line, candidate: Candidate, label: str, people: People) -> bool:
    """Whether a name may be the surname, or the first name, of someone in the article."""
    key = names.key(candidate.text)
    possible = people.may_mean(key)
    if not possible:
        return False
    if places.known(candidate.text):
        return candidate.label == "PERSON" or evidence.is_addressed(line, candidate)
    first_name_only = all(key == form[:1] for person in possible for form in person.forms)
    return label == "PERSON" if first_name_only or len(key) > 1 else label != "NORP"


def _with_organizations(
    kept: list[Candidate], groups: list[Hashable], labels: dict[names.Key, str]
) -> list[Hashable]:
    """The groups, with acronyms and first words of organizations led back to the full names."""
    full: dict[names.Key, set[names.Key]] = defaultdict(set)
    for candidate in kept:
        key = names.key(candidate.text)
        if labels[key] == "ORG" and len(key) > 1:
            for short in (key[:1], key[:2], (names.initials(candidate.text).casefold(),)):
                full[short].add(key)
    return [_full_form(group, full, labels) for group in groups]


def _full_form(
    group: Hashable, full: dict[names.Key, set[names.Key]], labels: dict[names.Key, str]
) -> Hashable:
    if not isinstance(group, tuple) or labels.get(group) != "ORG":
        return group
    longer = full.get(group, set()) - {group}
    return next(iter(longer)) if len(longer) == 1 else group


def _named(
    kept: list[Candidate], groups: list[Hashable], labels: dict[names.Key, str]
) -> list[Naming]:
    members: dict[Hashable, list[Candidate]] = defaultdict(list)
    for candidate, group in zip(kept, groups, strict=True):
        members[group].append(candidate)
    name_of = {group: _fullest(every, group) for group, every in members.items()}
    label_of = {group: _label(every, group, labels) for group, every in members.items()}
    return [Naming(c, label_of[g], name_of[g]) for c, g in zip(kept, groups, strict=True)]


def _label(members: list[Candidate], group: Hashable, labels: dict[names.Key, str]) -> str:
    if isinstance(group, Person):
        return "PERSON"
    votes = Counter(labels[names.key(c.text)] for c in members)
    return _winner(votes)


def _fullest(members: list[Candidate], group: Hashable) -> str:
    """The longest form of a name that is printed; of a country, the usual one if printed."""
    printed = Counter(c.text for c in members)
    usual = [text for text in printed if isinstance(group, str) and text == group]
    if usual:
        return usual[0]
    return min(printed, key=lambda text: _rank(text, printed[text]))


def _rank(text: str, count: int) -> tuple[bool, bool, int, int, int, str]:
    """Orders printed forms: most whole words first, then most words, then the usual one."""
    words = names.key(text)
    whole = sum(len(word) > 1 for word in words)
    initial = len(words) > 1 and len(words[0]) == 1
    return names.is_shouted(text), initial, -whole, -len(words), -count, text
