-- description: The publishers' articles and quotes add up to all there are.
-- subject: publisher_summary

with sums as (
    select
        coalesce(sum(article_count), 0) as article_count,
        coalesce(sum(quote_count), 0) as quote_count
    from publisher_summary
)

select
    sums.article_count,
    sums.quote_count
from sums
where
    sums.article_count <> (select count(*) from articles)
    or sums.quote_count <> (select count(*) from quotes)
