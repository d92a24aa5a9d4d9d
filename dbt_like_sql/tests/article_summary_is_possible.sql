-- description: Every article has its summary, with a quoted share between 0 and 1 and kinds that
--     add up to its quotes.
-- subject: article_summary

select
    article_id,
    article_summary.quote_count,
    article_summary.quoted_share
from articles
full join article_summary using (article_id)
where
    article_summary.article_id is null
    or articles.article_id is null
    or article_summary.quoted_share not between 0 and 1
    or article_summary.quote_count
    <> article_summary.direct_count
    + article_summary.mixed_count
    + article_summary.indirect_count
