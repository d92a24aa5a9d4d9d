-- description: Of whom a known speaker speaks, and in how many quotes, is the same quote by quote
--     as summed up.
-- subject: said_about

with counted as (
    select
        speaker_id,
        entity_id,
        count(*) as quote_count
    from said_about
    where speaker_id is not null
    group by speaker_id, entity_id
)

select
    speaker_id,
    entity_id,
    who_on_whom.quote_count as expected,
    counted.quote_count as found
from who_on_whom
full join counted using (speaker_id, entity_id)
where who_on_whom.quote_count is distinct from counted.quote_count
