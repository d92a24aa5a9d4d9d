"""One way to break each rule of each lake contract. What a gate makes of it is for the tests."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from pipelines.contracts.catalog import LAKE
from pipelines.contracts.model import Column, Table
from pipelines.gates.suite import rules
from tests.factories import Row, body, document_id, mentions, quotes

Bend = Callable[[Row, Row], object]
"""Changes a good row, and where need be the row it belongs to."""


@dataclass(frozen=True, slots=True)
class Break:
    """A row that breaks `rule`, and with it those in `also`, which cannot hold without it."""

    table: str
    rule: str
    bend: Bend
    also: frozenset[str] = frozenset()

    @property
    def breaks(self) -> frozenset[str]:
        return self.also | {self.rule}


def puts(**values: object) -> Bend:
    """Sets values of the row."""
    return lambda row, parent: row.update(values)


def every_break() -> Iterator[Break]:
    """A break for every row-level rule that is rendered; KeyError names one that has none."""
    for table in LAKE.values():
        for rule in rules(table):
            where = (table.name, rule.name)
            bend = _OWN[where] if where in _OWN else _column_break(table, rule.name)
            yield Break(*where, bend, frozenset(_ALSO.get(where, ())))


def _column_break(table: Table, rule: str) -> Bend:
    for column in table.columns:
        kind = rule.removeprefix(f"{column.name}_")
        if kind in _KINDS and rule.startswith(f"{column.name}_"):
            return puts(**{column.name: _KINDS[kind](column)})
    raise KeyError(f"no way to break {table.name}.{rule} is written down")


_KINDS: dict[str, Callable[[Column], object]] = {
    "not_null": lambda column: None,
    "allowed": lambda column: "unheard of",
    "pattern": lambda column: "NOT OF THE FORM",
    "max_length": lambda column: "é" * ((column.max_length or 0) + 1),
    "minimum": lambda column: (column.minimum or 0) - 1,
    "maximum": lambda column: (column.maximum or 0) + 1,
}


def _strange_article(row: Row, parent: Row) -> None:
    row["article_id"] = "STRANGE"
    parent["document_id" if "document_id" in parent else "article_id"] = "STRANGE"


def _nameless_article(row: Row, parent: Row) -> None:
    row["article_id"] = None
    # Nothing became of the document then, which is a matter of the whole batch.
    parent["operation"] = "delete"


def _repeated_article(row: Row, parent: Row) -> None:
    row.update(article_id=document_id(0), body=body(0), raw_spans=_whole(body(0)))
    parent["operation"] = "delete"


def _chrome(row: Row, parent: Row) -> None:
    parent["text"] = row["body"] = "All news\n\nThe talks go on."
    row["raw_spans"] = _whole(row["body"])


def _blank_body(row: Row, parent: Row) -> None:
    parent["text"] = row["body"] = "  "
    row["raw_spans"] = _whole("  ")


def _whole(text: str) -> list[Row]:
    return [{"start": 0, "end": len(text), "raw_start": 0, "raw_end": len(text)}]


def _shifted(row: Row, parent: Row) -> None:
    row["raw_spans"] = [row["raw_spans"][0] | {"raw_start": 1}]


def _endless_quote(row: Row, parent: Row) -> None:
    parent["body"] += "é" * 20001
    row["text"] = "é" * 20001
    row["spans"] = [{"start": len(parent["body"]) - 20001, "end": len(parent["body"])}]


def _endless_mention(row: Row, parent: Row) -> None:
    parent["body"] += "é" * 1001
    row["text"] = "é" * 1001
    row.update(start=len(parent["body"]) - 1001, end=len(parent["body"]))


def _overlapping(row: Row, parent: Row) -> None:
    start = row["spans"][0]["start"]
    row["spans"] = [{"start": start, "end": start + 7}, {"start": start + 3, "end": start + 10}]
    row["text"] = " ".join(parent["body"][span["start"] : span["end"]] for span in row["spans"])


def _speaker_in_words(row: Row, parent: Row) -> None:
    start = row["spans"][0]["start"]
    row.update(speaker_text="We", speaker_start=start, speaker_end=start + 2)


def _only_marks(row: Row, parent: Row) -> None:
    at = parent["body"].index(".")
    row.update(text=".", spans=[{"start": at, "end": at + 1}])


_OWN: dict[tuple[str, str], Bend] = {
    ("source_files", "source_uri_unique"): puts(source_uri="seeds/article-0.txt"),
    ("source_files", "removed_is_empty"): puts(status="removed"),
    ("raw_documents", "document_id_unique"): puts(document_id=document_id(0)),
    ("raw_documents", "repairs_items_not_null"): puts(repairs=["mojibake", None]),
    ("raw_documents", "authors_items_not_null"): puts(authors=[None]),
    ("raw_documents", "text_present"): puts(text=" "),
    ("raw_documents", "decoded_without_loss"): puts(text="na\ufffdve " * 20),
    ("raw_documents", "not_binary"): puts(text="GIF89a\x00\x01"),
    ("raw_documents", "version_present"): puts(content_sha256=None),
    ("articles", "article_id_not_null"): _nameless_article,
    ("articles", "article_id_pattern"): _strange_article,
    ("articles", "article_id_unique"): _repeated_article,
    ("articles", "authors_items_not_null"): puts(authors=["A. Writer", None]),
    ("articles", "raw_spans_items_not_null"): lambda row, parent: row["raw_spans"].append(
        {"start": None, "end": 2, "raw_start": 1, "raw_end": 2}
    ),
    ("articles", "body_not_empty"): _blank_body,
    ("articles", "chrome_gone"): _chrome,
    ("articles", "raw_spans_sound"): _shifted,
    ("articles", "language_form"): puts(language="English"),
    ("articles", "date_possible"): puts(published_on=date(2121, 1, 1)),
    ("articles", "precision_with_date"): puts(published_evidence=None),
    ("quotes", "article_id_pattern"): _strange_article,
    ("quotes", "text_max_length"): _endless_quote,
    ("quotes", "quote_id_unique"): puts(quote_id=quotes(1)[0]["quote_id"]),
    ("quotes", "spans_items_not_null"): lambda row, parent: row["spans"].append(None),
    ("quotes", "article_known"): puts(article_id="f" * 32),
    ("quotes", "spans_sound"): _overlapping,
    ("quotes", "text_is_body"): puts(text="We hope for the worst"),
    ("quotes", "cue_is_body"): puts(cue="claimed"),
    ("quotes", "speaker_is_body"): puts(speaker_text="Donald Trump"),
    ("quotes", "speaker_outside_words"): _speaker_in_words,
    ("quotes", "words_present"): _only_marks,
    ("mentions", "article_id_pattern"): _strange_article,
    ("mentions", "text_max_length"): _endless_mention,
    ("mentions", "mention_id_unique"): puts(mention_id=mentions(1)[0]["mention_id"]),
    ("mentions", "article_known"): puts(article_id="f" * 32),
    ("mentions", "text_is_body"): puts(text="Donald Trump"),
}

_NOT_IN_BODY = ("text_is_body", "cue_is_body", "speaker_is_body")

_ALSO: dict[tuple[str, str], tuple[str, ...]] = {
    ("source_files", "status_not_null"): ("removed_is_empty",),
    ("raw_documents", "operation_not_null"): ("version_present",),
    ("articles", "article_id_not_null"): ("raw_spans_sound",),
    ("articles", "body_not_null"): ("body_not_empty", "chrome_gone", "raw_spans_sound"),
    ("articles", "raw_spans_not_null"): ("raw_spans_sound",),
    ("articles", "raw_spans_items_not_null"): ("raw_spans_sound",),
    ("articles", "ingested_at_not_null"): ("date_possible",),
    ("quotes", "article_id_not_null"): ("article_known", *_NOT_IN_BODY),
    ("quotes", "article_known"): _NOT_IN_BODY,
    ("quotes", "text_not_null"): ("text_is_body", "words_present"),
    ("quotes", "spans_not_null"): ("spans_sound", "text_is_body", "speaker_outside_words"),
    ("quotes", "cue_start_minimum"): ("cue_is_body",),
    ("quotes", "cue_end_minimum"): ("cue_is_body",),
    ("quotes", "speaker_start_minimum"): (
        "speaker_is_body",
        "speaker_outside_words",
    ),
    ("quotes", "speaker_end_minimum"): ("speaker_is_body",),
    ("mentions", "article_id_not_null"): ("article_known", "text_is_body"),
    ("mentions", "article_known"): ("text_is_body",),
    ("mentions", "text_not_null"): ("text_is_body",),
    ("mentions", "start_not_null"): ("text_is_body",),
    ("mentions", "end_not_null"): ("text_is_body",),
    ("mentions", "start_minimum"): ("text_is_body",),
    ("mentions", "end_minimum"): ("text_is_body",),
}
