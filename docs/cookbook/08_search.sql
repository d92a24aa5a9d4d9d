-- question: Where do these words stand?
-- note: `onrecord search "flexible relations"` in SQL. `onrecord query` has DuckDB's full-text search
--     loaded; elsewhere run `install fts; load fts` once.

select
    round(fts_main_quotes.match_bm25(quote_id, 'flexible relations'), 2) as score,
    speaker_name,
    text
from quotes
where score is not null
order by score desc, text
limit 3
