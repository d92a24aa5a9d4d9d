"""Contracts of quotes: as the extract stage makes them, and as they are curated."""

from __future__ import annotations

import pyarrow as pa

from pipelines.contracts.articles import ARTICLE_ID
from pipelines.contracts.documents import BATCH_ID
from pipelines.contracts.model import (
    HEX_ID,
    ID,
    OFFSET,
    SPANS,
    TEXT,
    Column,
    Parent,
    Reference,
    RowRule,
    Table,
    TableRule,
)

LAKE_QUOTES = Table(
    name="quotes",
    stage="extract",
    description="One row per utterance that an article prints, with where its words stand.",
    key=("quote_id",),
    columns=(
        Column("quote_id", ID, "Identity: a hash of the article and the spans.", pattern=HEX_ID),
        ARTICLE_ID,
        BATCH_ID,
        Column("ordinal", OFFSET, "Place among the article's quotes, from 1.", minimum=1),
        Column(
            "kind",
            TEXT,
            "direct: all in quotation marks; mixed: some of it; indirect: none.",
            allowed=("direct", "mixed", "indirect"),
        ),
        Column(
            "text",
            TEXT,
            "What was said: the pieces joined by a blank, without the outer quotation marks.",
            max_length=20000,
        ),
        Column("spans", SPANS, "The pieces in articles.body: characters, end exclusive."),
        Column("cue", TEXT, "The words that introduce it; null where there are none.", True),
        Column("cue_start", OFFSET, "First character of the cue.", True, minimum=0),
        Column("cue_end", OFFSET, "End of the cue, exclusive.", True, minimum=1),
        Column("speaker_text", TEXT, "The speaker as printed; null where none is.", True),
        Column("speaker_start", OFFSET, "First character of the speaker.", True, minimum=0),
        Column("speaker_end", OFFSET, "End of the speaker, exclusive.", True, minimum=1),
        Column(
            "speaker_name",
            TEXT,
            "The fullest name the article gives the speaker; null where it does not settle it.",
            nullable=True,
        ),
        Column("paragraph", OFFSET, "Paragraph of the first piece, from 0.", minimum=0),
        Column(
            "confidence",
            pa.float64(),
            "Share of quotes like this one whose words and speaker are right.",
            minimum=0,
            maximum=1,
        ),
    ),
    parent=Parent("articles", column="article_id", key="article_id"),
    row_rules=(
        RowRule(
            "article_known", "the quote belongs to no article", "parent.article_id is not null"
        ),
        RowRule(
            "spans_sound",
            "a piece lies outside the article, is empty, or overlaps another",
            "len(this.spans) > 0 and len(list_filter(this.spans, lambda s: s.start < 0 "
            'or s."end" <= s.start or s."end" > length(parent.body))) = 0 '
            "and len(list_filter(list_zip(this.spans[:-2], this.spans[2:]), "
            'lambda z: z[1]."end" > z[2].start)) = 0',
        ),
        RowRule(
            "text_is_body",
            "the text is not what stands at its spans",
            "this.text = array_to_string(list_transform(this.spans, "
            "lambda s: substring(parent.body, s.start + 1, s.\"end\" - s.start)), ' ')",
        ),
        RowRule(
            "cue_is_body",
            "the cue is not what stands at its offsets",
            "(this.cue is null and this.cue_start is null and this.cue_end is null) or "
            "this.cue = substring(parent.body, this.cue_start + 1, this.cue_end - this.cue_start)",
        ),
        RowRule(
            "speaker_is_body",
            "the speaker is not what stands at its offsets",
            "(this.speaker_text is null and this.speaker_start is null "
            "and this.speaker_end is null) or this.speaker_text = substring(parent.body, "
            "this.speaker_start + 1, this.speaker_end - this.speaker_start)",
        ),
        RowRule(
            "speaker_outside_words",
            "the speaker stands inside the words said",
            "this.speaker_start is null or len(list_filter(this.spans, lambda s: "
            's.start < this.speaker_end and this.speaker_start < s."end")) = 0',
        ),
        RowRule(
            "words_present",
            "nothing is said: no letter or digit",
            "regexp_matches(this.text, '[\\pL\\pN]')",
        ),
    ),
    table_rules=(
        TableRule(
            "speech_found",
            "not one quote in a batch of fifty or more English articles",
            "select count(*) as articles from parent where language = 'en' "
            "having count(*) >= 50 and (select count(*) from this) = 0",
        ),
    ),
)

QUOTES = Table(
    name="quotes",
    stage="curate",
    description="One row per utterance in an article as it stands now, with its speaker.",
    key=("quote_id",),
    columns=(
        *LAKE_QUOTES.without("batch_id", "paragraph", "confidence"),
        Column("speaker_id", ID, "entities.entity_id; null where unknown.", nullable=True),
        *LAKE_QUOTES.pick(("paragraph", "confidence")),
        Column("utterance_id", ID, "utterances.utterance_id: the thing said, once."),
    ),
    references=(
        Reference("article_id", "articles", "article_id"),
        Reference("speaker_id", "entities", "entity_id"),
        Reference("utterance_id", "utterances", "utterance_id"),
    ),
)
