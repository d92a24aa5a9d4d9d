-- contract: utterances

with
said as (
    select
        quotes.utterance_id,
        quotes.quote_id,
        quotes.article_id,
        quotes.text,
        quotes.speaker_id,
        articles.published_on
    from quotes
    inner join staging.stg_articles as articles
        on quotes.article_id = articles.article_id
)

-- Where two forms are equally long, the alphabet decides, so that a rebuild decides the same.
select
    utterance_id,
    min(speaker_id) as speaker_id,
    arg_min(text, (-length(text), text)) as text,
    count(distinct article_id) as article_count,
    min(published_on) as first_published_on,
    min(article_id) filter (where quote_id = utterance_id) as first_article_id,
    count(distinct text) as variant_count
from said
group by utterance_id
order by utterance_id
