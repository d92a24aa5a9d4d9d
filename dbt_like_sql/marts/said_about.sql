-- description: Who said what of whom: one row per quote and entity that its words name.
-- grain: quote_id, entity_id
-- column quote_id: quotes.quote_id.
-- column utterance_id: utterances.utterance_id: the thing said, once.
-- column article_id: articles.article_id of the article that prints it.
-- column speaker_id: entities.entity_id of the speaker; null where unknown.
-- column speaker_name: The speaker's name; null where unknown.
-- column entity_id: entities.entity_id of the one spoken of.
-- column entity_name: Name of the one spoken of.
-- column entity_type: What the one spoken of is: PERSON, ORG, GPE and so on.
-- column text: The words said.
-- column publisher: Who published it; null where unknown.
-- column published_on: Date of publication; null where it is not settled.

with
pieces as (
    select
        quote_id,
        article_id,
        unnest(spans) as span
    from quotes
),

-- A name counts where it stands wholly inside a piece of the quote.
named as (
    select distinct
        pieces.quote_id,
        mentions.entity_id
    from pieces
    inner join mentions
        on
            pieces.article_id = mentions.article_id
            and pieces.span.start <= mentions.start
            and pieces.span."end" >= mentions."end"
)

select
    quotes.quote_id,
    quotes.utterance_id,
    quotes.article_id,
    quotes.speaker_id,
    speakers.name as speaker_name,
    named.entity_id,
    entities.name as entity_name,
    entities.entity_type,
    quotes.text,
    articles.publisher,
    articles.published_on
from named
inner join quotes
    on named.quote_id = quotes.quote_id
inner join entities
    on named.entity_id = entities.entity_id
inner join articles
    on quotes.article_id = articles.article_id
left join entities as speakers
    on quotes.speaker_id = speakers.entity_id
order by quotes.quote_id, named.entity_id
