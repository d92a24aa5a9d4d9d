-- description: Nobody is named as a speaker by the words being quoted.
-- subject: quotes

with pieces as (
    select
        quote_id,
        speaker_text,
        speaker_start,
        speaker_end,
        unnest(spans) as span
    from quotes
)

select
    quote_id,
    speaker_text
from pieces
where span.start < speaker_end and speaker_start < span."end"
