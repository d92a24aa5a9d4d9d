-- question: How is each speaker quoted, and in which role?

select
    speaker_name,
    titles[:3] as titles,
    direct_count as direct,
    mixed_count as mixed,
    indirect_count as indirect,
    utterance_count as things_said,
    publisher_count as publishers,
    round(mean_confidence, 2) as confidence
from speaker_summary
where entity_type = 'PERSON'
order by quote_count desc, speaker_name
limit 5
