-- description: What each name in an article means: one row per name an article gives, with its
--     entity over all articles.
-- grain: article_id, name
-- column article_id: The article that gives the name.
-- column name: The fullest form of the name in that article, as in the mentions read from it.
-- column entity_id: entities.entity_id: who or what it means.
-- column form: The name without article, possessive and stray blanks, as it may be shown.
-- column place_name: The name of the country or city in the reference tables; null where they do
--     not know it.

with
given as (
    select
        article_id,
        name,
        bool_or(entity_type = 'PERSON') as is_person
    from staging.stg_mentions
    group by article_id, name
),

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
    select name from given
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

-- Two forms are the same name when they agree but for case, diacritics, dots and hyphens. Mr and
-- its like are no part of a name; Dr, Sir and Prof only where two more words follow, since what is
-- left of "Dr. Dre" is not his name.
keyed as (
    select
        name,
        form,
        coalesce(
            nullif(
                regexp_replace(
                    trim(regexp_replace(
                        regexp_replace(lower(strip_accents(form)), '[.''’`]', '', 'g'),
                        '[^\pL\pN]+',
                        ' ',
                        'g'
                    )),
                    '^(?:(?:mr|mrs|ms) |(?:dr|prof|sir) (\S+ \S))',
                    '\1'
                ),
                ''
            ),
            lower(form)
        ) as key
    from shown
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
),

-- "Donald J. Trump" is "Donald Trump" as long as no other middle initial is about: George W. and
-- George H. W. Bush are two.
without_initials as (
    select distinct
        keyed.key,
        regexp_replace(keyed.key, '^(\pL\pL+)(?: \pL)+ (\pL\pL+)$', '\1 \2') as short_key
    from keyed
    inner join given
        on keyed.name = given.name
    where given.is_person and regexp_full_match(keyed.key, '\pL\pL+(?: \pL)+ \pL\pL+')
),

shortened as (
    select
        short_key,
        min(key) as key
    from without_initials
    group by short_key
    having count(*) = 1
),

resolved as (
    select
        keyed.name,
        keyed.form,
        known_places.place_name,
        coalesce(known_places.place_key, shortened.short_key, keyed.key) as entity_key
    from keyed
    left join known_places
        on keyed.key = known_places.key
    left join shortened
        on keyed.key = shortened.key
)

-- The identity is made of the name alone, not of the type: the type is a vote that more articles
-- may turn.
select
    given.article_id,
    given.name,
    left(sha256(resolved.entity_key), 16) as entity_id,
    resolved.form,
    resolved.place_name
from given
inner join resolved
    on given.name = resolved.name
order by given.article_id, given.name
