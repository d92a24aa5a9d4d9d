-- description: Whoever is spoken of is printed in the words, and the quote is given as it stands
--     among the quotes and articles.
-- subject: said_about

with
printed as (
    select distinct
        said_about.quote_id,
        said_about.entity_id
    from said_about
    inner join mentions
        on
            said_about.article_id = mentions.article_id
            and said_about.entity_id = mentions.entity_id
            and contains(said_about.text, mentions.text)
)

select
    said_about.quote_id,
    said_about.entity_id,
    said_about.entity_name,
    said_about.text
from said_about
left join printed
    on
        said_about.quote_id = printed.quote_id
        and said_about.entity_id = printed.entity_id
left join quotes
    on said_about.quote_id = quotes.quote_id
left join articles
    on said_about.article_id = articles.article_id
where
    printed.quote_id is null
    or said_about.text is distinct from quotes.text
    or said_about.speaker_id is distinct from quotes.speaker_id
    or said_about.utterance_id is distinct from quotes.utterance_id
    or said_about.article_id is distinct from quotes.article_id
    or said_about.publisher is distinct from articles.publisher
    or said_about.published_on is distinct from articles.published_on
