-- question: Who speaks most of whom?

select
    speaker_name,
    entity_name as of_whom,
    quote_count as quotes,
    utterance_count as things_said,
    article_count as articles
from who_on_whom
order by quotes desc, things_said desc, speaker_name, of_whom
limit 5
