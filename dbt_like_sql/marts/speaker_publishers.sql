-- description: Who is quoted where: one row per speaker and publisher.
-- grain: speaker_id, publisher
-- column speaker_id: entities.entity_id of the speaker.
-- column speaker_name: The speaker's name.
-- column publisher: The publisher; null for the articles whose publisher is unknown.
-- column quote_count: Quotes of the speaker there, copies included.
-- column utterance_count: Different things said.
-- column article_count: Articles there that quote the speaker.
-- column first_on: Earliest dated article; null where none is dated.
-- column last_on: Latest dated article; null where none is dated.

select
    quotes.speaker_id,
    entities.name as speaker_name,
    articles.publisher,
    count(quotes.quote_id) as quote_count,
    count(distinct quotes.utterance_id) as utterance_count,
    count(distinct quotes.article_id) as article_count,
    min(articles.published_on) as first_on,
    max(articles.published_on) as last_on
from quotes
inner join entities
    on quotes.speaker_id = entities.entity_id
inner join articles
    on quotes.article_id = articles.article_id
group by quotes.speaker_id, entities.name, articles.publisher
order by quotes.speaker_id asc, articles.publisher asc nulls last
