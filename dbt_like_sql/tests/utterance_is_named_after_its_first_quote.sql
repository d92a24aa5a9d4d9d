-- description: An utterance bears the identity of one of its own quotes, and the first article is
--     that quote's.
-- subject: utterances

select
    utterances.utterance_id,
    utterances.first_article_id,
    quotes.article_id
from utterances
left join quotes
    on utterances.utterance_id = quotes.quote_id
where
    quotes.utterance_id is distinct from utterances.utterance_id
    or quotes.article_id is distinct from utterances.first_article_id
