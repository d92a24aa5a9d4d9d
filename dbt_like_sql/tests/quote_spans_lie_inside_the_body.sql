-- description: Every piece of a quote lies inside the article, holds something, and follows the
--     piece before it.
-- subject: quotes

with
pieces as (
    select
        quote_id,
        article_id,
        unnest(spans) as span,
        generate_subscripts(spans, 1) as place
    from quotes
),

placed as (
    select
        quote_id,
        article_id,
        span,
        lag(span."end") over (partition by quote_id order by place asc) as previous_end
    from pieces
)

select
    placed.quote_id,
    placed.span.start as span_start,
    placed.span."end" as span_end,
    placed.previous_end,
    length(articles.body) as body_length
from placed
inner join articles
    on placed.article_id = articles.article_id
where
    placed.span.start < coalesce(placed.previous_end, 0)
    or placed.span."end" <= placed.span.start
    or placed.span."end" > length(articles.body)
union all
select
    quotes.quote_id,
    null as span_start,
    null as span_end,
    null as previous_end,
    null as body_length
from quotes
where len(quotes.spans) = 0
