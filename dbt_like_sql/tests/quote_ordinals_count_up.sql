-- description: The quotes of an article are numbered from 1 without repeats.
-- subject: quotes

select
    article_id,
    ordinal,
    count(*) as quote_count
from quotes
group by article_id, ordinal
having count(*) > 1 or ordinal < 1
