-- description: A copy points to an original, not to itself or to another copy.
-- subject: articles

select
    copies.article_id,
    copies.duplicate_of,
    originals.duplicate_of as copied_from
from articles as copies
inner join articles as originals
    on copies.duplicate_of = originals.article_id
where
    copies.duplicate_of = copies.article_id
    or originals.duplicate_of is not null
