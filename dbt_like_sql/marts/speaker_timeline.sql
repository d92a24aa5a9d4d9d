-- description: How often each speaker is quoted, month by month.
-- grain: speaker_id, month
-- column speaker_id: entities.entity_id of the speaker.
-- column speaker_name: The speaker's name.
-- column month: First day of the month of publication; null where the month is not settled.
-- column quote_count: Quotes in articles of that month, copies included.
-- column utterance_count: Different things said.
-- column article_count: Articles that quote the speaker.

-- A date of which only the year is known stands on January 1, which says nothing of the month.
with quoted as (
    select
        quotes.speaker_id,
        quotes.quote_id,
        quotes.utterance_id,
        quotes.article_id,
        case
            when articles.published_precision in ('day', 'month')
                then date_trunc('month', articles.published_on)::date
        end as month
    from quotes
    inner join articles
        on quotes.article_id = articles.article_id
)

select
    quoted.speaker_id,
    entities.name as speaker_name,
    quoted.month,
    count(quoted.quote_id) as quote_count,
    count(distinct quoted.utterance_id) as utterance_count,
    count(distinct quoted.article_id) as article_count
from quoted
inner join entities
    on quoted.speaker_id = entities.entity_id
group by quoted.speaker_id, entities.name, quoted.month
order by quoted.speaker_id asc, quoted.month asc nulls last
