"""Which verbs report what someone says, thinks or wants: look-up by inflected form.

Not here: the word lists, and finding verbs in a sentence.
"""

from __future__ import annotations

from dataclasses import dataclass

from pipelines.extract import vocabulary
from pipelines.extract.inflection import forms, forms_of


@dataclass(frozen=True, slots=True)
class Verb:
    """What one verb can do; `prepositions` are those after which its content stands."""

    base: str
    speech: bool = False
    judge: bool = False
    mind: bool = False
    will: bool = False
    show: bool = False
    semblance: bool = False
    prepositions: frozenset[str] = frozenset()

    @property
    def takes_object(self) -> bool:
        """Whether a bare object of the verb is content."""
        listed = self.speech or self.judge or self.mind or self.will or self.show
        return listed and self.base not in _NO_OBJECT

    @property
    def takes_infinitive(self) -> bool:
        """Whether a to-infinitive after the verb is content."""
        return self.base not in _NO_INFINITIVE

    @property
    def takes_clause(self) -> bool:
        """Whether a that-clause after the verb is content."""
        return self.base not in _NO_CLAUSE


_NO_OBJECT = frozenset(vocabulary.NO_OBJECT.split())
_NO_INFINITIVE = frozenset(vocabulary.NO_INFINITIVE.split())
_NO_CLAUSE = frozenset(vocabulary.NO_CLAUSE.split())


def _prepositions() -> dict[str, frozenset[str]]:
    entries = (entry.split() for entry in vocabulary.PREPOSITIONS.split(";"))
    return {base: frozenset(following) for base, *following in entries}


def _table() -> dict[str, Verb]:
    after = _prepositions()
    lists = (
        vocabulary.SPEECH,
        vocabulary.JUDGE,
        vocabulary.MIND,
        vocabulary.WILL,
        vocabulary.SHOW,
        vocabulary.SEMBLANCE,
    )
    classes = [frozenset(words.split()) for words in lists]
    table: dict[str, Verb] = {}
    for base in sorted(after.keys() | set().union(*classes)):
        speech, judge, mind, will, show, semblance = (base in words for words in classes)
        following = after.get(base, frozenset())
        verb = Verb(base, speech, judge, mind, will, show, semblance, following)
        for form in forms(base):
            table.setdefault(form, verb)
    return table


VERBS = _table()
"""Every inflected form of every verb of report, in lower case."""

CORE_SPEECH = forms_of(vocabulary.CORE)
"""Every form of the commonest verbs of attribution."""

SPEAKING = frozenset(form for form, verb in VERBS.items() if verb.speech)
"""Every form of a verb of saying."""

PROPOSING = forms_of(vocabulary.PROPOSING)
"""Every form of a verb whose mere object is a statement."""
