-- description: Aliases are sorted, differ from each other, and from the name.
-- subject: entities

select
    entity_id,
    name,
    aliases
from entities
where
    list_contains(aliases, name)
    or aliases is distinct from list_sort(list_distinct(aliases))
