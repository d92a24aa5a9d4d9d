-- description: Which articles are copies, or nearly, of an earlier one: one row per copy.
-- grain: article_id
-- column article_id: articles.article_id of the copy.
-- column original_id: articles.article_id of the earliest article with nearly the same words.
-- column likeness: Share of the words' five-word sequences that both have, as estimated, 0 to 1.

with
-- The order of arrival plays no part: it differs between a history and one full rebuild.
placed as (
    select
        sketches.article_id,
        sketches.words_hash,
        sketches.word_count,
        sketches.sketch,
        row_number() over (
            order by
                articles.published_on asc nulls last,
                articles.source_uri asc,
                articles.record_locator asc nulls first
        ) as place
    from article_sketches as sketches
    inner join staging.stg_articles as articles
        on sketches.article_id = articles.article_id
),

same_words as (
    select
        article_id,
        place,
        sketch,
        first_value(article_id) over (partition by words_hash order by place asc) as first_id
    from placed
    where word_count > 0
),

-- A short text is like another by chance, so one whose sketch is not full is a copy only word for
-- word.
numbers as (
    select
        place,
        unnest(sketch) as hashed
    from same_words
    where
        article_id = first_id
        and len(sketch) = 64
),

firsts as (
    select
        hashed,
        min(place) as first_place
    from numbers
    group by hashed
),

-- Of two sketches with the share s in common, the texts have s / (2 - s).
alike_places as (
    select
        numbers.place,
        firsts.first_place,
        count(numbers.hashed) / (128 - count(numbers.hashed)) as likeness
    from numbers
    inner join firsts
        on
            numbers.hashed = firsts.hashed
            and numbers.place <> firsts.first_place
    group by numbers.place, firsts.first_place
    having count(numbers.hashed) / (128 - count(numbers.hashed)) >= 0.7
),

alike as (
    select
        articles.article_id,
        firsts.article_id as first_id,
        alike_places.likeness
    from alike_places
    inner join same_words as articles
        on alike_places.place = articles.place
    inner join same_words as firsts
        on alike_places.first_place = firsts.place
),

nearest as (
    select
        alike.article_id,
        arg_max(alike.first_id, (alike.likeness, alike.first_id)) as original_id,
        max(alike.likeness) as likeness
    from alike
    -- An original is itself no copy.
    anti join alike as copies
        on alike.first_id = copies.article_id
    group by alike.article_id
)

select
    same_words.article_id,
    coalesce(nearest.original_id, same_words.first_id) as original_id,
    coalesce(nearest.likeness, 1) as likeness
from same_words
left join nearest
    on same_words.first_id = nearest.article_id
where same_words.article_id <> coalesce(nearest.original_id, same_words.first_id)
order by same_words.article_id
