"""Web pages to text and metadata, by trafilatura. Where a page comes from is not known here."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from typing import Any

from pipelines.ingest.drafts import Draft, Fault, Metadata, Refused
from pipelines.ingest.encodings import decode
from pipelines.ingest.fields import one_line
from pipelines.ingest.repairs import mend

_HEAD_BYTES = 4096
_DECLARED = re.compile(
    rb"<(?:meta\s[^>]{0,200}?charset|\?xml[^>]{0,100}?encoding)\s{0,9}=\s{0,9}[\"']?\s{0,9}([\w.:-]+)",
    re.IGNORECASE,
)
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_TAG = re.compile(
    r"</?(?:p|br|div|span|a|b|i|em|strong|h[1-6]|ul|ol|li|blockquote)\b[^<>]*>", re.IGNORECASE
)
# trafilatura's names of blocks, and HTML's.
_BLOCKS = frozenset(
    (
        "p", "head", "item", "list", "quote", "table", "row", "code", "div", "section", "article",
        "header", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "dl", "dt", "dd",
        "blockquote", "tr", "pre", "figure", "figcaption", "hr",
    )
)  # fmt: skip
_BREAKS = frozenset({"lb", "br"})
_CELLS = frozenset({"cell", "td", "th"})
_UNSEEN = frozenset({"script", "style", "noscript", "template", "head"})
# What the page states; a search over all its words finds dates of other things.
_DATES = {"original_date": True, "extensive_search": False}


_MAX_TAGS = 150_000


def read_page(
    data: bytes, locator: str | None, declared: str | None = None, url: str | None = None
) -> Draft | Fault:
    """The main text of a page, and what its head says. Raises Refused where it is not text."""
    decoded = decode(data, declared or _declared_encoding(data))
    draft = from_markup(decoded.text, locator, url)
    if isinstance(draft, Fault):
        return draft
    repairs = decoded.repairs + draft.repairs
    return Draft(draft.text, decoded.encoding, repairs, draft.metadata, locator)


def from_markup(markup: str, locator: str | None, url: str | None) -> Draft | Fault:
    """The same from a page that is text already."""
    from trafilatura import bare_extraction

    if markup.count("<") > _MAX_TAGS:
        return Fault("too_large", f"a page of more than {_MAX_TAGS:,} tags", url, locator)
    # It reports every odd page as an error of its own; what matters becomes a fault.
    for name in ("trafilatura", "htmldate"):
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    page: Any = bare_extraction(
        _XML_DECLARATION.sub("", mend_source(markup)),
        url=url,
        include_comments=False,
        with_metadata=True,
        date_extraction_params=_DATES,
    )
    text, repairs = mend("" if page is None or page.body is None else _text(page.body, frozenset()))
    if not text:
        return Fault("no_text", "the page has no main text", url, locator)
    return Draft(text, None, repairs, _metadata(page, url), locator)


def mend_source(markup: str) -> str:
    """Markup without what no parser takes: NULs and halves of characters."""
    whole = markup.replace("\x00", "")
    return whole.encode("utf-8", "replace").decode()


def has_markup(text: str) -> bool:
    """Whether a text field holds markup instead of text."""
    return "<" in text and len(_TAG.findall(text)) > 1


def without_markup(text: str) -> str:
    """A fragment of markup as text, a paragraph a block. There is no chrome in it to take out."""
    from lxml import etree, html  # type: ignore[import-untyped]

    if text.count("<") > _MAX_TAGS:
        raise Refused("too_large", f"markup of more than {_MAX_TAGS:,} tags")
    try:
        tree = html.document_fromstring(f"<div>{mend_source(text)}</div>")
    except (etree.ParserError, ValueError):
        return ""
    return _text(tree, _UNSEEN)


def _declared_encoding(data: bytes) -> str | None:
    found = _DECLARED.search(data[:_HEAD_BYTES])
    return found[1].decode("ascii", "replace") if found else None


def _metadata(page: Any, url: str | None) -> Metadata:
    authors = (one_line(author) for author in (page.author or "").split(";"))
    return Metadata(
        url=url or one_line(page.url),
        publisher=one_line(page.sitename) or one_line(page.hostname),
        title=one_line(page.title),
        subtitle=one_line(page.description),
        authors=tuple(author for author in authors if author),
        published=one_line(page.date),
    )


def _text(tree: Any, unseen: frozenset[str]) -> str:
    """The text of a tree, with a blank line between paragraphs, headings, items and rows."""
    paragraphs = "".join(_pieces(tree, unseen)).split("\n\n")
    lines = ("\n".join(map(_one_spaced, part.split("\n"))).strip(" |\n") for part in paragraphs)
    return "\n\n".join(filter(None, lines))


def _pieces(tree: Any, unseen: frozenset[str]) -> Iterator[str]:
    from lxml.etree import iterwalk  # type: ignore[import-untyped]

    walk = iterwalk(tree, events=("start", "end"))
    for event, element in walk:
        # Comments have a function for a tag.
        tag = element.tag if isinstance(element.tag, str) else ""
        if event == "start" and tag in unseen:
            walk.skip_subtree()
        elif event == "start":
            yield _before(tag) + _one_spaced(element.text or "" if tag else "")
        else:
            yield _after(tag) + _one_spaced(element.tail or "")


def _before(tag: str) -> str:
    return "\n\n" if tag in _BLOCKS else "\n" if tag in _BREAKS else ""


def _after(tag: str) -> str:
    return "\n\n" if tag in _BLOCKS else " | " if tag in _CELLS else ""


def _one_spaced(text: str) -> str:
    return re.sub(r"\s+", " ", text)
