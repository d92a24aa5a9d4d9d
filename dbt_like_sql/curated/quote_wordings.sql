-- description: Which quotes have the same words by the same speaker: one row per quote, with its
--     wording.
-- grain: quote_id
-- column quote_id: quotes.quote_id.
-- column wording_id: The least quote_id of those with the wording.
-- column speaker_id: entities.entity_id of who said the words, here or where they are printed with
--     their speaker; null where unknown.

with
worded as (
    select
        quotes.quote_id,
        quote_speakers.speaker_id,
        coalesce(articles.original_id, quotes.article_id) as original_id,
        quote_words.core_count,
        quote_words.word_count,
        quote_words.core
    from staging.stg_quotes as quotes
    inner join quote_words
        on quotes.quote_id = quote_words.quote_id
    inner join quote_speakers
        on quotes.quote_id = quote_speakers.quote_id
    left join article_copies as articles
        on quotes.article_id = articles.article_id
),

-- So many words in a row are said by one. Where two are known to have said them, nobody can tell
-- whom a third article means.
known as (
    select
        core,
        min(speaker_id) as speaker_id
    from worded
    where
        core_count >= 8
        and speaker_id is not null
    group by core
    having min(speaker_id) = max(speaker_id)
),

-- A few words agree by chance: "no comment" is said every day. So short quotes have one wording
-- only within one article and its copies, and it takes more words where the speaker is unknown.
placed as (
    select
        worded.quote_id,
        worded.core,
        coalesce(worded.speaker_id, known.speaker_id) as speaker_id,
        case
            when worded.word_count < if(worded.speaker_id is null, 8, 4) then worded.original_id
        end as only_within
    from worded
    left join known
        on worded.core = known.core
),

wordings as (
    select
        speaker_id,
        core,
        only_within,
        min(quote_id) as wording_id
    from placed
    group by speaker_id, core, only_within
)

select
    placed.quote_id,
    wordings.wording_id,
    placed.speaker_id
from placed
inner join wordings
    on
        placed.core = wordings.core
        and placed.speaker_id is not distinct from wordings.speaker_id
        and placed.only_within is not distinct from wordings.only_within
order by placed.quote_id
