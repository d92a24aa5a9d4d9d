-- description: The quotes counted in an article are the quotes there are.
-- subject: articles

with counted as (
    select
        article_id,
        count(*) as quote_count
    from quotes
    group by article_id
)

select
    articles.article_id,
    articles.quote_count,
    counted.quote_count as found
from articles
left join counted
    on articles.article_id = counted.article_id
where articles.quote_count <> coalesce(counted.quote_count, 0)
