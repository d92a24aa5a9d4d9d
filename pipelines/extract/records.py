"""What extraction finds: spans, quotes and mentions. No finding and no table rows here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

QuoteKind = Literal["direct", "mixed", "indirect"]


class Span(NamedTuple):
    """Character offsets into an article's body, in code points, end exclusive."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Quote:
    """One utterance as one article prints it; its pieces are in reading order and do not overlap.

    `speaker` is where the speaker is printed ("he", "the Kremlin spokesman"), `speaker_name` the
    fullest name the article gives that speaker, None where the article does not settle it.
    `paragraph` counts from 0 and is the paragraph of the first piece; `confidence` is 0 to 1.
    `speaker_relative` is the relative pronoun that stands for the speaker beside the cue ("Smith,
    who said"), if any; `attitude` marks what is held and not said: a belief,
    a plan, a mood, a verdict, a mere topic, or what may yet be said.
    """

    kind: QuoteKind
    spans: tuple[Span, ...]
    cue: Span | None
    speaker: Span | None
    speaker_name: str | None
    paragraph: int
    confidence: float
    speaker_relative: Span | None = None
    attitude: bool = False


@dataclass(frozen=True, slots=True)
class Mention:
    """One naming of a person, organization or place.

    `label` is an OntoNotes type decided over all mentions of `name` in the article; `name` is the
    fullest form the article gives; `title` the role printed with this mention, if any.
    """

    span: Span
    label: str
    name: str
    title: str | None


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that was found in one body, each list in order of first character."""

    quotes: tuple[Quote, ...]
    mentions: tuple[Mention, ...]
