"""What stands below an article's text: credits, copyright lines, tags, the date once more.

A date there without a label stays in the text: as often as not it is that of a correction.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.normalize.agencies import known_agency
from pipelines.normalize.chrome import is_chrome, is_section_trail
from pipelines.normalize.credits import source_named, wire_credit
from pipelines.normalize.dates import read_date_line
from pipelines.normalize.passage import Passage


@dataclass(frozen=True, slots=True)
class Foot:
    """How many paragraphs are text, and what the others tell."""

    text_length: int
    authors: tuple[str, ...]
    publisher: str | None
    date_line: str | None


def read_foot(paragraphs: Sequence[Passage]) -> Foot:
    """Reads upwards from the last paragraph as far as none of them is text."""
    length = len(paragraphs)
    authors: tuple[str, ...] = ()
    publisher: str | None = None
    date_line: str | None = None
    while length:
        text = paragraphs[length - 1].text
        credit, source, dated = wire_credit(text), source_named(text), read_date_line(text)
        is_date = dated is not None and dated.is_labelled
        if credit is None and not (source or is_date or is_chrome(text) or is_section_trail(text)):
            break
        authors = credit or authors
        # Figures and tables have sources too; only an agency is the article's own.
        publisher = (source and known_agency(source)) or publisher
        if dated is not None:
            date_line = dated.published or date_line
        length -= 1
    return Foot(length, authors, publisher, date_line)
