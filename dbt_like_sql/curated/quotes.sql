-- contract: quotes

select
    quotes.quote_id,
    quotes.article_id,
    quotes.ordinal,
    quotes.kind,
    quotes.text,
    quotes.spans,
    quotes.cue,
    quotes.cue_start,
    quotes.cue_end,
    quotes.speaker_text,
    quotes.speaker_start,
    quotes.speaker_end,
    quotes.speaker_name,
    quote_speakers.speaker_id,
    quotes.paragraph,
    quotes.confidence,
    quote_utterances.utterance_id
from staging.stg_quotes as quotes
inner join quote_speakers
    on quotes.quote_id = quote_speakers.quote_id
inner join quote_utterances
    on quotes.quote_id = quote_utterances.quote_id
order by quotes.article_id, quotes.ordinal
