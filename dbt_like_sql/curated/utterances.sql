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
),

-- An utterance is named after its first quote; most have no other, and nothing to be counted.
repeated as (
    select distinct utterance_id
    from quotes
    where quote_id <> utterance_id
)

select
    said.utterance_id,
    said.speaker_id,
    said.text,
    1 as article_count,
    said.published_on as first_published_on,
    said.article_id as first_article_id,
    1 as variant_count
from said
anti join repeated
    on said.utterance_id = repeated.utterance_id
union all
-- Where two forms are equally long, the alphabet decides, so that a rebuild decides the same.
select
    said.utterance_id,
    min(said.speaker_id) as speaker_id,
    arg_min(said.text, (-length(said.text), said.text)) as text,
    count(distinct said.article_id) as article_count,
    min(said.published_on) as first_published_on,
    min(said.article_id) filter (where said.quote_id = said.utterance_id) as first_article_id,
    count(distinct said.text) as variant_count
from said
semi join repeated
    on said.utterance_id = repeated.utterance_id
group by said.utterance_id
order by utterance_id
