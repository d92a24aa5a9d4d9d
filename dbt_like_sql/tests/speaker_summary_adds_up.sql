-- description: Every attributed quote is counted once under its speaker.
-- subject: speaker_summary

with
expected as (
    select
        speaker_id,
        count(*) as quote_count
    from quotes
    where speaker_id is not null
    group by speaker_id
)

select
    speaker_id,
    expected.quote_count as expected,
    speaker_summary.quote_count as found
from expected
full join speaker_summary using (speaker_id)
where
    expected.quote_count is distinct from speaker_summary.quote_count
    or speaker_summary.quote_count
    <> speaker_summary.direct_count
    + speaker_summary.mixed_count
    + speaker_summary.indirect_count
