-- description: Who said each quote, where the article settles it.
-- grain: quote_id
-- column quote_id: quotes.quote_id.
-- column speaker_id: entities.entity_id; null where the article does not settle who speaks.

-- The article's own names decide: the speaker's name means what the same name means among the
-- mentions of that article. A name that is not among them stays unresolved.
select
    quotes.quote_id,
    names.entity_id as speaker_id
from staging.stg_quotes as quotes
left join entity_names as names
    on
        quotes.article_id = names.article_id
        and quotes.speaker_name = names.name
order by quotes.quote_id
