-- description: Who publishes: articles, quotes and speakers per publisher.
-- grain: publisher
-- column publisher: The publisher; null for the articles whose publisher is unknown.
-- column article_count: Articles, copies included.
-- column original_count: Articles that are no copy of an earlier one.
-- column word_count: Words of all bodies.
-- column quote_count: Quotes in all articles.
-- column speaker_count: Different speakers quoted.
-- column utterance_count: Different things said that it carried.
-- column exclusive_utterance_count: Things said that no article of another publisher carried; an
--     article of unknown publisher counts as another's.
-- column first_published_on: Its earliest dated article; null where none is dated.
-- column last_published_on: Its latest dated article; null where none is dated.

with
printed as (
    select
        publisher,
        count(article_id) as article_count,
        count(article_id) filter (where duplicate_of is null) as original_count,
        sum(word_count)::bigint as word_count,
        sum(quote_count)::bigint as quote_count,
        min(published_on) as first_published_on,
        max(published_on) as last_published_on
    from articles
    group by publisher
),

carried as (
    select
        articles.publisher,
        quotes.speaker_id,
        quotes.utterance_id
    from quotes
    inner join articles
        on quotes.article_id = articles.article_id
),

carriers as (
    select
        utterance_id,
        count(distinct publisher) + max(case when publisher is null then 1 else 0 end)
            as carrier_count
    from carried
    group by utterance_id
),

spoken as (
    select
        carried.publisher,
        count(distinct carried.speaker_id) as speaker_count,
        count(distinct carried.utterance_id) as utterance_count,
        count(distinct carried.utterance_id) filter (
            where carriers.carrier_count = 1
        ) as exclusive_utterance_count
    from carried
    inner join carriers
        on carried.utterance_id = carriers.utterance_id
    group by carried.publisher
)

select
    printed.publisher,
    printed.article_count,
    printed.original_count,
    printed.word_count,
    printed.quote_count,
    coalesce(spoken.speaker_count, 0) as speaker_count,
    coalesce(spoken.utterance_count, 0) as utterance_count,
    coalesce(spoken.exclusive_utterance_count, 0) as exclusive_utterance_count,
    printed.first_published_on,
    printed.last_published_on
from printed
left join spoken
    on printed.publisher is not distinct from spoken.publisher
order by printed.publisher asc nulls last
