-- description: Which quotes are the same thing said: one row per quote, with its utterance.
-- grain: quote_id
-- column quote_id: quotes.quote_id.
-- column utterance_id: utterances.utterance_id: the quote_id of the first of them.
-- column words: The words that had to agree: lower case, without accents and punctuation.

with
worded as (
    select
        quotes.quote_id,
        quotes.ordinal,
        quote_speakers.speaker_id,
        articles.article_id,
        articles.published_on,
        coalesce(articles.duplicate_of, articles.article_id) as original_id,
        trim(
            regexp_replace(lower(strip_accents(quotes.text)), '[^\pL\pN]+', ' ', 'g')
        ) as words
    from staging.stg_quotes as quotes
    inner join quote_speakers
        on quotes.quote_id = quote_speakers.quote_id
    inner join articles
        on quotes.article_id = articles.article_id
),

-- A few words agree by chance: "no comment" is said every day. So short quotes are one utterance
-- only within one article and its copies, and it takes more words where the speaker is unknown.
placed as (
    select
        quote_id,
        ordinal,
        speaker_id,
        article_id,
        published_on,
        words,
        case
            when len(string_split(words, ' ')) < if(speaker_id is null, 8, 4) then original_id
        end as only_within
    from worded
)

select
    quote_id,
    first_value(quote_id) over (
        partition by speaker_id, words, only_within
        order by published_on asc nulls last, article_id asc, ordinal asc
    ) as utterance_id,
    words
from placed
order by quote_id
