-- description: The counts and dates of an entity are those of its mentions and quotes.
-- subject: entities

with
named as (
    select
        mentions.entity_id,
        count(*) as mention_count,
        count(distinct mentions.article_id) as article_count,
        min(articles.published_on) as first_seen,
        max(articles.published_on) as last_seen
    from mentions
    inner join articles
        on mentions.article_id = articles.article_id
    group by mentions.entity_id
),

quoted as (
    select
        speaker_id,
        count(*) as quote_count
    from quotes
    group by speaker_id
)

select
    entities.entity_id,
    entities.name,
    entities.mention_count,
    entities.article_count,
    entities.quote_count
from entities
left join named
    on entities.entity_id = named.entity_id
left join quoted
    on entities.entity_id = quoted.speaker_id
where
    entities.mention_count is distinct from named.mention_count
    or entities.article_count is distinct from named.article_count
    or entities.quote_count is distinct from coalesce(quoted.quote_count, 0)
    or entities.first_seen is distinct from named.first_seen
    or entities.last_seen is distinct from named.last_seen
