-- description: Each known publisher has as many exclusives as are counted in its summary.
-- subject: exclusives

with counted as (
    select
        publisher,
        count(*) as exclusive_count
    from exclusives
    group by publisher
)

select
    publisher,
    publisher_summary.exclusive_utterance_count as expected,
    counted.exclusive_count as found
from publisher_summary
full join counted using (publisher)
where
    publisher is not null
    and coalesce(publisher_summary.exclusive_utterance_count, 0)
    <> coalesce(counted.exclusive_count, 0)
