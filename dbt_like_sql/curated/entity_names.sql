-- description: What each name in an article means: one row per name an article gives, with its
--     entity over all articles.
-- grain: article_id, name
-- column article_id: The article that gives the name.
-- column name: The fullest form of the name in that article, as in the mentions read from it.
-- column entity_id: entities.entity_id: who or what it means; null where a surname or an initial
--     may mean either of two.
-- column form: The name without article, possessive and stray blanks, as it may be shown.
-- column place_name: The name of the country or city in the reference tables; null where they do
--     not know it.
-- column is_short: Whether it means what a fuller name is the name of: a surname, or one with an
--     initial.

with
given as (
    select
        mentions.article_id,
        mentions.name,
        name_keys.key,
        name_keys.form,
        name_keys.place_name,
        bool_or(mentions.entity_type = 'PERSON') as is_person,
        string_agg(distinct lower(mentions.title), ' ') as titles
    from staging.stg_mentions as mentions
    inner join name_keys
        on mentions.name = name_keys.name
    group by all
),

-- Who is named in full in each article, and by which titles.
named_in_full as (
    select
        given.article_id,
        given.key,
        full_names.person_key,
        full_names.surname,
        full_names.first_letter,
        given.is_person,
        given.titles
    from given
    inner join full_names
        on given.key = full_names.key
    where not full_names.is_initialed
),

-- Gabriel García Ochoa may be called García Ochoa or Ochoa further on, and Ursula von der Leyen
-- von der Leyen. What more articles call somebody is no short form: in "If Donald Trump" a word too
-- many was read.
uses as (
    select
        key,
        count(*) as article_count
    from named_in_full
    group by key
),

tails as (
    select
        article_id,
        key,
        unnest(
            list_transform(
                range(2, len(string_split(key, ' ')) + 1),
                lambda place: array_to_string(string_split(key, ' ')[place:], ' ')
            )
        ) as short_key
    from named_in_full
),

short_forms as (
    select tails.*
    from tails
    inner join uses
        on tails.key = uses.key
    left join uses as short_uses
        on tails.short_key = short_uses.key
    where coalesce(short_uses.article_count, 0) <= uses.article_count
),

people as (
    select named_in_full.*
    from named_in_full
    anti join short_forms
        on
            named_in_full.article_id = short_forms.article_id
            and named_in_full.key = short_forms.short_key
),

-- "D. Peskov" is the one person of that surname and first letter.
initialed as (
    select
        full_names.key,
        min(people.person_key) as person_key,
        count(distinct people.person_key) as people_count
    from full_names
    inner join people
        on
            full_names.surname = people.surname
            and full_names.first_letter = people.first_letter
    where full_names.is_initialed
    group by full_names.key
),

-- Such a form is of someone whom the same article names in full. Where the article takes even the
-- full name for something else, its labels say nothing of the surname either.
surnames as (
    select
        given.article_id,
        given.name,
        min(people.person_key) as person_key,
        count(distinct people.person_key) as people_count
    from given
    inner join short_forms
        on
            given.article_id = short_forms.article_id
            and given.key = short_forms.short_key
    inner join people
        on
            short_forms.article_id = people.article_id
            and short_forms.key = people.key
    where
        given.place_name is null
        and (given.is_person or not people.is_person)
    group by given.article_id, given.name
),

-- The words of titles: long ones, and short forms like "Gen." for General.
titled as (
    select
        given.article_id,
        given.name,
        given.key,
        word
    from given
    cross join unnest(regexp_extract_all(given.titles, '\pL{4,}\.?|\pL{2,3}\.')) as words (word)
),

known_titles as (
    select
        people.surname,
        people.person_key,
        word,
        count(distinct people.article_id) as article_count
    from people
    cross join unnest(regexp_extract_all(people.titles, '\pL{4,}\.?|\pL{2,3}\.')) as words (word)
    group by people.surname, people.person_key, word
),

fitting as (
    select
        titled.article_id,
        titled.name,
        known_titles.person_key,
        max(known_titles.article_count) as article_count
    from titled
    inner join known_titles
        on
            titled.key = known_titles.surname
            and (
                titled.word = known_titles.word
                or (
                    ends_with(titled.word, '.')
                    and starts_with(known_titles.word, rtrim(titled.word, '.'))
                )
                or (
                    ends_with(known_titles.word, '.')
                    and starts_with(titled.word, rtrim(known_titles.word, '.'))
                )
            )
    group by titled.article_id, titled.name, known_titles.person_key
),

-- Where none is, it is the one person of that surname who elsewhere has the same title. Ten
-- articles outweigh one: a title is misread now and then.
known_by_title as (
    select
        article_id,
        name,
        arg_max(person_key, (article_count, person_key)) as person_key,
        if(max(article_count) >= 10 * (sum(article_count) - max(article_count)), 1, count(*))
            as people_count
    from fitting
    group by article_id, name
),

-- Articles that print an acronym beside its full name explain it to those that do not.
acronyms as (
    select
        short_names.key,
        min(name_keys.key) as full_key
    from staging.stg_mentions as mentions
    inner join name_keys
        on mentions.name = name_keys.name
    inner join name_keys as short_names
        on mentions.text = short_names.name
    where
        mentions.entity_type = 'ORG'
        and regexp_full_match(mentions.text, '[A-Z][A-Z.&]{1,7}')
        and contains(name_keys.key, ' ')
    group by short_names.key
    having count(distinct name_keys.key) = 1
),

resolved as (
    select
        given.article_id,
        given.name,
        given.form,
        given.place_name,
        case
            when given.place_name is not null then given.key
            else coalesce(full_names.person_key, acronyms.full_key, given.key)
        end as own_key,
        case
            when given.place_name is not null then given.key
            when surnames.people_count = 1 then surnames.person_key
            when surnames.people_count > 1 then null
            when full_names.is_initialed and initialed.people_count = 1 then initialed.person_key
            when full_names.is_initialed and initialed.people_count > 1 then null
            when known_by_title.people_count = 1 then known_by_title.person_key
            when known_by_title.people_count > 1 then null
            else own_key
        end as entity_key
    from given
    left join full_names
        on given.key = full_names.key
    left join initialed
        on given.key = initialed.key
    left join surnames
        on
            given.article_id = surnames.article_id
            and given.name = surnames.name
    left join known_by_title
        on
            given.article_id = known_by_title.article_id
            and given.name = known_by_title.name
    left join acronyms
        on given.key = acronyms.key
)

-- The identity is made of the name alone, not of the type: the type is a vote that more articles
-- may turn.
select
    article_id,
    name,
    left(sha256(entity_key), 16) as entity_id,
    form,
    place_name,
    entity_key <> own_key as is_short
from resolved
order by article_id, name
