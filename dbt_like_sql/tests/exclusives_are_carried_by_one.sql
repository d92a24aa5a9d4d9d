-- description: What one publisher alone carried stands in no article of another or of an unknown
--     one, and is given as it stands among the utterances.
-- subject: exclusives

with carried as (
    select distinct
        quotes.utterance_id,
        articles.publisher
    from quotes
    inner join articles
        on quotes.article_id = articles.article_id
)

select
    exclusives.utterance_id,
    exclusives.publisher,
    carried.publisher as also_carried_by
from exclusives
left join carried
    on exclusives.utterance_id = carried.utterance_id
left join utterances
    on exclusives.utterance_id = utterances.utterance_id
where
    exclusives.publisher is null
    or exclusives.publisher is distinct from carried.publisher
    or exclusives.speaker_id is distinct from utterances.speaker_id
    or exclusives.text is distinct from utterances.text
    or exclusives.article_id is distinct from utterances.first_article_id
    or exclusives.published_on is distinct from utterances.first_published_on
