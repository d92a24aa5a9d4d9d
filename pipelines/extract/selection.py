"""Which of the claims of a paragraph stand: what is reported within a report is that report's.

Belongs here: claims that contain or repeat each other. Not here: making claims.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.extract.claims import Claim


def select(claims: Sequence[Claim]) -> list[Claim]:
    """The claims that lie in no other claim's content, in their order."""
    return [
        claim
        for place, claim in enumerate(claims)
        if not any(
            _within(claim, other) and (claim.spans != other.spans or number < place)
            for number, other in enumerate(claims)
            if number != place
        )
    ]


def _within(inner: Claim, outer: Claim) -> bool:
    """Whether every piece of one claim lies in a piece of the other."""
    return all(
        any(wide.start <= span.start and span.end <= wide.end for wide in outer.spans)
        for span in inner.spans
    )
