"""A record with named fields, from whatever format, to a document. Field names are in fields."""

from __future__ import annotations

from collections.abc import Mapping

from pipelines.ingest.drafts import Draft, Fault, Metadata, Refused, sample_of
from pipelines.ingest.fields import NAMED_ELSEWHERE, FieldNames, Fields
from pipelines.ingest.repairs import mend


def from_record(
    record: object,
    names: FieldNames,
    locator: str | None,
    encoding: str | None,
    repairs: tuple[str, ...] = (),
) -> Draft | Fault:
    """The document in a record, or why there is none."""
    if not isinstance(record, Mapping):
        return Fault("not_a_record", "not a record with named fields", _sample(record), locator)
    named = names.flatten(record)
    try:
        text, unpacking = _text(named, names)
    except Refused as refusal:
        return refusal.fault(locator)
    said = names.metadata(named)
    if text is None:
        page = next((named[name] for name in names.html if named.get(name)), None)
        if isinstance(page, str):
            return _from_page(page, said, locator, encoding, repairs)
        return _no_text(record, locator)
    mended, made = mend(text)
    if not mended.strip():
        return _no_text(record, locator)
    return Draft(mended, encoding, repairs + unpacking + made, said, locator)


def has_text(record: Mapping[str, object], names: FieldNames) -> bool:
    """Whether any field of the record is one that text is looked for in."""
    named = names.flatten(record)
    return any(named.get(name) for name in (*names.text, *names.html))


def _text(named: Fields, names: FieldNames) -> tuple[str | None, tuple[str, ...]]:
    from pipelines.ingest.webpage import has_markup, without_markup

    for name in names.text:
        text = _joined(named.get(name))
        if not text.strip():
            continue
        if has_markup(text):
            return without_markup(text), ("markup removed",)
        return text, ()
    return None, ()


def _from_page(
    page: str,
    said: Metadata,
    locator: str | None,
    encoding: str | None,
    repairs: tuple[str, ...],
) -> Draft | Fault:
    """A record of a crawler that kept the page; what it says itself goes before what that says."""
    from pipelines.ingest.webpage import from_markup

    draft = from_markup(page, locator, said.url)
    if isinstance(draft, Fault):
        return draft
    found = draft.metadata
    metadata = Metadata(
        url=said.url or found.url,
        publisher=said.publisher or found.publisher,
        title=said.title or found.title,
        subtitle=said.subtitle or found.subtitle,
        authors=said.authors or found.authors,
        published=said.published or found.published,
    )
    return Draft(draft.text, encoding, repairs + draft.repairs, metadata, locator)


def _joined(value: object) -> str:
    """Text of a field, of a list of paragraphs, or of Fundus' body of sections."""
    if isinstance(value, str):
        return value
    if isinstance(value, (list, tuple)):
        return "\n\n".join(filter(None, map(_joined, value)))
    if isinstance(value, Mapping):
        parts = (value.get(name) for name in ("summary", "headline", "paragraphs", "sections"))
        return "\n\n".join(filter(None, map(_joined, parts)))
    return ""


def _no_text(record: Mapping[str, object], locator: str | None) -> Fault:
    names = ", ".join(map(str, list(record)[:20]))
    reason = f"no text in any of its fields ({NAMED_ELSEWHERE}): {names}"
    return Fault("no_text", reason[:500], _sample(record), locator)


def _sample(record: object) -> str:
    if not isinstance(record, Mapping):
        return sample_of(str(record))
    shown = {name: value for name, value in record.items() if isinstance(value, (str, int, float))}
    return sample_of(" ".join(f"{name}={str(value)[:60]}" for name, value in shown.items()))
