"""Which field of a record means what: the names that crawlers, news APIs and data sets use.

What else fields are called is told from outside; finding records in a file is the formats' work.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from functools import cached_property

from pipelines.ingest.drafts import Metadata
from pipelines.ingest.repairs import mend

NAMED_ELSEWHERE = "if one holds it, name it in ONRECORD_FIELDS"
"""What to do about records of which no text was found."""

_NOT_A_LETTER = re.compile(r"[\W_]+")
_SPACE = re.compile(r"\s+")
_NOTHING = frozenset({"", "null", "none", "nan", "n/a", "undefined"})

Fields = dict[str, object]


@dataclass(frozen=True)
class FieldNames:
    """What the fields are called that hold each part of a document.

    Names are plain; a dot leads into a nested record, or into each of a list of them. The first
    that holds something wins: the main text of an article goes before a longer raw field.
    """

    text: tuple[str, ...]
    html: tuple[str, ...]
    title: tuple[str, ...]
    subtitle: tuple[str, ...]
    url: tuple[str, ...]
    authors: tuple[str, ...]
    published: tuple[str, ...]
    publisher: tuple[str, ...]

    @cached_property
    def known(self) -> frozenset[str]:
        """Fields of a record itself that hold something, or lead to what does."""
        return frozenset(name.partition(".")[0] for name in self._all)

    @cached_property
    def bodies(self) -> frozenset[str]:
        """Those of them by which a document is had."""
        return frozenset(name.partition(".")[0] for name in (*self.text, *self.html))

    @cached_property
    def _folders(self) -> frozenset[str]:
        """Names that lead from a record into a part of it."""
        parts = (name.split(".") for name in self._all)
        return frozenset(".".join(way[:end]) for way in parts for end in range(1, len(way)))

    @cached_property
    def _all(self) -> tuple[str, ...]:
        return tuple(name for names in asdict(self).values() for name in names)

    @cached_property
    def fingerprint(self) -> str:
        """Changes with the names, and so with what is found in the same bytes."""
        return hashlib.sha256(json.dumps(asdict(self)).encode()).hexdigest()[:12]

    def flatten(self, record: Mapping[str, object], way: str = "") -> Fields:
        """The fields of a record by plain name, those of its known parts with a dotted name."""
        found: Fields = {}
        for name, value in record.items():
            plain = way + plain_name(str(name))
            found.setdefault(plain, value)
            if plain in self._folders:
                for inner, part in self._inside(value, f"{plain}.").items():
                    found.setdefault(inner, part)
        return found

    def _inside(self, value: object, way: str) -> Fields:
        """The fields of a nested record; of a list of records each field as a list."""
        if isinstance(value, Mapping):
            return self.flatten(value, way)
        gathered: dict[str, list[object]] = {}
        if isinstance(value, (list, tuple)):
            for record in value:
                inner = self.flatten(record, way) if isinstance(record, Mapping) else {}
                for name, part in inner.items():
                    gathered.setdefault(name, []).append(part)
        return dict(gathered)

    def metadata(self, fields: Fields) -> Metadata:
        """What a record, flattened, says about the document."""
        return Metadata(
            url=_first_line(fields, self.url),
            publisher=_first_line(fields, self.publisher),
            title=_first_line(fields, self.title),
            subtitle=_first_line(fields, self.subtitle),
            authors=_authors(fields, self.authors),
            published=_first_line(fields, self.published),
        )


USUAL = FieldNames(
    text=(
        "maintext", "plaintext", "articlebody", "bodytext", "fields.bodytext", "text", "fulltext",
        "articletext", "cleanedtext", "body", "content", "article", "story", "maincontent",
    ),
    html=("html", "rawhtml", "contenthtml", "bodyhtml", "fields.body"),
    title=("title", "headline.main", "headline", "webtitle", "fields.headline", "titlepage"),
    subtitle=(
        "subtitle", "standfirst", "fields.trailtext", "subheadline", "description", "summary",
        "abstract", "snippet", "excerpt",
    ),
    url=("url", "link", "weburl", "canonicalurl", "sourceurl", "articleurl", "permalink"),
    authors=("authors", "author", "byline.original", "byline", "fields.byline", "creator"),
    published=(
        "datepublish", "datepublished", "publishingdate", "publishedat", "publisheddate",
        "publicationdate", "webpublicationdate", "pubdate", "published", "publishdate",
        "datetimepub", "datetime", "date", "timestamp", "created",
    ),
    publisher=(
        "publisher.name", "publisher", "source.name", "source.title", "sitename", "publication",
        "sourcename", "source", "newspaper", "outlet", "thread.site", "sourcedomain", "domain",
        "hostname", "cleanurl",
    ),
)  # fmt: skip


def plain_name(name: str) -> str:
    """A field's name as it is compared: `date_publish`, `datePublish` and `Date publish` agree."""
    whole = name if name.isascii() else unicodedata.normalize("NFC", name)
    return _NOT_A_LETTER.sub("", whole.lower())


def called(own: Iterable[tuple[str, str]]) -> FieldNames:
    """The usual names, after those of `own`: pairs of a part of FieldNames and what it is called.

    A field that is said to hold one part is not looked into for another.
    """
    said: dict[str, dict[str, None]] = {}
    for part, name in own:
        said.setdefault(part, {}).update(dict.fromkeys(_ways(name)))
    taken = {name for names in said.values() for name in names}
    usual: dict[str, tuple[str, ...]] = asdict(USUAL)
    return FieldNames(
        **{
            part: (*said.get(part, ()), *(name for name in names if name not in taken))
            for part, names in usual.items()
        }
    )


def _ways(name: str) -> tuple[str, ...]:
    """Where a name may lead: through its dots, or to a field whose own name has them."""
    through = ".".join(filter(None, map(plain_name, name.split("."))))
    return tuple(dict.fromkeys((through, plain_name(name))))


def one_line(value: object) -> str | None:
    """A value as one line of text; None where it holds nothing, or is no single value."""
    if value is None or isinstance(value, (Mapping, list, tuple, bool)):
        return None
    text = _SPACE.sub(" ", mend(str(value))[0]).strip()
    return None if text.lower() in _NOTHING else text


def _first_line(fields: Fields, names: tuple[str, ...]) -> str | None:
    lines = (one_line(fields.get(name)) for name in names)
    return next((line for line in lines if line is not None), None)


def _authors(fields: Fields, names: tuple[str, ...]) -> tuple[str, ...]:
    for name in names:
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
