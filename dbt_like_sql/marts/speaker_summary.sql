-- description: Everyone who is quoted: how often, how, where and when. One row per speaker.
-- grain: speaker_id
-- column speaker_id: entities.entity_id of the speaker.
-- column speaker_name: The speaker's name.
-- column entity_type: What the speaker is: PERSON, ORG, GPE and so on.
-- column titles: Roles printed with the name, most used first.
-- column quote_count: Quotes in all articles, copies included.
-- column direct_count: Quotes wholly in quotation marks.
-- column mixed_count: Quotes partly in quotation marks.
-- column indirect_count: Quotes without quotation marks.
-- column utterance_count: Different things said.
-- column article_count: Articles that quote the speaker.
-- column publisher_count: Known publishers that quote the speaker.
-- column word_count: Words in all quotes together.
-- column mean_confidence: Mean confidence of the quotes, 0 to 1.
-- column first_quoted_on: Earliest dated article that quotes the speaker; null where none is dated.
-- column last_quoted_on: Latest dated article that quotes the speaker; null where none is dated.

select
    entities.entity_id as speaker_id,
    entities.name as speaker_name,
    entities.entity_type,
    entities.titles,
    count(quotes.quote_id) as quote_count,
    count(quotes.quote_id) filter (where quotes.kind = 'direct') as direct_count,
    count(quotes.quote_id) filter (where quotes.kind = 'mixed') as mixed_count,
    count(quotes.quote_id) filter (where quotes.kind = 'indirect') as indirect_count,
    count(distinct quotes.utterance_id) as utterance_count,
    count(distinct quotes.article_id) as article_count,
    count(distinct articles.publisher) as publisher_count,
    sum(len(regexp_extract_all(quotes.text, '\S+')))::bigint as word_count,
    avg(quotes.confidence) as mean_confidence,
    min(articles.published_on) as first_quoted_on,
    max(articles.published_on) as last_quoted_on
from quotes
inner join entities
    on quotes.speaker_id = entities.entity_id
inner join articles
    on quotes.article_id = articles.article_id
group by entities.entity_id, entities.name, entities.entity_type, entities.titles
order by entities.entity_id
