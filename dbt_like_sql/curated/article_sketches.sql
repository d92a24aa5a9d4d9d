-- description: Each article's words in few numbers, by which copies are found.
-- grain: article_id
-- incremental: row by row
-- column article_id: articles.article_id.
-- column words_hash: Hash of all its letters and digits, in lower case and without accents.
-- column word_count: Words.
-- column sketch: The 64 least hashes of its five-word sequences, in rising order; all where it has
--     fewer.

with
-- Case, accents, punctuation and spacing make no other text.
plain as (
    select
        article_id,
        regexp_replace(lower(strip_accents(body)), '[^\pL\pN ]+', ' ', 'g') as text
    from staging.stg_articles
),

-- Words as numbers, which take an eighth of the memory and are put into sequences sixteen times as
-- fast.
numbered as (
    select
        * exclude (text),
        hash(replace(text, ' ', '')) as words_hash,
        list_filter(
            list_transform(string_split(text, ' '), lambda word: hash(word)),
            lambda hashed: hashed <> hash('')
        ) as words
    from plain
),

sequenced as (
    select
        * exclude (words),
        list_transform(
            range(1, greatest(len(words) - 3, 2)),
            lambda n: hash(words[n], words[n + 1], words[n + 2], words[n + 3], words[n + 4])
        ) as sequences,
        (18446744073709551615 // greatest(len(words), 96) * 96)::ubigint as bound,
        len(words) as word_count
    from numbered
),

-- Only to be quicker: sorting the few sequences among which the least are to be expected.
narrowed as (
    select
        * exclude (bound),
        list_distinct(list_filter(sequences, lambda hashed: hashed <= bound)) as low
    from sequenced
)

-- Of an article's five-word sequences the 64 least hashes stand for all (a bottom-k sketch), so
-- that articles are compared by 64 numbers.
select
    article_id,
    words_hash,
    word_count,
    list_slice(
        list_sort(if(len(low) < 64, list_distinct(sequences), low)), 1, 64
    ) as sketch
from narrowed
