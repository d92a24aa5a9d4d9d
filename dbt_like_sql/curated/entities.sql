-- contract: entities

with
named as (
    select
        names.entity_id,
        names.article_id,
        names.form,
        names.place_name,
        names.is_short,
        names.mention_count,
        articles.published_on
    from entity_names as names
    inner join staging.stg_articles as articles
        on names.article_id = articles.article_id
    where names.entity_id is not null
),

-- What is printed of each, once, so that all that follows is about a few rows.
printed as (
    select
        names.entity_id,
        mentions.text,
        mentions.title,
        mentions.entity_type,
        count(*) as use_count
    from staging.stg_mentions as mentions
    inner join entity_names as names
        on
            mentions.article_id = names.article_id
            and mentions.name = names.name
    where names.entity_id is not null
    group by names.entity_id, mentions.text, mentions.title, mentions.entity_type
),

-- One label may be wrong, so all mentions vote. Ties fall to the alphabet, for want of a reason.
votes as (
    select
        entity_id,
        entity_type,
        sum(use_count) as vote_count
    from printed
    group by entity_id, entity_type
),

types as (
    select
        entity_id,
        first(entity_type order by vote_count desc, entity_type asc) as entity_type
    from votes
    group by entity_id
),

form_counts as (
    select
        entity_id,
        form,
        bool_and(is_short) as is_short,
        sum(mention_count) as use_count
    from named
    group by entity_id, form
),

places as (
    select distinct
        entity_id,
        place_name
    from named
    where place_name is not null
),

-- A place is called what the reference calls it, a person by name and surname, and all else as it
-- is called most; nothing by a short name, which others may bear.
names as (
    select
        form_counts.entity_id,
        coalesce(
            max(places.place_name),
            first(
                form_counts.form
                order by
                    form_counts.is_short asc,
                    types.entity_type <> 'PERSON'
                    or regexp_matches(form_counts.form, '^[^ .]{2,} ') desc,
                    form_counts.use_count desc,
                    length(form_counts.form) desc,
                    form_counts.form asc
            )
        ) as name,
        bool_or(places.place_name is not null) as is_place
    from form_counts
    inner join types
        on form_counts.entity_id = types.entity_id
    left join places
        on form_counts.entity_id = places.entity_id
    group by form_counts.entity_id
),

forms as (
    select
        entity_id,
        form
    from named
    union
    select
        entity_id,
        regexp_replace(
            regexp_replace(trim(text), '\s+', ' ', 'g'), '[''’`](s)?$', ''
        ) as form
    from printed
),

aliases as (
    select
        forms.entity_id,
        list(forms.form order by forms.form asc) as aliases
    from forms
    inner join names
        on
            forms.entity_id = names.entity_id
            and forms.form <> names.name
    group by forms.entity_id
),

-- "Kremlin Spokesman" and "Kremlin spokesman" are one title, shown as it is printed most.
title_forms as (
    select
        entity_id,
        title,
        sum(use_count) as use_count
    from printed
    where title is not null
    group by entity_id, title
),

title_counts as (
    select
        entity_id,
        first(title order by use_count desc, title desc) as title,
        sum(use_count) as use_count
    from title_forms
    group by entity_id, lower(title)
),

-- Lists are sorted sooner than they are made in order.
titles as (
    select
        entity_id,
        list_transform(
            list_sort(list({ 'use': -use_count, 'title': title })), lambda used: used.title
        ) as titles
    from title_counts
    group by entity_id
),

counts as (
    select
        entity_id,
        sum(mention_count)::bigint as mention_count,
        count(distinct article_id) as article_count,
        min(published_on) as first_seen,
        max(published_on) as last_seen
    from named
    group by entity_id
),

quote_counts as (
    select
        speaker_id,
        count(quote_id) as quote_count
    from quote_speakers
    where speaker_id is not null
    group by speaker_id
)

select
    counts.entity_id,
    names.name,
    case when names.is_place then 'GPE' else types.entity_type end as entity_type,
    coalesce(aliases.aliases, []) as aliases,
    coalesce(titles.titles, []) as titles,
    counts.mention_count,
    counts.article_count,
    coalesce(quote_counts.quote_count, 0) as quote_count,
    counts.first_seen,
    counts.last_seen
from counts
inner join names
    on counts.entity_id = names.entity_id
inner join types
    on counts.entity_id = types.entity_id
left join aliases
    on counts.entity_id = aliases.entity_id
left join titles
    on counts.entity_id = titles.entity_id
left join quote_counts
    on counts.entity_id = quote_counts.speaker_id
order by counts.entity_id
