"""Raw document text into an article. The one entrance to this package; each step is its own module.

Every character of the body but the white space between its pieces is a character of the raw text,
and `raw_spans` says which.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from pipelines.normalize.chrome import is_chrome, length_of_opening
from pipelines.normalize.credits import is_marked_source, source_named
from pipelines.normalize.dates import Publication, publication
from pipelines.normalize.foot import Foot, read_foot
from pipelines.normalize.head import Head, read_head
from pipelines.normalize.language import language_of
from pipelines.normalize.paragraphs import paragraphs
from pipelines.normalize.passage import Passage, visible_text

# Raised when the same raw text gives another article than before.
NORMALIZER_VERSION = "2"

_PARAGRAPH_BREAK = "\n\n"
# One match for each word that white space parts and that holds a letter or digit.
_WORD = re.compile(r"\w\S*")


@dataclass(frozen=True, slots=True)
class DocumentMetadata:
    """What a source says about a document beside its text; `published` as it writes it."""

    url: str | None = None
    publisher: str | None = None
    title: str | None = None
    subtitle: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None


@dataclass(frozen=True, slots=True)
class RawSpan:
    """body[start:end] is the same as raw[raw_start:raw_end]."""

    start: int
    end: int
    raw_start: int
    raw_end: int


@dataclass(frozen=True, slots=True)
class NormalizedArticle:
    """An article as its document gives it: what is not known is None, never guessed.

    The paragraphs of the body are parted by blank lines; the standfirst is the first of them.
    `word_count` counts what white space separates and holds a letter or digit.
    """

    title: str | None
    subtitle: str | None
    authors: tuple[str, ...]
    publisher: str | None
    dateline_place: str | None
    dateline_text: str | None
    published_on: date | None
    published_precision: Literal["day", "month", "year"] | None
    published_evidence: str | None
    language: str | None
    body: str
    raw_spans: tuple[RawSpan, ...]
    word_count: int


def normalize(text: str, metadata: DocumentMetadata) -> NormalizedArticle:
    """The article in a document's text. Any text is accepted; a body may come out empty."""
    found = _without_openings(paragraphs(text))
    foot = read_foot(found)
    head = read_head(found[: foot.text_length], _line(metadata.title), _line(metadata.subtitle))
    kept = [paragraph for paragraph in head.body if not _is_chrome(paragraph)]
    body, raw_spans = _body(kept)
    published = _published(metadata, head, foot, body)
    return NormalizedArticle(
        title=head.title,
        subtitle=head.subtitle,
        authors=_authors(metadata) or head.authors or foot.authors,
        publisher=_publisher(metadata, head, foot, found),
        dateline_place=head.dateline.place if head.dateline else None,
        dateline_text=head.dateline_text,
        published_on=published.on,
        published_precision=published.precision,
        published_evidence=published.evidence,
        language=language_of(body),
        body=body,
        raw_spans=raw_spans,
        word_count=len(_WORD.findall(body)),
    )


def _line(text: str | None) -> str | None:
    return visible_text(text) if text is not None else None


def _without_openings(found: Iterable[Passage]) -> list[Passage]:
    """The paragraphs without the notices that some sites put before the first words."""
    kept: list[Passage] = []
    for paragraph in found:
        length = length_of_opening(paragraph.text)
        rest = paragraph.without_first(length) if length else paragraph
        if rest.text:
            kept.append(rest)
    return kept


def _is_chrome(paragraph: Passage) -> bool:
    return is_chrome(paragraph.text) or is_marked_source(paragraph.text)


def _body(kept: list[Passage]) -> tuple[str, tuple[RawSpan, ...]]:
    texts: list[str] = []
    spans: list[RawSpan] = []
    at = 0
    for paragraph in kept:
        texts.append(paragraph.text)
        for offset, raw, length in paragraph.pieces:
            start = at + offset
            spans.append(RawSpan(start, start + length, raw, raw + length))
        at += len(paragraph.text) + len(_PARAGRAPH_BREAK)
    return _PARAGRAPH_BREAK.join(texts), tuple(spans)


def _authors(metadata: DocumentMetadata) -> tuple[str, ...]:
    return tuple(filter(None, map(visible_text, metadata.authors)))


def _publisher(
    metadata: DocumentMetadata, head: Head, foot: Foot, found: list[Passage]
) -> str | None:
    """Who published it. An agency in the dateline may have been reprinted, so it comes last."""
    marked = (source_named(each.text) for each in found if is_marked_source(each.text))
    agency = head.dateline.agency if head.dateline else None
    given = _line(metadata.publisher)
    return given or head.publisher or next(marked, None) or foot.publisher or agency


def _published(metadata: DocumentMetadata, head: Head, foot: Foot, body: str) -> Publication:
    return publication(
        given=_line(metadata.published),
        url=metadata.url,
        dateline=head.dateline.date if head.dateline else None,
        line=head.date_line or foot.date_line,
        lead=head.lead,
        body=body,
    )
