-- description: Wordings that are another wording cut shorter: one row per shorter wording and the
--     longer one it is taken to be cut from.
-- grain: wording_id
-- column wording_id: quote_wordings.wording_id of the shorter.
-- column whole_id: quote_wordings.wording_id of the longer, which is itself no cut.

with
-- Below so many words, what agrees may agree by chance; with no speaker, all the sooner.
wordings as (
    select
        quote_wordings.wording_id,
        quote_wordings.speaker_id,
        quote_words.core,
        quote_words.core_count,
        quote_words.turns,
        quote_words.pieces,
        quote_words.sentences
    from quote_wordings
    inner join quote_words
        on quote_wordings.quote_id = quote_words.quote_id
    where
        quote_wordings.quote_id = quote_wordings.wording_id
        and quote_words.core_count >= if(quote_wordings.speaker_id is null, 8, 5)
),

-- Each wording as it reads from each of its sentences on.
sentence_starts as (
    select
        wording_id,
        speaker_id,
        turns,
        core,
        core_count,
        sentences,
        unnest(range(1, len(sentences) + 1)) as place
    from wordings
),

tails as (
    select
        wording_id,
        speaker_id,
        turns,
        core,
        core_count,
        array_to_string(sentences[place:], ' ') || ' ' as tail
    from sentence_starts
),

-- Whoever holds the whole of a wording from the beginning of a sentence on begins with its first
-- words there, so that nothing else need be compared.
readings as (
    select
        *,
        hash(speaker_id, turns, string_split(tail, ' ')[:4]) as key
    from tails
),

beginnings as (
    select
        wording_id,
        speaker_id,
        turns,
        core,
        core_count,
        array_to_string(pieces, ' % ') || ' %' as pattern,
        hash(speaker_id, turns, string_split(pieces[1], ' ')[:4]) as key
    from wordings
    where len(string_split(pieces[1], ' ')) >= 4
),

-- The shorter holds most of the longer, word for word, from the beginning of one of its sentences
-- on: what goes before in the same sentence ("they claim …") may say the opposite. What is left
-- out, there or at the end, turns or restricts nothing.
cuts as (
    select
        shorter.wording_id,
        longer.wording_id as whole_id,
        longer.core_count,
        longer.core
    from beginnings as shorter
    inner join readings as longer
        on
            shorter.key = longer.key
            and shorter.turns = longer.turns
            and shorter.speaker_id is not distinct from longer.speaker_id
            and shorter.wording_id <> longer.wording_id
    where
        (longer.core_count, longer.core) > (shorter.core_count, shorter.core)
        and shorter.core_count >= 0.6 * longer.core_count
        and longer.tail like shorter.pattern
)

-- One whole for each cut, and none that is itself a cut: two that share only the cut stay two.
select
    cuts.wording_id,
    arg_max(cuts.whole_id, (cuts.core_count, cuts.core)) as whole_id
from cuts
anti join cuts as inner_cuts
    on cuts.whole_id = inner_cuts.wording_id
group by cuts.wording_id
order by cuts.wording_id
