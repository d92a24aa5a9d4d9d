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

spoken as (
    select
        publisher,
        count(distinct speaker_id) as speaker_count,
        count(distinct utterance_id) as utterance_count
    from carried
    group by publisher
),

-- What one publisher alone carried, or articles of unknown publisher alone.
exclusive as (
    select
        utterance_id,
        min(publisher) as publisher
    from carried
    group by utterance_id
    having
        min(publisher) is not distinct from max(publisher)
        and count(publisher) in (0, count(*))
),

exclusive_counts as (
    select
        publisher,
        count(utterance_id) as utterance_count
    from exclusive
    group by publisher
)

select
    printed.publisher,
    printed.article_count,
    printed.original_count,
    printed.word_count,
    printed.quote_count,
    coalesce(spoken.speaker_count, 0) as speaker_count,
    coalesce(spoken.utterance_count, 0) as utterance_count,
    coalesce(exclusive_counts.utterance_count, 0) as exclusive_utterance_count,
    printed.first_published_on,
    printed.last_published_on
from printed
left join spoken
    on printed.publisher is not distinct from spoken.publisher
left join exclusive_counts
    on printed.publisher is not distinct from exclusive_counts.publisher
order by printed.publisher asc nulls last
