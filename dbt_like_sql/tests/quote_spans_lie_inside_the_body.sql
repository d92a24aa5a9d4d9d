-- description: Every piece of a quote lies inside the article, holds something, and follows the
--     piece before it.
-- subject: quotes

with
measured as (
    select
        quotes.quote_id,
        quotes.spans,
        length(articles.body) as body_length
    from quotes
    inner join articles
        on quotes.article_id = articles.article_id
)

-- The piece before the first is null.
select
    quote_id,
    spans,
    body_length
from measured
where
    len(spans) = 0
    or spans[-1]."end" > body_length
    or len(
        list_filter(
            range(1, len(spans) + 1),
            lambda place: spans[place]."end" <= spans[place].start
            or spans[place].start < coalesce(spans[place - 1]."end", 0)
        )
    ) > 0
