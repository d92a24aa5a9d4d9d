-- contract: mentions

select
    mentions.mention_id,
    mentions.article_id,
    names.entity_id,
    mentions.text,
    mentions.start,
    mentions."end",
    mentions.title,
    entities.entity_type
from staging.stg_mentions as mentions
inner join entity_names as names
    on
        mentions.article_id = names.article_id
        and mentions.name = names.name
inner join entities
    on names.entity_id = entities.entity_id
order by mentions.article_id, mentions.start
