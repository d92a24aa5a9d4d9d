-- description: Every living article, quote and mention, and every batch, is in its curated table.
-- subject: articles

with counts as (
    select
        'articles' as table_name,
        (select count(*) from staging.stg_articles) as expected,
        (select count(*) from articles) as found
    union all
    select
        'quotes' as table_name,
        (select count(*) from staging.stg_quotes) as expected,
        (select count(*) from quotes) as found
    union all
    select
        'mentions' as table_name,
        (select count(*) from staging.stg_mentions) as expected,
        (select count(*) from mentions) as found
    union all
    select
        'batches' as table_name,
        (select count(*) from staging.stg_batches) as expected,
        (select count(*) from batches) as found
    union all
    select
        'quarantine' as table_name,
        (select count(*) from staging.stg_quarantine) as expected,
        (select count(*) from quarantine) as found
)

select
    table_name,
    expected,
    found
from counts
where expected <> found
