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

with quoted as (
    select
        quotes.speaker_id,
        count(quotes.quote_id) as quote_count,
        count(quotes.quote_id) filter (where quotes.kind = 'direct') as direct_count,
        count(quotes.quote_id) filter (where quotes.kind = 'mixed') as mixed_count,
        count(quotes.quote_id) filter (where quotes.kind = 'indirect') as indirect_count,
        count(distinct quotes.utterance_id) as utterance_count,
        count(distinct quotes.article_id) as article_count,
        count(distinct articles.publisher) as publisher_count,
        -- Single blanks are counted sooner than words.
        sum(
            if(
                regexp_matches(quotes.text, '^\s|[^\S ]|\s\s|\s$|^$'),
                len(regexp_extract_all(quotes.text, '\S+')),
                len(string_split(quotes.text, ' '))
            )
        )::bigint as word_count,
        -- Doubles add up to another sum in another order, decimals do not.
        avg(quotes.confidence::decimal(18, 15)) as mean_confidence,
        min(articles.published_on) as first_quoted_on,
        max(articles.published_on) as last_quoted_on
    from quotes
    inner join articles
        on quotes.article_id = articles.article_id
    where quotes.speaker_id is not null
    group by quotes.speaker_id
)

select
    quoted.speaker_id,
    entities.name as speaker_name,
    entities.entity_type,
    entities.titles,
    quoted.quote_count,
    quoted.direct_count,
    quoted.mixed_count,
    quoted.indirect_count,
    quoted.utterance_count,
    quoted.article_count,
    quoted.publisher_count,
    quoted.word_count,
    quoted.mean_confidence,
    quoted.first_quoted_on,
    quoted.last_quoted_on
from quoted
inner join entities
    on quoted.speaker_id = entities.entity_id
order by quoted.speaker_id
