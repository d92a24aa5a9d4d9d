-- description: A wording is taken only for one of the same speaker that is itself taken for no
--     other, cut and reworded ones alike.
-- subject: quote_wordings

with taken as (
    select
        'cut' as taken_as,
        quote_cuts.wording_id,
        quote_cuts.whole_id,
        further.whole_id as taken_further
    from quote_cuts
    left join quote_cuts as further
        on quote_cuts.whole_id = further.wording_id
    union all
    select
        'reworded' as taken_as,
        quote_rewordings.wording_id,
        quote_rewordings.whole_id,
        further.whole_id as taken_further
    from quote_rewordings
    left join quote_rewordings as further
        on quote_rewordings.whole_id = further.wording_id
)

select
    taken.taken_as,
    taken.wording_id,
    taken.whole_id,
    taken.taken_further
from taken
left join quote_wordings as shorter
    on taken.wording_id = shorter.quote_id
left join quote_wordings as longer
    on taken.whole_id = longer.quote_id
where
    taken.taken_further is not null
    or shorter.wording_id is distinct from taken.wording_id
    or longer.wording_id is distinct from taken.whole_id
    or shorter.speaker_id is distinct from longer.speaker_id
