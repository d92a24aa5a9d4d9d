"""Which of the claims of a paragraph stand: what is reported within a report is that report's.

Belongs here: claims that contain or repeat each other. Not here: making claims.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.extract.claims import Claim

_TOPICS = frozenset(("object", "preposition"))


def select(claims: Sequence[Claim]) -> list[Claim]:
    """The claims that stand, in their order.

    One that lies in another's content goes, but for a named one's claim (`Smith's remark that`);
    one whose topic is another's quoted words gives way to it (`commenting on Smith, who said "…"`).
    """
    kept = [claim for claim in claims if not any(_yields(claim, other) for other in claims)]
    return [
        claim
        for place, claim in enumerate(kept)
        if not any(
            _repeats(claim, other, number < place)
            for number, other in enumerate(kept)
            if number != place
        )
    ]


def _yields(outer: Claim, inner: Claim) -> bool:
    """Whether a claim only has as its topic words that another claim quotes."""
    return (
        outer.shape in _TOPICS
        and inner.shape == "clause"
        and bool(inner.passages)
        and inner.speaker is not None
        and outer.passages <= inner.passages
        and outer.spans != inner.spans
        and _within(inner, outer)
    )


def _repeats(claim: Claim, other: Claim, earlier: bool) -> bool:
    """Whether a claim lies in another, or repeats one before it."""
    if not _within(claim, other):
        return False
    if claim.spans == other.spans:
        return earlier
    return claim.shape != "noun clause"


def _within(inner: Claim, outer: Claim) -> bool:
    """Whether every piece of one claim lies in a piece of the other."""
    return all(
        any(wide.start <= span.start and span.end <= wide.end for wide in outer.spans)
        for span in inner.spans
    )
