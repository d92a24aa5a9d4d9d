-- description: Nobody speaks of an entity in more quotes than the speaker has, or in more
--     articles than name the entity.
-- subject: who_on_whom

select
    who_on_whom.speaker_id,
    who_on_whom.entity_id,
    who_on_whom.quote_count,
    who_on_whom.mention_count
from who_on_whom
inner join entities as speakers
    on who_on_whom.speaker_id = speakers.entity_id
inner join entities
    on who_on_whom.entity_id = entities.entity_id
where
    who_on_whom.quote_count > speakers.quote_count
    or who_on_whom.article_count > entities.article_count
    or who_on_whom.mention_count < who_on_whom.quote_count
