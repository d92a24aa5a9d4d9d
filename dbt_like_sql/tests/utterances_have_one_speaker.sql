-- description: All quotes of an utterance whose speaker is known have its speaker.
-- subject: utterances

select
    utterances.utterance_id,
    utterances.speaker_id,
    quotes.quote_id,
    quotes.speaker_id as quote_speaker_id
from utterances
inner join quotes
    on utterances.utterance_id = quotes.utterance_id
where
    quotes.speaker_id is not null
    and utterances.speaker_id is distinct from quotes.speaker_id
