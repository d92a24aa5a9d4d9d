-- question: What did X say about Y over time?
-- note: Names are those in `entities.name`; an alias is found with
--     `list_contains(entities.aliases, 'U.S.')`. Undated articles come last.

select
    coalesce(published_on::varchar, 'not settled') as published_on,
    publisher,
    text
from said_about
where speaker_name = 'Carla Mendes' and entity_name = 'China'
order by said_about.published_on nulls last, text
