-- description: Every name in print, with what all spellings of it have in common.
-- grain: name
-- column name: The name as the mentions read from an article give it.
-- column form: The name without article, possessive and stray blanks, as it may be shown.
-- column key: What its spellings share: lower case, without accents, dots, honorifics and the
--     differences between transliterations; for a known place, the key of the name it is shown by.
-- column place_name: The name of the country or city in the reference tables; null where they do
--     not know it.

with
places as (
    select
        alias,
        name as place_name
    from reference.countries
    union all
    select
        alias,
        name as place_name
    from reference.cities
),

-- Names of mentions and names of the reference go through the same hands, so that they can agree.
printed as (
    select name from staging.stg_mentions
    union
    select alias as name from places
    union
    select place_name as name from places
),

shown as (
    select
        name,
        coalesce(
            nullif(
                trim(regexp_replace(
                    regexp_replace(name, '\s+', ' ', 'g'),
                    '(?i)^ ?the |[''’`](s ?)?$',
                    '',
                    'g'
                )),
                ''
            ),
            name
        ) as form
    from printed
),

-- Letters that no accent makes are not taken apart by strip_accents.
plain as (
    select
        name,
        form,
        trim(
            regexp_replace(
                regexp_replace(
                    replace(translate(strip_accents(lower(form)), 'łøđðı', 'loddi'), 'ß', 'ss'),
                    '[.''’`]',
                    '',
                    'g'
                ),
                '[^\pL\pN]+',
                ' ',
                'g'
            )
        ) as words
    from shown
),

-- Mr and its like are no part of a name; Dr, Sir and Prof only where two more words follow, since
-- what is left of "Dr. Dre" is not his name.
bare as (
    select
        name,
        form,
        regexp_replace(
            words, '^(?:(?:mr|mrs|ms|mx) |(?:dr|prof|sir|dame|lord|lady) (\S+ \S))', '\1'
        ) as words
    from plain
),

-- Names that came through another alphabet: Sergei and Sergey, Yevgeny and Evgeny, Zelensky,
-- Zelenskyy and Zelenskiy, Aleksandr and Alexander, Muhammad and Mohammed.
folded as (
    select
        name,
        form,
        regexp_replace(
            regexp_replace(
                regexp_replace(
                    regexp_replace(
                        regexp_replace(words, '\bye(\pL{3})', 'e\1', 'g'),
                        '\bale(?:x|ks)and(?:e?r)\b',
                        'alexander',
                        'g'
                    ),
                    '\bm[ou]hamm?[ae]d\b',
                    'mohammed',
                    'g'
                ),
                '(\pL{2})e[ij]\b',
                '\1ey',
                'g'
            ),
            '(\pL\pL+?[^e \d])(?:yy|iy|ij|yi|ii|i)\b',
            '\1y',
            'g'
        ) as words
    from bare
),

keyed as (
    select
        name,
        form,
        coalesce(nullif(words, ''), lower(form)) as key
    from folded
),

known_places as (
    select
        aliases.key,
        min(names.key) as place_key,
        min(names.form) as place_name
    from places
    inner join keyed as aliases
        on places.alias = aliases.name
    inner join keyed as names
        on places.place_name = names.name
    group by aliases.key
    -- An alias that two places share names neither.
    having count(distinct names.key) = 1
)

select
    keyed.name,
    keyed.form,
    coalesce(known_places.place_key, keyed.key) as key,
    known_places.place_name
from keyed
left join known_places
    on keyed.key = known_places.key
where keyed.name in (select mentions.name from staging.stg_mentions as mentions)
order by keyed.name
