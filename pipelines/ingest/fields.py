"""Which field of a record means what: the names that crawlers, news APIs and data sets use.

Finding records in a file is the formats' work.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping

from pipelines.ingest.drafts import Metadata
from pipelines.ingest.repairs import mend

# Names are compared without case and punctuation; a dot leads into a nested record. The first
# name that holds something wins: the main text of an article goes before a longer raw field.
TEXT_FIELDS = (
    "maintext", "plaintext", "articlebody", "bodytext", "fields.bodytext", "text", "fulltext",
    "articletext", "cleanedtext", "body", "content", "article", "story", "maincontent",
)  # fmt: skip
HTML_FIELDS = ("html", "rawhtml", "contenthtml", "bodyhtml", "fields.body")
_TITLE_FIELDS = ("title", "headline.main", "headline", "webtitle", "fields.headline", "titlepage")
_SUBTITLE_FIELDS = (
    "subtitle", "standfirst", "fields.trailtext", "subheadline", "description", "summary",
    "abstract", "snippet", "excerpt",
)  # fmt: skip
_URL_FIELDS = ("url", "link", "weburl", "canonicalurl", "sourceurl", "articleurl", "permalink")
_AUTHOR_FIELDS = ("authors", "author", "byline.original", "byline", "fields.byline", "creator")
_DATE_FIELDS = (
    "datepublish", "datepublished", "publishingdate", "publishedat", "publisheddate",
    "publicationdate", "webpublicationdate", "pubdate", "published", "publishdate", "datetimepub",
    "datetime", "date", "timestamp", "created",
)  # fmt: skip
_PUBLISHER_FIELDS = (
    "publisher.name", "publisher", "source.name", "source.title", "sitename", "publication",
    "sourcename", "source", "newspaper", "outlet", "thread.site", "sourcedomain", "domain",
    "hostname", "cleanurl",
)  # fmt: skip
# Names that lead from a record into a part of it.
_FOLDERS = ("fields", "headline", "byline", "publisher", "source", "thread")
KNOWN_FIELDS = frozenset(
    name.partition(".")[0]
    for names in (
        TEXT_FIELDS, HTML_FIELDS, _TITLE_FIELDS, _SUBTITLE_FIELDS, _URL_FIELDS, _AUTHOR_FIELDS,
        _DATE_FIELDS, _PUBLISHER_FIELDS,
    )
    for name in names
)  # fmt: skip

_NOT_A_LETTER = re.compile(r"[^a-z0-9]+")
_SPACE = re.compile(r"\s+")
_NOTHING = frozenset({"", "null", "none", "nan", "n/a", "undefined"})

Fields = dict[str, object]


def plain_name(name: str) -> str:
    """A field's name as it is compared: `date_publish`, `datePublish` and `Date publish` agree."""
    return _NOT_A_LETTER.sub("", name.lower())


def flatten(record: Mapping[str, object]) -> Fields:
    """The fields of a record by plain name, those of its known parts with a dotted name."""
    fields: Fields = {}
    for name, value in record.items():
        plain = plain_name(name)
        fields.setdefault(plain, value)
        if plain in _FOLDERS and isinstance(value, Mapping):
            for inner, part in value.items():
                fields.setdefault(f"{plain}.{plain_name(str(inner))}", part)
    return fields


def metadata(fields: Fields) -> Metadata:
    """What the record says about the document."""
    return Metadata(
        url=_first_line(fields, _URL_FIELDS),
        publisher=_first_line(fields, _PUBLISHER_FIELDS),
        title=_first_line(fields, _TITLE_FIELDS),
        subtitle=_first_line(fields, _SUBTITLE_FIELDS),
        authors=_authors(fields),
        published=_first_line(fields, _DATE_FIELDS),
    )


def one_line(value: object) -> str | None:
    """A value as one line of text; None where it holds nothing, or is no single value."""
    if value is None or isinstance(value, (Mapping, list, tuple, bool)):
        return None
    text = _SPACE.sub(" ", mend(str(value))[0]).strip()
    return None if text.lower() in _NOTHING else text


def _first_line(fields: Fields, names: tuple[str, ...]) -> str | None:
    lines = (one_line(fields.get(name)) for name in names)
    return next((line for line in lines if line is not None), None)


def _authors(fields: Fields) -> tuple[str, ...]:
    for name in _AUTHOR_FIELDS:
        found = tuple(dict.fromkeys(_names(fields.get(name))))
        if found:
            return found
    return ()


def _names(value: object) -> Iterator[str]:
    if isinstance(value, str) and value.strip()[:1] == "[" and value.strip()[-1:] == "]":
        value = _listed(value)
    if isinstance(value, (list, tuple)):
        for item in value:
            yield from _names(item)
    elif isinstance(value, Mapping):
        yield from _names(value.get("name"))
    else:
        line = one_line(value)
        if line is not None:
            yield line


def _listed(text: str) -> object:
    """A list that was written into one cell, as JSON or as Python prints it."""
    for candidate in (text, text.replace("'", '"')):
        try:
            return json.loads(candidate)
        except (ValueError, RecursionError):
            continue
    return text
