-- description: Which quotes are the same thing said: one row per quote, with its utterance.
-- grain: quote_id
-- column quote_id: quotes.quote_id.
-- column utterance_id: utterances.utterance_id: the quote_id of the first of them.

with
-- A wording may be printed otherwise in another, that be cut from a longer one, and that printed
-- otherwise again.
wholes as (
    select
        quotes.quote_id,
        quotes.article_id,
        quotes.ordinal,
        articles.published_on,
        coalesce(
            last_rewordings.whole_id,
            quote_cuts.whole_id,
            first_rewordings.whole_id,
            quote_wordings.wording_id
        ) as whole_id
    from staging.stg_quotes as quotes
    inner join staging.stg_articles as articles
        on quotes.article_id = articles.article_id
    inner join quote_wordings
        on quotes.quote_id = quote_wordings.quote_id
    left join quote_rewordings as first_rewordings
        on quote_wordings.wording_id = first_rewordings.wording_id
    left join quote_cuts
        on coalesce(first_rewordings.whole_id, quote_wordings.wording_id) = quote_cuts.wording_id
    left join quote_rewordings as last_rewordings
        on quote_cuts.whole_id = last_rewordings.wording_id
)

select
    quote_id,
    first_value(quote_id) over (
        partition by whole_id
        order by published_on asc nulls last, article_id asc, ordinal asc
    ) as utterance_id
from wholes
order by quote_id
