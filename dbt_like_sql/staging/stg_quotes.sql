-- description: Quotes of the articles that stand now.
-- contract: lake.quotes

select quotes.*
from lake.quotes as quotes
inner join staging.stg_articles as articles
    on
        quotes.article_id = articles.article_id
        and quotes.batch_id = articles.batch_id
order by quotes.article_id, quotes.ordinal
