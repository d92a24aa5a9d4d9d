-- contract: articles

with quote_counts as (
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
    article_copies.original_id as duplicate_of,
    articles.content_sha256,
    articles.batch_id,
    articles.ingested_at,
    batches.extractor_version
from staging.stg_articles as articles
left join quote_counts
    on articles.article_id = quote_counts.article_id
left join article_copies
    on articles.article_id = article_copies.article_id
left join staging.stg_batches as batches
    on articles.batch_id = batches.batch_id
order by articles.article_id
