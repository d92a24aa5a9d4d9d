"""`onrecord explain`: a quote in its paragraph, where its raw file has it, and how it got here."""

from __future__ import annotations

from typing import Any

from pipelines.console.failure import CommandError
from pipelines.publish.reader import NoWarehouseError, opened
from pipelines.settings import Settings

_QUOTE = """
select q.*, a.source_uri, a.record_locator, a.title as headline, a.publisher, a.body,
    a.raw_spans, a.published_on, a.published_evidence, a.dateline_text,
    a.batch_id, a.extractor_version, b.normalizer_version, b.reader_version, b.ingested_at
from quotes as q
inner join articles as a using (article_id)
inner join batches as b using (batch_id)
where starts_with(q.quote_id, ?)
order by q.quote_id
limit 2
"""


def explain(settings: Settings, quote_id: str) -> str:
    """The explanation as text. A prefix of an id will do where it fits one quote only."""
    try:
        with opened(settings.published, settings.query_memory) as connection:
            found = connection.execute(_QUOTE, [quote_id])
            names = [column[0] for column in found.description or []]
            rows = [dict(zip(names, row, strict=True)) for row in found.fetchall()]
    except NoWarehouseError as error:
        raise CommandError(str(error)) from error
    if not rows or not quote_id:
        raise CommandError(
            f"no quote has the id {quote_id!r}. Ids are in quotes.quote_id: "
            'onrecord query "select quote_id, text from quotes"'
        )
    if len(rows) > 1:
        raise CommandError(f"more than one quote id begins with {quote_id!r}; give more of it")
    return _render(rows[0])


def _render(row: dict[str, Any]) -> str:
    headline = row["headline"] or "(no headline)"
    locator = f" record {row['record_locator']}" if row["record_locator"] else ""
    raw = ", ".join(f"{start}-{end}" for start, end in raw_offsets(row["spans"], row["raw_spans"]))
    lines = [
        _paragraph(row["body"], row["spans"]),
        "",
        f"said       {row['text']}",
        f"by         {row['speaker_name'] or 'unknown'}"
        + (f', printed as "{row["speaker_text"]}"' if row["speaker_text"] else ""),
        f"cue        {row['cue'] or 'none'}",
        f"kind       {row['kind']}, confidence {row['confidence']:.2f}",
        f"article    {headline} · {row['publisher'] or 'publisher unknown'}"
        f" · {row['published_on'] or 'date not settled'}",
        f"evidence   {row['published_evidence'] or 'none for the date'}",
        f"raw file   {row['source_uri']}{locator}, characters {raw}",
        f"batch      {row['batch_id']}, ingested {row['ingested_at']:%Y-%m-%d %H:%M:%S %Z}",
        f"made by    reader {row['reader_version']}, normalizer {row['normalizer_version']}, "
        f"extractor {row['extractor_version']}",
        f"quote_id   {row['quote_id']}",
    ]
    return "\n".join(lines)


def raw_offsets(
    spans: list[dict[str, int]], raw_spans: list[dict[str, int]]
) -> list[tuple[int, int]]:
    """Spans of the body as character offsets into the document's raw text, piece by piece."""
    found = []
    for span in spans:
        for piece in raw_spans:
            start = max(span["start"], piece["start"])
            end = min(span["end"], piece["end"])
            if start < end:
                shift = piece["raw_start"] - piece["start"]
                found.append((start + shift, end + shift))
    return found


def _paragraph(body: str, spans: list[dict[str, int]]) -> str:
    """The paragraphs that hold the quote, its pieces between guillemets."""
    begin = body.rfind("\n", 0, spans[0]["start"]) + 1
    end = body.find("\n", spans[-1]["end"])
    text, at = "", begin
    for span in spans:
        text += f"{body[at : span['start']]}»{body[span['start'] : span['end']]}«"
        at = span["end"]
    return text + body[at : end if end >= 0 else len(body)]
