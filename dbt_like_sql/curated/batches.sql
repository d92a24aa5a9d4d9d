-- contract: batches

select batches.*
from staging.stg_batches as batches
order by batches.batch_id
