-- description: Everyone who is spoken of and never quoted is listed, a person or an organization,
--     and nobody else is; but for a name alone that may mean someone who is quoted.
-- subject: never_quoted

with
quoted_names as (
    select
        split_part(lower(name), ' ', 1) as first_name,
        split_part(lower(name), ' ', -1) as last_name
    from entities
    where
        entity_type = 'PERSON'
        and quote_count > 0
),

spoken_of as (
    select
        said_about.entity_id,
        count(*) as quote_count,
        count(distinct said_about.utterance_id) as utterance_count,
        count(distinct said_about.speaker_id) as speaker_count
    from said_about
    inner join entities
        on said_about.entity_id = entities.entity_id
    anti join quotes
        on said_about.entity_id = quotes.speaker_id
    where
        entities.entity_type in ('PERSON', 'ORG')
        and lower(entities.name) not in (select quoted_names.first_name from quoted_names)
        and lower(entities.name) not in (select quoted_names.last_name from quoted_names)
    group by said_about.entity_id
)

select
    entity_id,
    never_quoted.entity_name,
    spoken_of.quote_count as expected,
    never_quoted.quote_count as found
from spoken_of
full join never_quoted using (entity_id)
where
    spoken_of.quote_count is distinct from never_quoted.quote_count
    or spoken_of.utterance_count is distinct from never_quoted.utterance_count
    or spoken_of.speaker_count is distinct from never_quoted.speaker_count
