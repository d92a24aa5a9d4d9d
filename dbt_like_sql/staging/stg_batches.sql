-- description: Every batch that went the whole way through the stages.
-- contract: lake.batches

select batches.*
from lake.batches as batches
order by batches.batch_id
