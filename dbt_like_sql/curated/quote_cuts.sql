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

cores as (
    select
        wording_id,
        speaker_id,
        turns,
        string_split(core, ' ') as words
    from wordings
),

grams as (
    select
        wording_id,
        speaker_id,
        turns,
        unnest(list_distinct(list_transform(
            range(1, len(words) - 1),
            lambda place: hash(list_slice(words, place, place + 2))
        ))) as gram
    from cores
),

gram_counts as (
    select
        speaker_id,
        gram,
        count(*) as wording_count
    from grams
    group by speaker_id, gram
),

-- Across an ellipsis words are missing.
whole_pieces as (
    select
        wording_id,
        speaker_id,
        string_split(unnest(pieces), ' ') as words
    from wordings
),

piece_grams as (
    select
        wording_id,
        speaker_id,
        unnest(list_transform(
            range(1, len(words) - 1),
            lambda place: hash(list_slice(words, place, place + 2))
        )) as gram
    from whole_pieces
),

-- Three words in a row that the speaker seldom says: whoever holds the whole of a wording holds its
-- rarest three, so that nothing else need be compared.
rarest as (
    select
        piece_grams.wording_id,
        arg_min(gram_counts.gram, (gram_counts.wording_count, gram_counts.gram)) as gram
    from piece_grams
    inner join gram_counts
        on
            piece_grams.gram = gram_counts.gram
            and piece_grams.speaker_id is not distinct from gram_counts.speaker_id
    group by piece_grams.wording_id
),

-- Each wording as it reads from each of its sentences on.
sentence_starts as (
    select
        wording_id,
        core,
        core_count,
        sentences,
        unnest(range(1, len(sentences) + 1)) as place
    from wordings
),

readings as (
    select
        wording_id,
        core,
        core_count,
        array_to_string(sentences[place:], ' ') || ' ' as tail
    from sentence_starts
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
    from rarest
    inner join wordings as shorter
        on rarest.wording_id = shorter.wording_id
    inner join grams
        on
            rarest.gram = grams.gram
            and shorter.turns = grams.turns
            and shorter.speaker_id is not distinct from grams.speaker_id
            and shorter.wording_id <> grams.wording_id
    inner join readings as longer
        on grams.wording_id = longer.wording_id
    where
        (longer.core_count, longer.core) > (shorter.core_count, shorter.core)
        and shorter.core_count >= 0.6 * longer.core_count
        and longer.tail like array_to_string(shorter.pieces, ' % ') || ' %'
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
