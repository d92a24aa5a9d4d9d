-- description: The months of a speaker add up to the speaker's quotes.
-- subject: speaker_timeline

with months as (
    select
        speaker_id,
        sum(quote_count) as quote_count
    from speaker_timeline
    group by speaker_id
)

select
    speaker_id,
    speaker_summary.quote_count as expected,
    months.quote_count as found
from speaker_summary
full join months using (speaker_id)
where speaker_summary.quote_count is distinct from months.quote_count
