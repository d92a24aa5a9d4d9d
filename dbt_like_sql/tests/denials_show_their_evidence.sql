-- description: A denial names the words that show it, which stand in its cue or among its own, and
--     is given as it stands among the quotes.
-- subject: denials

select
    denials.quote_id,
    denials.shown_by,
    denials.evidence,
    quotes.cue,
    denials.text
from denials
left join quotes
    on denials.quote_id = quotes.quote_id
where
    coalesce(denials.evidence, '') = ''
    or denials.shown_by not in ('cue', 'words')
    or not contains(
        coalesce(if(denials.shown_by = 'cue', quotes.cue, quotes.text), ''), denials.evidence
    )
    or denials.text is distinct from quotes.text
    or denials.speaker_id is distinct from quotes.speaker_id
    or denials.utterance_id is distinct from quotes.utterance_id
    or denials.article_id is distinct from quotes.article_id
