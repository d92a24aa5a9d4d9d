-- description: People and organizations that others speak of and nobody quotes.
-- grain: entity_id
-- column entity_id: entities.entity_id of the one spoken of.
-- column entity_name: Name of the one spoken of.
-- column entity_type: PERSON or ORG.
-- column quote_count: Quotes whose words name it.
-- column utterance_count: Different things said that name it.
-- column speaker_count: Different known speakers who name it.
-- column article_count: Articles that name it, in quotes or outside.
-- column mention_count: Namings, in quotes or outside.

with
-- A surname or first name alone may mean one of those who are quoted.
quoted_names as (
    select
        unnest([
            lower(regexp_extract(name, '^\S+')), lower(regexp_extract(name, '\S+$'))
        ]) as part
    from entities
    where
        quote_count > 0
        and entity_type = 'PERSON'
)

select
    said_about.entity_id,
    entities.name as entity_name,
    entities.entity_type,
    count(said_about.quote_id) as quote_count,
    count(distinct said_about.utterance_id) as utterance_count,
    count(distinct said_about.speaker_id) as speaker_count,
    any_value(entities.article_count) as article_count,
    any_value(entities.mention_count) as mention_count
from said_about
inner join entities
    on said_about.entity_id = entities.entity_id
anti join quoted_names
    on lower(entities.name) = quoted_names.part
where
    entities.quote_count = 0
    -- A place or a people has nobody's voice, so that it is not quoted says nothing.
    and entities.entity_type in ('PERSON', 'ORG')
group by said_about.entity_id, entities.name, entities.entity_type
order by said_about.entity_id
