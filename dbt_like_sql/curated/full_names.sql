-- description: The full names of people, each with the name that all of its forms are known by.
-- grain: key
-- column key: name_keys.key of a name of two words or more that means a person somewhere,
--     or begins with an initial.
-- column person_key: The same for all forms of one name, with or without middle names.
-- column first_letter: First letter of the first name.
-- column surname: The last word.
-- column is_initialed: Whether the first name is given by its initial only.

with
people as (
    select
        name_keys.key,
        string_split(name_keys.key, ' ') as words
    from staging.stg_mentions as mentions
    inner join name_keys
        on mentions.name = name_keys.name
    where
        name_keys.place_name is null
        and contains(name_keys.key, ' ')
    group by name_keys.key
    -- "P. Raman" is one, whatever it was taken for.
    having
        bool_or(mentions.entity_type = 'PERSON')
        or bool_or(regexp_full_match(mentions.name, '\p{Lu}\. ?\p{Lu}\p{Ll}+'))
),

parted as (
    select
        key,
        words[1] as first_name,
        words[-1] as surname,
        -- "Mohammed bin Salman" and "Sammy Davis Jr" have no middle names.
        case
            when
                length(words[1]) > 1
                and not list_has_any(
                    words,
                    [
                        'jr', 'sr', 'ii', 'iii', 'iv', 'de', 'del', 'della', 'der', 'den', 'di',
                        'da', 'dos', 'du', 'la', 'le', 'van', 'von', 'bin', 'bint', 'ibn', 'al',
                        'el', 'ben', 'st', 'of', 'and', 'the'
                    ]
                )
                then words[2:-2]
            else []
        end as middle,
        len(words) as word_count
    from people
),

initialed as (
    select
        key,
        first_name,
        surname,
        array_to_string(middle, ' ') as middle_names,
        array_to_string(list_transform(middle, lambda word: left(word, 1)), ' ') as initials,
        len(list_filter(middle, lambda word: length(word) > 1)) > 0 as is_spelled_out
    from parted
    where len(middle) + 2 = word_count
),

-- "Donald J. Trump" and "Donald John Trump" are "Donald Trump" as long as no other middle name is
-- about: George W. and George H. W. Bush are two, and George Bush may be either.
namesakes as (
    select
        first_name,
        surname,
        initials,
        count(distinct middle_names) filter (where is_spelled_out) as spelled_count,
        count(*) over (partition by first_name, surname) as initials_count
    from initialed
    where initials <> ''
    group by first_name, surname, initials
)

select
    parted.key,
    case
        when namesakes.spelled_count > 1 or namesakes.initials is null then parted.key
        when namesakes.initials_count = 1 then parted.first_name || ' ' || parted.surname
        else parted.first_name || ' ' || namesakes.initials || ' ' || parted.surname
    end as person_key,
    left(parted.first_name, 1) as first_letter,
    parted.surname,
    length(parted.first_name) = 1 as is_initialed
from parted
left join initialed
    on parted.key = initialed.key
left join namesakes
    on
        initialed.first_name = namesakes.first_name
        and initialed.surname = namesakes.surname
        and initialed.initials = namesakes.initials
order by parted.key
