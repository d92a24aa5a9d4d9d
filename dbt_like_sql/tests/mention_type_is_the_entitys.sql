-- description: A mention has the type that its entity was given over all mentions.
-- subject: mentions

select
    mentions.mention_id,
    mentions.entity_type,
    entities.entity_type as type_of_entity
from mentions
inner join entities
    on mentions.entity_id = entities.entity_id
where mentions.entity_type::varchar <> entities.entity_type::varchar
