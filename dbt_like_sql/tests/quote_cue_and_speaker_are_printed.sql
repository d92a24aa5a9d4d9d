-- description: The cue and the speaker of a quote are what stands at their offsets.
-- subject: quotes

select
    quotes.quote_id,
    quotes.cue,
    quotes.speaker_text
from quotes
inner join articles
    on quotes.article_id = articles.article_id
where
    quotes.cue is distinct from
    substring(articles.body, quotes.cue_start + 1, quotes.cue_end - quotes.cue_start)
    or quotes.speaker_text is distinct from
    substring(
        articles.body, quotes.speaker_start + 1, quotes.speaker_end - quotes.speaker_start
    )
