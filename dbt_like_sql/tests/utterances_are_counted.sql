-- description: The counts of an utterance are those of its quotes, and its text is one of theirs.
-- subject: utterances

with counted as (
    select
        utterance_id,
        count(distinct article_id) as article_count,
        count(distinct text) as variant_count,
        list(distinct text) as texts
    from quotes
    group by utterance_id
)

select
    utterances.utterance_id,
    utterances.article_count,
    utterances.variant_count,
    counted.article_count as articles_found,
    counted.variant_count as variants_found
from utterances
left join counted
    on utterances.utterance_id = counted.utterance_id
where
    utterances.article_count is distinct from counted.article_count
    or utterances.variant_count is distinct from counted.variant_count
    or not list_contains(counted.texts, utterances.text)
