"""What stands above an article's text: headline, standfirst, bylines, source, dateline.

Lines are told apart by their shape and by what surrounds them; which lines are chrome wherever
they stand is decided in `chrome`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.normalize.chrome import is_chrome, is_section_trail
from pipelines.normalize.credits import byline, source_named, unmarked_byline
from pipelines.normalize.dateline import Dateline, read_dateline
from pipelines.normalize.dates import read_date_line
from pipelines.normalize.passage import Passage

_MOST_PARAGRAPHS = 60
_MOST_TEXTS = 6
_LATEST_DATELINE, _LATEST_PLAIN_DATELINE = 3, 2
_LONGEST_TITLE, _LONGEST_STANDFIRST = 200, 400
_FEWEST_STANDFIRST_WORDS = 5
_CLOSING = "\"”'’»)] "
_WORD = re.compile(r"[^\W\d_]{4,}")
_BEFORE_SITE = re.compile(r"\s[|–—-]\s")
_ALPHANUMERIC = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Head:
    """What was read above the text, and the text itself, which a standfirst opens."""

    title: str | None
    subtitle: str | None
    authors: tuple[str, ...]
    publisher: str | None
    date_line: str | None
    dateline: Dateline | None
    dateline_text: str | None
    body: tuple[Passage, ...]
    lead: str


@dataclass(frozen=True, slots=True)
class _Line:
    """A paragraph near the top. What is not text is chrome, or names an author, source or date."""

    index: int
    text: str
    is_text: bool
    authors: tuple[str, ...] = ()
    publisher: str | None = None
    date: str | None = None

    @property
    def is_credit(self) -> bool:
        return bool(self.authors or self.publisher or self.date)


def read_head(paragraphs: Sequence[Passage], title: str | None, subtitle: str | None) -> Head:
    """Parts the head from the text. `title` and `subtitle` are those of the metadata, if any."""
    lines = _lines(paragraphs)
    texts = [line for line in lines if line.is_text]
    at, dateline = _find_dateline(texts)
    titles = _count_titles(texts, title, at)
    has_title = titles > 0 or title is not None
    standfirst = _standfirst(lines, texts[titles:], subtitle, at) if has_title else None
    first_body = at if dateline else titles + (standfirst is not None)
    end = texts[first_body].index if first_body < len(texts) else len(paragraphs)
    above = [line for line in lines if line.index < end and not line.is_text]
    kept = tuple(paragraphs[line.index] for line in texts[titles:first_body])
    rest = _without_dateline(paragraphs[end:], dateline)
    # Where it is printed twice, the shorter has no name of the site behind it.
    printed = min((line.text for line in texts[:titles]), key=len, default=None)
    return Head(
        title=title or printed,
        subtitle=subtitle or (standfirst.text if standfirst else None),
        authors=tuple(author for line in above for author in line.authors),
        publisher=next((line.publisher for line in above if line.publisher), None),
        date_line=next((line.date for line in above if line.date), None),
        dateline=dateline,
        dateline_text=texts[at].text[: dateline.length].rstrip() if dateline else None,
        body=(*kept, *rest),
        lead=rest[0].text if rest else "",
    )


def _without_dateline(
    paragraphs: Sequence[Passage], dateline: Dateline | None
) -> Sequence[Passage]:
    if dateline is None:
        return paragraphs
    lead = paragraphs[0].without_first(dateline.length)
    return [lead, *paragraphs[1:]] if lead.text else paragraphs[1:]


def _lines(paragraphs: Sequence[Passage]) -> list[_Line]:
    lines: list[_Line] = []
    texts = 0
    for index, paragraph in enumerate(paragraphs[:_MOST_PARAGRAPHS]):
        line = _line(index, paragraph.text)
        if lines and line.is_credit and line.date and texts > 1:
            lines[-1] = _with_authors(lines[-1])
        lines.append(line)
        texts += line.is_text
        if texts == _MOST_TEXTS:
            break
    return lines


def _with_authors(line: _Line) -> _Line:
    """A line right above the date, read as a byline if it is nothing but names."""
    authors = unmarked_byline(line.text) if line.is_text else ()
    return _Line(line.index, line.text, is_text=False, authors=authors) if authors else line


def _line(index: int, text: str) -> _Line:
    if publisher := source_named(text):
        return _Line(index, text, is_text=False, publisher=publisher)
    if named := byline(text):
        authors, publisher = named
        return _Line(index, text, is_text=False, authors=authors, publisher=publisher)
    if dated := read_date_line(text):
        return _Line(index, text, is_text=False, date=dated.published)
    return _Line(index, text, is_text=not (is_chrome(text) or is_section_trail(text)))


def _find_dateline(texts: list[_Line]) -> tuple[int, Dateline | None]:
    """Which text opens with a dateline. Above it only a headline and standfirsts have room."""
    for at, line in enumerate(texts[: _LATEST_DATELINE + 1]):
        dateline = read_dateline(line.text)
        if dateline and (at <= _LATEST_PLAIN_DATELINE or not dateline.is_plain):
            return at, dateline
        if len(line.text) > (_LONGEST_STANDFIRST if at else _LONGEST_TITLE):
            break
    return 0, None


def _count_titles(texts: list[_Line], given: str | None, dateline_at: int) -> int:
    """How many of the first texts are the headline: some pages print it twice."""
    if len(texts) < 2:
        return 0
    first = texts[0].text
    if given is not None:
        is_title = _is_same_headline(first, given)
    elif dateline_at:
        is_title = True
    else:
        is_title = read_dateline(first) is None and _looks_like_headline(first)
    is_repeated = is_title and len(texts) > 2 and _bare(texts[1].text) == _bare(first)
    return is_title + is_repeated


def _bare(title: str) -> str:
    """A headline's words, without the name of the site that pages put behind it."""
    return " ".join(_ALPHANUMERIC.findall(_BEFORE_SITE.split(title)[0].casefold()))


def _looks_like_headline(text: str) -> bool:
    if len(text) > _LONGEST_TITLE:
        return False
    bare = text.rstrip(_CLOSING)
    if bare.endswith(".") and not bare.endswith(".."):
        return bare == text and _is_title_cased(text)
    return not bare.endswith((",", ";", ":"))


def _is_title_cased(text: str) -> bool:
    words = _WORD.findall(text)
    return len(words) >= 3 and sum(word[0].isupper() for word in words) >= 0.8 * len(words)


def _is_same_headline(text: str, title: str) -> bool:
    """Whether two headlines share most of their words, as a page's and its metadata's do.

    A sentence has to be the headline itself, because a first sentence shares its words too.
    """
    if len(text) > _LONGEST_TITLE:
        return False
    if text.endswith("."):
        return _bare(text) == _bare(title)
    words, others = (set(_ALPHANUMERIC.findall(each.casefold())) for each in (text, title))
    return bool(words) and len(words & others) >= 0.6 * max(len(words), min(len(others), 30))


def _standfirst(
    lines: list[_Line], texts: list[_Line], given: str | None, dateline_at: int
) -> _Line | None:
    """The standfirst, if the first text below the headline is one."""
    if not texts or len(texts[0].text) > _LONGEST_STANDFIRST:
        return None
    first = texts[0]
    if given is not None and _is_same_headline(first.text, given):
        return first
    if read_dateline(first.text) is not None or len(texts) < 2:
        return None
    is_apart = dateline_at > 0 or any(
        line.is_credit for line in lines if first.index < line.index < texts[1].index
    )
    return first if is_apart or _is_unfinished(first.text) else None


def _is_unfinished(text: str) -> bool:
    """Whether it is longer than a sub-heading and does not end as a sentence does."""
    is_ended = text.rstrip(_CLOSING).endswith((".", "!", "?", ":", ";", ",", "…"))
    return not is_ended and len(text.split()) >= _FEWEST_STANDFIRST_WORDS
