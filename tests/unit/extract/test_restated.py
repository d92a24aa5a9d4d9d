"""A speaker who is only described takes the name of the one who says the same, and of no other."""

from __future__ import annotations

from pipelines.extract.records import Quote, Span
from pipelines.extract.restated import name_restated

STANDFIRST = "Norway hopes the next fisheries minister will mend the broken pact with Iceland"
LEAD = "Norway hopes that the next fisheries minister will help mend the frayed pact with Iceland"
OTHER = "Norway fears that a long winter will empty the harbours of the north for good"


def _quotes(*said: tuple[str, str | None]) -> tuple[str, list[Quote]]:
    body = ""
    quotes: list[Quote] = []
    for text, name in said:
        span = Span(len(body), len(body) + len(text))
        body += f"{text}, she said.\n"
        speaker = Span(span.end + 2, span.end + 5)
        quotes.append(Quote("indirect", (span,), None, speaker, name, len(quotes), 0.9))
    return body, quotes


def _names(*said: tuple[str, str | None]) -> list[str | None]:
    body, quotes = _quotes(*said)
    return [quote.speaker_name for quote in name_restated(body, quotes)]


def test_the_same_words_have_the_same_speaker() -> None:
    assert _names((STANDFIRST, "Kari Lund"), (LEAD, None)) == ["Kari Lund", "Kari Lund"]
    assert _names((LEAD, None), (STANDFIRST, "Kari Lund")) == ["Kari Lund", "Kari Lund"]


def test_other_words_name_nobody() -> None:
    assert _names((STANDFIRST, "Kari Lund"), (OTHER, None)) == ["Kari Lund", None]


def test_two_who_say_the_same_name_nobody() -> None:
    assert _names((STANDFIRST, "Kari Lund"), (LEAD, "Ola Berg"), (LEAD, None))[2] is None


def test_few_words_are_anybodys() -> None:
    assert _names(("We will win this", "Kari Lund"), ("We will win this", None))[1] is None
