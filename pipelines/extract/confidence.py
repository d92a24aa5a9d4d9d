"""How sure a quote is, by how it was found; and whether it reports words or an attitude.

The levels are the shares of right quotes, content and speaker both, that each construction
reaches on annotated news, rounded to a twentieth. Not here: finding anything.
"""

from __future__ import annotations

from typing import Literal

from pipelines.extract.claims import Claim
from pipelines.extract.records import QuoteKind
from pipelines.extract.verbs import CORE_SPEECH, PROPOSING, SPEAKING

_Force = Literal["core", "speech", "attitude"]

_UNNAMED = 0.1
_UNKNOWN = 0.5
# By construction and kind, where a verb's force does not matter.
_PLAIN: dict[tuple[str, QuoteKind], float] = {
    ("according", "direct"): 0.9,
    ("according", "mixed"): 0.75,
    ("according", "indirect"): 0.85,
    ("headline", "direct"): 0.95,
    ("headline", "mixed"): 0.95,
    ("headline", "indirect"): 0.7,
    ("nearby", "direct"): 0.65,
    ("nearby", "mixed"): 0.6,
    ("trailing", "direct"): 0.9,
    ("trailing", "mixed"): 0.4,
    ("signed", "direct"): 0.9,
    ("turn", "direct"): 0.5,
    ("turn", "indirect"): 0.35,
    ("introduced", "direct"): 0.3,
    ("noun clause", "mixed"): 0.55,
    ("noun clause", "indirect"): 0.5,
    ("noun infinitive", "indirect"): 0.4,
    ("noun preposition", "indirect"): 0.1,
}
# By construction, kind and force; the second level is for a verb below the main one.
_BY_VERB: dict[tuple[str, QuoteKind, _Force], tuple[float, float]] = {
    ("clause", "direct", "core"): (0.98, 0.85),
    ("clause", "direct", "speech"): (0.95, 0.8),
    ("clause", "direct", "attitude"): (0.65, 0.7),
    ("clause", "mixed", "core"): (0.9, 0.8),
    ("clause", "mixed", "speech"): (0.85, 0.75),
    ("clause", "mixed", "attitude"): (0.45, 0.35),
    ("clause", "indirect", "core"): (0.9, 0.75),
    ("clause", "indirect", "speech"): (0.8, 0.7),
    ("clause", "indirect", "attitude"): (0.6, 0.45),
    ("object", "direct", "core"): (0.6, 0.55),
    ("object", "direct", "speech"): (0.6, 0.65),
    ("object", "direct", "attitude"): (0.55, 0.4),
    ("object", "mixed", "core"): (0.7, 0.65),
    ("object", "mixed", "speech"): (0.75, 0.7),
    ("object", "mixed", "attitude"): (0.75, 0.7),
    ("object", "indirect", "core"): (0.7, 0.45),
    ("object", "indirect", "speech"): (0.6, 0.5),
    ("object", "indirect", "attitude"): (0.65, 0.45),
    ("infinitive", "mixed", "core"): (0.7, 0.6),
    ("infinitive", "mixed", "speech"): (0.9, 0.75),
    ("infinitive", "mixed", "attitude"): (0.65, 0.7),
    ("infinitive", "indirect", "core"): (0.7, 0.5),
    ("infinitive", "indirect", "speech"): (0.8, 0.55),
    ("infinitive", "indirect", "attitude"): (0.65, 0.5),
    ("preposition", "mixed", "speech"): (0.9, 0.6),
    ("preposition", "mixed", "attitude"): (0.75, 0.6),
    ("preposition", "indirect", "core"): (0.5, 0.4),
    ("preposition", "indirect", "speech"): (0.65, 0.55),
    ("preposition", "indirect", "attitude"): (0.65, 0.5),
}


def confidence(claim: Claim, kind: QuoteKind) -> float:
    """From 0 to 1; of quotes near 0.9 about nine in ten are right."""
    if claim.speaker is None:
        return _UNNAMED
    levels = _BY_VERB.get((claim.shape, kind, _force(claim)))
    if levels is not None:
        return levels[claim.depth > 0]
    return _PLAIN.get((claim.shape, kind), _UNKNOWN)


def _force(claim: Claim) -> _Force:
    if claim.cue_word in CORE_SPEECH:
        return "core"
    return "speech" if claim.cue_word in SPEAKING else "attitude"


def is_attitude(claim: Claim, kind: QuoteKind) -> bool:
    """Whether no words are reported but a belief, a plan, a topic, or what may yet be said."""
    if kind != "indirect" or claim.shape not in _VERBAL:
        return False
    if claim.shape in ("object", "preposition"):
        return claim.cue_word not in PROPOSING
    return claim.modal or claim.cue_word not in SPEAKING


_VERBAL = frozenset(shape for shape, _, _ in _BY_VERB)
