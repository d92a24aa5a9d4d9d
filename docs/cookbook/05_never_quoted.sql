-- question: Who is spoken of but never quoted?

select
    entity_name,
    entity_type,
    quote_count as quotes_that_name_it,
    speaker_count as speakers
from never_quoted
order by quote_count desc, entity_name
limit 8
