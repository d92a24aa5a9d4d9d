-- description: Who speaks of whom: the entities named inside the words of each speaker.
-- grain: speaker_id, entity_id
-- column speaker_id: entities.entity_id of the speaker.
-- column speaker_name: The speaker's name.
-- column entity_id: entities.entity_id of the one spoken of.
-- column entity_name: Name of the one spoken of.
-- column entity_type: What the one spoken of is: PERSON, ORG, GPE and so on.
-- column quote_count: Quotes of the speaker that name the entity.
-- column utterance_count: Different things said that name it.
-- column mention_count: Times it is named in them.
-- column article_count: Articles that carry them.
-- column first_on: Earliest dated article that carries one; null where none is dated.
-- column last_on: Latest dated article that carries one; null where none is dated.

with
pieces as (
    select
        quote_id,
        article_id,
        unnest(spans) as span
    from quotes
    where speaker_id is not null
),

-- A name counts where it stands wholly inside a piece of the quote.
named as (
    select
        pieces.quote_id,
        mentions.entity_id,
        count(mentions.mention_id) as mention_count
    from pieces
    inner join mentions
        on
            pieces.article_id = mentions.article_id
            and pieces.span.start <= mentions.start
            and pieces.span."end" >= mentions."end"
    where mentions.entity_id is not null
    group by pieces.quote_id, mentions.entity_id
),

spoken as (
    select
        quotes.speaker_id,
        named.entity_id,
        count(named.quote_id) as quote_count,
        count(distinct quotes.utterance_id) as utterance_count,
        sum(named.mention_count)::bigint as mention_count,
        count(distinct quotes.article_id) as article_count,
        min(articles.published_on) as first_on,
        max(articles.published_on) as last_on
    from named
    inner join quotes
        on named.quote_id = quotes.quote_id
    inner join articles
        on quotes.article_id = articles.article_id
    group by quotes.speaker_id, named.entity_id
)

select
    spoken.speaker_id,
    speakers.name as speaker_name,
    spoken.entity_id,
    entities.name as entity_name,
    entities.entity_type,
    spoken.quote_count,
    spoken.utterance_count,
    spoken.mention_count,
    spoken.article_count,
    spoken.first_on,
    spoken.last_on
from spoken
inner join entities as speakers
    on spoken.speaker_id = speakers.entity_id
inner join entities
    on spoken.entity_id = entities.entity_id
order by spoken.speaker_id, spoken.entity_id
