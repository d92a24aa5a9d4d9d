-- question: Who was quoted most, and where?

select
    speaker_name,
    sum(quote_count)::bigint as quotes,
    list(coalesce(publisher, 'unknown') || ': ' || quote_count order by quote_count desc) as "where"
from speaker_publishers
group by speaker_id, speaker_name
order by quotes desc, speaker_name
limit 5
