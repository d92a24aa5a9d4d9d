-- contract: mentions

select
    mentions.mention_id,
    mentions.article_id,
    names.entity_id,
    mentions.text,
    mentions.start,
    mentions."end",
    mentions.title,
    coalesce(entities.entity_type::varchar, mentions.entity_type) as entity_type
from staging.stg_mentions as mentions
inner join entity_names as names
    on
        mentions.article_id = names.article_id
        and mentions.name = names.name
left join entities
    on names.entity_id = entities.entity_id
order by mentions.article_id, mentions.start
