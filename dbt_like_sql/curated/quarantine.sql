-- contract: quarantine

-- What is kept out now; see staging/stg_quarantine.sql for when a refusal is settled.
select quarantine.*
from staging.stg_quarantine as quarantine
order by
    quarantine.batch_id,
    quarantine.source_uri,
    quarantine.document_id,
    quarantine.stage,
    quarantine.table_name,
    quarantine.row_key,
    quarantine.rule
