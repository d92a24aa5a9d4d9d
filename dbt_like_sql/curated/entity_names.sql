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
-- column mention_count: Mentions in the article that are read as the name.

with
printed as (
    select
        article_id,
        name,
        bool_or(entity_type = 'PERSON') as is_person,
        count(mention_id) as mention_count
    from staging.stg_mentions
    group by article_id, name
),

given as (
    select
        printed.article_id,
        printed.name,
        name_keys.key,
        name_keys.place_name,
        printed.is_person,
        printed.mention_count
    from printed
    inner join name_keys
        on printed.name = name_keys.name
),

-- The words of titles: long ones, and short forms like "Gen." for General.
title_words as (
    select distinct
        article_id,
        name,
        unnest(regexp_extract_all(lower(title), '\pL{4,}\.?|\pL{2,3}\.')) as word
    from staging.stg_mentions
    where title is not null
),

-- Who is named in full in each article.
named_in_full as (
    select
        given.article_id,
        given.name,
        given.key,
        full_names.person_key,
        full_names.surname,
        full_names.first_letter,
        given.is_person
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

titled as (
    select
        title_words.article_id,
        title_words.name,
        name_keys.key,
        title_words.word
    from title_words
    inner join name_keys
        on title_words.name = name_keys.name
),

known_titles as (
    select
        people.surname,
        people.person_key,
        title_words.word,
        count(distinct people.article_id) as article_count
    from people
    inner join title_words
        on
            people.article_id = title_words.article_id
            and people.name = title_words.name
    group by people.surname, people.person_key, title_words.word
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

-- What each name means where its article says no more. The identity is made of the name alone, not
-- of the type: the type is a vote that more articles may turn.
names as (
    select
        name_keys.name,
        name_keys.form,
        case
            when name_keys.place_name is not null then name_keys.key
            else coalesce(full_names.person_key, acronyms.full_key, name_keys.key)
        end as own_key,
        left(sha256(own_key), 16) as own_id,
        full_names.is_initialed and initialed.people_count >= 1 as is_initialed,
        if(initialed.people_count = 1, initialed.person_key, null) as person_key
    from name_keys
    left join full_names
        on name_keys.key = full_names.key
    left join initialed
        on name_keys.key = initialed.key
    left join acronyms
        on name_keys.key = acronyms.key
),

resolved as (
    select
        given.article_id,
        given.name,
        names.form,
        given.place_name,
        given.mention_count,
        names.own_key,
        names.own_id,
        case
            when given.place_name is not null then names.own_key
            when surnames.people_count = 1 then surnames.person_key
            when surnames.people_count > 1 then null
            when names.is_initialed then names.person_key
            when known_by_title.people_count = 1 then known_by_title.person_key
            when known_by_title.people_count > 1 then null
            else names.own_key
        end as entity_key
    from given
    inner join names
        on given.name = names.name
    left join surnames
        on
            given.article_id = surnames.article_id
            and given.name = surnames.name
    left join known_by_title
        on
            given.article_id = known_by_title.article_id
            and given.name = known_by_title.name
)

select
    article_id,
    name,
    if(entity_key = own_key, own_id, left(sha256(entity_key), 16)) as entity_id,
    form,
    place_name,
    entity_key <> own_key as is_short,
    mention_count
from resolved
order by article_id, name
