"""The people of one article: which full names are one person's, and whom a bare surname means.

Strings and order of standing only; types are voted on elsewhere.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from pipelines.extract import genders, names, roles

_ESTABLISHED = 3


@dataclass(slots=True, eq=False)
class Person:
    """Someone whose full name the article gives, in all the forms that it gives."""

    forms: list[names.Key] = field(default_factory=list)
    gender: genders.Gender | None = None


class People:
    """All persons of an article by their full names, and the bare names that may mean them."""

    def __init__(self, full_names: Iterable[names.Key]) -> None:
        self._of_full: dict[names.Key, Person] = {}
        self._of_surname: dict[names.Key, list[Person]] = defaultdict(list)
        self._of_first_name: dict[names.Key, list[Person]] = defaultdict(list)
        self._introduced: set[int] = set()
        self._uses: dict[names.Key, Counter[int]] = defaultdict(Counter)
        namesakes: dict[tuple[str, str], list[Person]] = defaultdict(list)
        for full in sorted(full_names, key=lambda k: (-len(k), k)):
            body = names.core(full)
            self._add(full, namesakes[body[-1], body[0][:1]])
        for full, person in self._of_full.items():
            for surname in sorted(names.surnames(full)):
                _list(self._of_surname[surname], person)
            _list(self._of_first_name[full[:1]], person)

    def _add(self, full: names.Key, namesakes: list[Person]) -> None:
        fitting = [p for p in namesakes if all(names.same_person(full, f) for f in p.forms)]
        person = fitting[0] if len(fitting) == 1 else Person()
        if person not in namesakes:
            namesakes.append(person)
        person.forms.append(full)
        person.gender = person.gender or genders.of_first_name(full[0])
        self._of_full[full] = person

    def meet(self, full: names.Key) -> Person | None:
        """The person of this full name, who from here on is introduced to the reader."""
        person = self._of_full.get(full)
        if person is not None:
            self._introduced.add(id(person))
        return person

    def may_mean(self, short: names.Key) -> list[Person]:
        """Everyone in the article whom a surname, or else a first name, may mean."""
        found = self._of_surname.get(short) or self._of_first_name.get(short, [])
        plain = [p for p in found if not any(names.suffix(f) for f in p.forms)]
        return plain or found

    def recall(self, short: names.Key, honorific: str | None) -> Person | None:
        """Whom a bare name means where it stands: None where it may be either of two.

        A reader takes a bare surname for the only one of that name met so far; and, where one
        has been called so again and again before a namesake comes in, for that one still.
        """
        possible = _of_gender(self.may_mean(short), honorific)
        if len(possible) == 1:
            return possible[0]
        met = [p for p in possible if id(p) in self._introduced]
        if len(met) == 1:
            self._uses[short][id(met[0])] += 1
            return met[0]
        usual = [p for p in met if self._uses[short][id(p)] >= _ESTABLISHED]
        return usual[0] if len(usual) == 1 else None


def _list(people: list[Person], person: Person) -> None:
    if person not in people:
        people.append(person)


def _of_gender(possible: list[Person], honorific: str | None) -> list[Person]:
    wanted = roles.HONORIFICS.get(roles.bare(honorific)) if honorific else None
    if wanted is None:
        return possible
    fitting = [p for p in possible if p.gender == wanted]
    return fitting or [p for p in possible if p.gender is None]
