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
        speaker_id,
        utterance_id,
        unnest(spans) as span
    from quotes
    where speaker_id is not null
),

-- A name counts where it stands wholly inside a piece of the quote.
spoken as (
    select
        pieces.speaker_id,
        pieces.quote_id,
        pieces.utterance_id,
        pieces.article_id,
        mentions.mention_id,
        mentions.entity_id
    from pieces
    inner join mentions
        on
            pieces.article_id = mentions.article_id
            and pieces.span.start <= mentions.start
            and pieces.span."end" >= mentions."end"
)

select
    spoken.speaker_id,
    speakers.name as speaker_name,
    spoken.entity_id,
    entities.name as entity_name,
    entities.entity_type,
    count(distinct spoken.quote_id) as quote_count,
    count(distinct spoken.utterance_id) as utterance_count,
    count(spoken.mention_id) as mention_count,
    count(distinct spoken.article_id) as article_count,
    min(articles.published_on) as first_on,
    max(articles.published_on) as last_on
from spoken
inner join entities as speakers
    on spoken.speaker_id = speakers.entity_id
inner join entities
    on spoken.entity_id = entities.entity_id
inner join articles
    on spoken.article_id = articles.article_id
group by
    spoken.speaker_id,
    speakers.name,
    spoken.entity_id,
    entities.name,
    entities.entity_type
order by spoken.speaker_id, spoken.entity_id
