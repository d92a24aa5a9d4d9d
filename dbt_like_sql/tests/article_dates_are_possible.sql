-- description: Dates lie after the first newspaper and not after the reading, and come with their
--     precision and evidence.
-- subject: articles

select
    article_id,
    published_on,
    published_precision,
    published_evidence,
    ingested_at
from articles
where
    published_on < date '1605-01-01'
    -- Two days' grace: a paper may be dated ahead, and read in another time zone.
    or epoch(published_on) > epoch(ingested_at) + 2 * 86400
    or (published_on is null) <> (published_precision is null)
    or (published_on is not null and published_evidence is null)
    or (published_precision = 'month' and day(published_on) <> 1)
    or (published_precision = 'year' and dayofyear(published_on) <> 1)
