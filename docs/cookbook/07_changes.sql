-- question: What changed since the last build?
-- note: The last builds are kept in `warehouse/builds/`; `history.tsv` there says which was published
--     when. In the DuckDB shell, attach the one before:
--     `attach 'warehouse/builds/….duckdb' as before (read_only)`.

select
    coalesce(now.source_uri, former.source_uri) as source_uri,
    case
        when former.article_id is null then 'new'
        when now.article_id is null then 'gone'
        else 'changed'
    end as what,
    coalesce(former.quote_count, 0) as quotes_before,
    coalesce(now.quote_count, 0) as quotes_now
from articles as now
full join before.main.articles as former
    on now.article_id = former.article_id
where
    now.content_sha256 is distinct from former.content_sha256
    or now.quote_count is distinct from former.quote_count
order by source_uri
