-- description: Things said that one publisher alone carried.
-- grain: utterance_id
-- column utterance_id: utterances.utterance_id.
-- column publisher: The one that carried it.
-- column speaker_id: entities.entity_id of the speaker; null where unknown.
-- column speaker_name: The speaker's name; null where unknown.
-- column text: The words in their longest printed form.
-- column article_id: articles.article_id of the article that carried it first.
-- column published_on: Earliest dated article that carried it; null where none is dated.

with carriers as (
    select
        quotes.utterance_id,
        min(articles.publisher) as publisher
    from quotes
    inner join articles
        on quotes.article_id = articles.article_id
    group by quotes.utterance_id
    -- An article of unknown publisher may be another's.
    having
        min(articles.publisher) = max(articles.publisher)
        and count(articles.publisher) = count(*)
)

select
    utterances.utterance_id,
    carriers.publisher,
    utterances.speaker_id,
    entities.name as speaker_name,
    utterances.text,
    utterances.first_article_id as article_id,
    utterances.first_published_on as published_on
from carriers
inner join utterances
    on carriers.utterance_id = utterances.utterance_id
left join entities
    on utterances.speaker_id = entities.entity_id
order by utterances.utterance_id
