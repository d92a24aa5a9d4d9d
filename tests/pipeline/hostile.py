"""Documents made to hurt: repetitions that regular expressions and parsers may trip over."""

from __future__ import annotations

_REPEATED = {
    "one-letter paragraphs": "a\n\n",
    "empty lines": "\n",
    "spaces": " ",
    "no-break spaces": "\u00a0",
    "tabs and lines": "\t\n",
    "one word": "a",
    "digits": "1",
    "dots": ".",
    "dashes": "-- ",
    "straight marks": '"',
    "opening marks": "“",
    "closing marks": "” ",
    "nested marks": "“a ‘b ",
    "apostrophes": "'a",
    "brackets": "(",
    "slashes": "/",
    "angles": "<a ",
    "entities": "&amp;",
    "addresses": "http://a.b/ ",
    "mail": "a@b.",
    "initials": "A. ",
    "titles": "Mr. ",
    "capitals": "Anna Weber ",
    "capital lines": "BERLIN\n",
    "datelines": "BERLIN, March 3, 2021. /DPA/. ",
    "dateline lines": "BERLIN, March 3 (Reuters) - \n",
    "dates": "January 1, 2021 ",
    "half dates": "Jan Feb 1 2 ",
    "credits": "By Anna Weber and ",
    "credit lines": "By Anna Weber\n",
    "agencies": "/TASS/ ",
    "said": "said ",
    "cues": '"a," said he, ',
    "relative clauses": "who said that ",
    "commas": "a, ",
    "and": "and ",
    "combining marks": "\u0301",
    "right to left": "\u202ea",
    "zero width": "\u200ba",
    "joined emoji": "\U0001f468\u200d",
    "null bytes": "\x00a",
    "control characters": "\x1b[0m",
    "line separators": "\u2028a",
    "very wide": "\ufdfa",
    "formulas": "=cmd|' /C calc'!A0,",
    "thai": "ก",
    "han": "说",
}

STORY = '\n\n"It took too long," said Anna Weber. "We all agree."\n'


def document(kind: str, characters: int) -> str:
    """A short story with a long stretch of something in its middle."""
    unit = _REPEATED[kind]
    return f"{kind.title()}\n\n{unit * (characters // len(unit))}{STORY}"


KINDS = tuple(_REPEATED)
