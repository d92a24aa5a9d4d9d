-- description: No two entities bear the same name and type.
-- subject: entities

select
    lower(strip_accents(name)) as plain_name,
    entity_type,
    count(*) as entity_count
from entities
group by plain_name, entity_type
having count(*) > 1
