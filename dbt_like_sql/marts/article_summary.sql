-- description: What each article holds: its quotes, speakers and names in numbers.
-- grain: article_id
-- column article_id: articles.article_id.
-- column source_uri: The raw file it came from.
-- column publisher: Who published it; null where unknown.
-- column title: Headline; null where none is printed.
-- column published_on: Date of publication; null where it is not settled.
-- column word_count: Words of the body.
-- column quote_count: Quotes found in it.
-- column direct_count: Quotes wholly in quotation marks.
-- column mixed_count: Quotes partly in quotation marks.
-- column indirect_count: Quotes without quotation marks.
-- column unattributed_count: Quotes whose speaker is not settled.
-- column quoted_share: Share of the body's characters that stand inside quotes, 0 to 1.
-- column speaker_count: Different speakers.
-- column speakers: Names of the speakers, most quoted first.
-- column mention_count: Namings of people, organizations and places.
-- column entity_count: Different people, organizations and places named.
-- column duplicate_of: The earliest article with the same text; null for an original.

with
quote_counts as (
    select
        article_id,
        count(quote_id) filter (where kind = 'direct') as direct_count,
        count(quote_id) filter (where kind = 'mixed') as mixed_count,
        count(quote_id) filter (where kind = 'indirect') as indirect_count,
        count(quote_id) filter (where speaker_id is null) as unattributed_count
    from quotes
    group by article_id
),

pieces as (
    select
        article_id,
        unnest(spans) as span
    from quotes
),

-- One quote may stand inside another. Each piece counts only for what lies beyond the pieces that
-- begin before it, so that no character counts twice.
uncovered as (
    select
        article_id,
        greatest(
            0,
            span."end" - greatest(
                span.start,
                coalesce(
                    max(span."end") over (
                        partition by article_id
                        order by span.start asc, span."end" asc
                        rows between unbounded preceding and 1 preceding
                    ),
                    0
                )
            )
        ) as characters
    from pieces
),

quoted as (
    select
        article_id,
        sum(characters) as characters
    from uncovered
    group by article_id
),

speaker_counts as (
    select
        quotes.article_id,
        entities.name,
        entities.entity_id,
        count(quotes.quote_id) as quote_count
    from quotes
    inner join entities
        on quotes.speaker_id = entities.entity_id
    group by quotes.article_id, entities.name, entities.entity_id
),

speakers as (
    select
        article_id,
        count(entity_id) as speaker_count,
        list_transform(
            list_sort(list({ 'use': -quote_count, 'name': name })), lambda quoted: quoted.name
        ) as speakers
    from speaker_counts
    group by article_id
),

mention_counts as (
    select
        article_id,
        count(mention_id) as mention_count,
        count(distinct entity_id) as entity_count
    from mentions
    group by article_id
)

select
    articles.article_id,
    articles.source_uri,
    articles.publisher,
    articles.title,
    articles.published_on,
    articles.word_count,
    articles.quote_count,
    coalesce(quote_counts.direct_count, 0) as direct_count,
    coalesce(quote_counts.mixed_count, 0) as mixed_count,
    coalesce(quote_counts.indirect_count, 0) as indirect_count,
    coalesce(quote_counts.unattributed_count, 0) as unattributed_count,
    coalesce(quoted.characters, 0) / length(articles.body) as quoted_share,
    coalesce(speakers.speaker_count, 0) as speaker_count,
    coalesce(speakers.speakers, []) as speakers,
    coalesce(mention_counts.mention_count, 0) as mention_count,
    coalesce(mention_counts.entity_count, 0) as entity_count,
    articles.duplicate_of
from articles
left join quote_counts
    on articles.article_id = quote_counts.article_id
left join quoted
    on articles.article_id = quoted.article_id
left join speakers
    on articles.article_id = speakers.article_id
left join mention_counts
    on articles.article_id = mention_counts.article_id
order by articles.article_id
