-- description: Which quotes are the same thing said: one row per quote, with its utterance.
-- grain: quote_id
-- column quote_id: quotes.quote_id.
-- column utterance_id: utterances.utterance_id: the quote_id of the first of them.
-- column words: Lower case, without accents and punctuation, short forms written out.

with
worded as (
    select
        quotes.quote_id,
        quotes.ordinal,
        quote_speakers.speaker_id,
        articles.article_id,
        articles.published_on,
        coalesce(articles.duplicate_of, articles.article_id) as original_id,
        quote_words.words,
        coalesce(nullif(quote_words.core, ''), quote_words.words) as core
    from staging.stg_quotes as quotes
    inner join quote_words
        on quotes.quote_id = quote_words.quote_id
    inner join quote_speakers
        on quotes.quote_id = quote_speakers.quote_id
    inner join articles
        on quotes.article_id = articles.article_id
),

-- A few words agree by chance: "no comment" is said every day. So short quotes are one utterance
-- only within one article and its copies, and it takes more words where the speaker is unknown.
placed as (
    select
        *,
        case
            when len(string_split(words, ' ')) < if(speaker_id is null, 8, 4) then original_id
        end as only_within
    from worded
),

same_words as (
    select
        *,
        min(quote_id) over (partition by speaker_id, core, only_within) as wording_id
    from placed
),

wholes as (
    select
        same_words.quote_id,
        same_words.article_id,
        same_words.ordinal,
        same_words.published_on,
        same_words.words,
        coalesce(quote_cuts.whole_id, same_words.wording_id) as whole_id
    from same_words
    left join quote_cuts
        on same_words.wording_id = quote_cuts.wording_id
)

select
    quote_id,
    first_value(quote_id) over (
        partition by whole_id
        order by published_on asc nulls last, article_id asc, ordinal asc
    ) as utterance_id,
    words
from wholes
order by quote_id
