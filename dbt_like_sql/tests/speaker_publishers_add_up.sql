-- description: A speaker's quotes, articles and dates by publisher add up to those over all
--     publishers.
-- subject: speaker_publishers

with summed as (
    select
        speaker_id,
        sum(quote_count) as quote_count,
        sum(article_count) as article_count,
        count(publisher) as publisher_count,
        max(utterance_count) as most_utterances,
        sum(utterance_count) as utterance_count,
        min(first_on) as first_on,
        max(last_on) as last_on
    from speaker_publishers
    group by speaker_id
)

-- What two publishers carry counts for each of them, and once over all.
select
    speaker_id,
    speaker_summary.quote_count as expected,
    summed.quote_count as found
from speaker_summary
full join summed using (speaker_id)
where
    speaker_summary.quote_count is distinct from summed.quote_count
    or speaker_summary.article_count is distinct from summed.article_count
    or speaker_summary.publisher_count is distinct from summed.publisher_count
    or speaker_summary.utterance_count not between summed.most_utterances and summed.utterance_count
    or speaker_summary.first_quoted_on is distinct from summed.first_on
    or speaker_summary.last_quoted_on is distinct from summed.last_on
