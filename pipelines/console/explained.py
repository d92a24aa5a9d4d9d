"""The parts of an explanation as lines of text: the paragraph, what the row says, its origin.

Rows come in as dictionaries; nothing is looked up here but the rules of the contracts.
"""

from __future__ import annotations

from typing import Any

from pipelines.contracts.catalog import LAKE

Row = dict[str, Any]
Spans = list[dict[str, int]]

_LISTED = 5


def place(article: Row, spans: Spans) -> list[str]:
    """The paragraphs that hold the spans, which stand between guillemets."""
    body: str = article["body"]
    begin = body.rfind("\n", 0, spans[0]["start"]) + 1
    end = body.find("\n", spans[-1]["end"])
    text, at = "", begin
    for span in spans:
        text += f"{body[at : span['start']]}»{body[span['start'] : span['end']]}«"
        at = span["end"]
    return [text + body[at : end if end >= 0 else len(body)], ""]


def quote(row: Row, printings: list[Row]) -> list[str]:
    """What a quote says and who said it, and where the same was printed."""
    printed = f', printed as "{row["speaker_text"]}"' if row["speaker_text"] else ""
    entity = f", entity {row['speaker_id']} ({row['entity_name']})" if row["speaker_id"] else ""
    lines = [
        f"said       {row['text']}",
        f"by         {row['speaker_name'] or 'unknown'}{printed}{entity}",
        f"cue        {row['cue'] or 'none'}",
        f"kind       {row['kind']}, confidence {row['confidence']:.2f}",
        f"quote_id   {row['quote_id']}",
        f"utterance  {row['utterance_id']}, printed {_times(len(printings))}",
    ]
    if len(printings) > 1:
        lines += [
            f"           {each['publisher'] or 'publisher unknown'} · "
            f"{each['published_on'] or 'date not settled'} · {each['quote_id']}: {each['text']}"
            for each in printings[:_LISTED]
        ]
        lines += _more(len(printings) - _LISTED)
    return lines


def mention(row: Row) -> list[str]:
    """Who or what is named."""
    meant = (
        f"{row['entity_name']}, entity {row['entity_id']}"
        if row["entity_id"]
        else "left open: it may be either of two"
    )
    return [
        f"named      {row['text']}",
        f"means      {meant}",
        f"type       {row['entity_type']}",
        f"title      {row['title'] or 'none'}",
        f"mention_id {row['mention_id']}",
    ]


def article(row: Row) -> list[str]:
    """What an article is, in numbers."""
    copy = f"copy of {row['duplicate_of']}" if row["duplicate_of"] else "an original"
    return [
        row["body"].split("\n", 1)[0],
        "",
        f"words      {row['word_count']}, quotes {row['quote_count']}, {copy}",
        f"article_id {row['article_id']}",
    ]


def entity(row: Row, namings: list[Row]) -> list[str]:
    """Who or what it is, and where it is named first."""
    return [
        f"name       {row['name']}",
        f"type       {row['entity_type']}, by all {row['mention_count']} mentions",
        f"aliases    {', '.join(row['aliases']) or 'none'}",
        f"titles     {', '.join(row['titles']) or 'none'}",
        f"quotes     {row['quote_count']}",
        f"entity_id  {row['entity_id']}",
        f"named      {_times(len(namings))} in {row['article_count']} articles, the first above",
        *(f"           {each['mention_id']}: {each['text']}" for each in namings[:_LISTED]),
        *_more(len(namings) - _LISTED),
    ]


def origin(row: Row, spans: Spans) -> list[str]:
    """The article, the raw file and characters, the batch, and the versions of the code."""
    locator = f" record {row['record_locator']}" if row["record_locator"] else ""
    raw = ", ".join(f"{start}-{end}" for start, end in raw_offsets(spans, row["raw_spans"]))
    return [
        f"article    {row['title'] or '(no headline)'} · {row['publisher'] or 'publisher unknown'}"
        f" · {row['published_on'] or 'date not settled'}",
        f"evidence   {row['published_evidence'] or 'none for the date'}",
        f"raw file   {row['source_uri']}{locator}, characters {raw}",
        f"batch      {row['batch_id']}, ingested {row['ingested_at']:%Y-%m-%d %H:%M:%S %Z}",
        f"made by    reader {row['reader_version']}, normalizer {row['normalizer_version']}, "
        f"extractor {row['extractor_version']}",
    ]


def checks(table: str) -> list[str]:
    """The rules that every row of the table has passed: at the lake's gate, and in the build."""
    from pipelines.curate.audits import audits
    from pipelines.curate.models import load_models
    from pipelines.settings import SQL_FOLDER

    asked = audits(SQL_FOLDER, load_models(SQL_FOLDER))
    held = [audit.name for audit in asked if audit.subject == table]
    lines = [f"passed     {', '.join(['types and not-null', *held])}"]
    if table in LAKE:
        rules = [rule.name for rule in LAKE[table].row_rules]
        rules += [rule.name for rule in LAKE[table].table_rules]
        lines.append(f"gate       {', '.join(['values of each column', *rules])}")
    return lines


def raw_offsets(spans: Spans, raw_spans: Spans) -> list[tuple[int, int]]:
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


def _times(number: int) -> str:
    return "once" if number == 1 else f"{number} times"


def _more(number: int) -> list[str]:
    return [f"           and {number} more"] if number > 0 else []
