-- contract: articles

with
-- Two articles are one text when their letters and digits agree, whatever their case, accents,
-- punctuation and spacing. Materialized, or the optimizer works through each body once per use.
worded as materialized (
    select
        article_id,
        source_uri,
        record_locator,
        published_on,
        sha256(
            replace(
                regexp_replace(lower(strip_accents(body)), '[^\pL\pN ]+', '', 'g'), ' ', ''
            )
        ) as words_hash
    from staging.stg_articles
),

-- The order of arrival plays no part: it differs between a history and one full rebuild. A body
-- without a single word is nobody's copy.
originals as (
    select
        article_id,
        first_value(article_id) over (
            partition by words_hash
            order by published_on asc nulls last, source_uri asc, record_locator asc nulls first
        ) as original_id
    from worded
    where words_hash <> sha256('')
),

quote_counts as (
    select
        article_id,
        count(quote_id) as quote_count
    from staging.stg_quotes
    group by article_id
)

select
    articles.article_id,
    articles.source_uri,
    articles.record_locator,
    articles.source_format,
    articles.url,
    articles.publisher,
    articles.title,
    articles.subtitle,
    articles.authors,
    articles.dateline_place,
    articles.dateline_text,
    articles.published_on,
    articles.published_precision,
    articles.published_evidence,
    articles.language,
    articles.body,
    articles.raw_spans,
    articles.word_count,
    coalesce(quote_counts.quote_count, 0) as quote_count,
    nullif(originals.original_id, articles.article_id) as duplicate_of,
    articles.content_sha256,
    articles.batch_id,
    articles.ingested_at,
    batches.extractor_version
from staging.stg_articles as articles
left join quote_counts
    on articles.article_id = quote_counts.article_id
left join originals
    on articles.article_id = originals.article_id
left join staging.stg_batches as batches
    on articles.batch_id = batches.batch_id
order by articles.article_id
