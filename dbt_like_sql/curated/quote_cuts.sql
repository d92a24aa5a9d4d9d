-- description: Wordings that are another wording cut shorter: one row per shorter wording and the
--     longer one it is taken to be cut from.
-- grain: wording_id
-- column wording_id: quote_wordings.wording_id of the shorter.
-- column whole_id: quote_wordings.wording_id of the longer, which is itself no cut.

with
-- Below so many words, what agrees may agree by chance; with no speaker, all the sooner. Pairs are
-- kept by number, which takes far less time than by their long identities. No number reaches the
-- result.
wordings as materialized (
    select
        quote_wordings.wording_id,
        row_number() over () as number,
        quote_wordings.speaker_id,
        quote_words.core,
        quote_words.core_count,
        quote_words.marked,
        quote_words.turns
    from quote_wordings
    inner join quote_words
        on quote_wordings.quote_id = quote_words.quote_id
    where
        quote_wordings.quote_id = quote_wordings.wording_id
        and quote_words.core_count >= if(quote_wordings.speaker_id is null, 8, 5)
),

sentences as (
    select
        * exclude (marked),
        list_filter(
            list_transform(
                string_split(replace(' ' || marked, ' …', ''), '|'), lambda sentence: trim(sentence)
            ),
            lambda sentence: sentence <> ''
        ) as sentences
    from wordings
    where contains(marked, '|')
),

-- Where in the core each of its sentences begins.
sentence_starts as (
    select
        * exclude (marked),
        1 as start
    from wordings
    union all
    select
        * exclude (sentences),
        unnest(
            list_transform(
                range(2, len(sentences) + 1),
                lambda place: length(array_to_string(sentences[:place - 1], ' ')) + 2
            )
        ) as start
    from sentences
),

-- Whoever holds the whole of a wording from the beginning of a sentence on begins with its first
-- words there, so that nothing else need be compared.
readings as (
    select
        number,
        core_count,
        start,
        hash(speaker_id, turns, regexp_extract(core[start:], '^(?:\S+ ){3}\S+')) as key
    from sentence_starts
),

shared as (
    select key
    from readings
    group by key
    having count(*) > 1
),

pairs as (
    select
        shorter.number,
        longer.number as whole_number,
        longer.start
    from shared
    inner join readings as shorter
        on shared.key = shorter.key
    inner join readings as longer
        on
            shared.key = longer.key
            and shorter.number <> longer.number
    where
        shorter.start = 1
        and shorter.core_count <= longer.core_count
        and shorter.core_count >= 0.6 * longer.core_count
),

compared as (
    select
        shorter.wording_id,
        longer.wording_id as whole_id,
        longer.core_count,
        longer.core,
        longer.core[pairs.start:] || ' ' as reading,
        shorter.core as shorter_core,
        shorter.marked as shorter_marked
    from pairs
    inner join wordings as shorter
        on pairs.number = shorter.number
    inner join wordings as longer
        on
            pairs.whole_number = longer.number
            and shorter.turns = longer.turns
            and shorter.speaker_id is not distinct from longer.speaker_id
    where longer.core_count > shorter.core_count or longer.core > shorter.core
),

-- Where words are left out of the shorter: the pieces between its ellipses. The first is empty
-- where it opens with one. What an ellipsis at the end leaves out is left out anyway.
pieced as (
    select
        *,
        if(
            contains(shorter_marked, '…'),
            list_transform(
                string_split(rtrim(replace(' ' || shorter_marked, ' |', ''), ' …'), '…'),
                lambda piece: trim(piece)
            ),
            null
        ) as pieces
    from compared
),

-- The shorter holds most of the longer, word for word, from the beginning of one of its sentences
-- on: what goes before in the same sentence ("they claim …") may say the opposite. What is left
-- out, there or at the end, turns or restricts nothing.
cuts as (
    select
        wording_id,
        whole_id,
        core_count,
        core
    from pieced
    where
        if(
            pieces is null,
            starts_with(reading, shorter_core || ' '),
            reading like array_to_string(pieces, ' % ') || ' %'
            and (len(pieces) = 1 or len(string_split(pieces[1], ' ')) >= 4)
        )
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
