-- description: What is kept out now: refusals that neither a repair nor a removal has settled.
-- contract: lake.quarantine

-- A refusal after ingest (stage normalize or extract) is about one version of a document that was
-- read well. It holds as long as that version is the newest.
--
-- A refusal at ingest holds until its file is read to the end once more, or is found gone: a
-- reading that still finds the fault refuses it again, in its own batch. A large file is read in
-- several batches and enters source_files with the last of them, so one reading covers all batches
-- after the reading before it.
--
-- What belongs to no file and no document cannot be settled by one, and stays.
with previous_readings as (
    select
        source_uri,
        list_sort(list(distinct batch_id), 'DESC')[2] as batch_id
    from lake.source_files
    group by source_uri
)

select quarantine.*
from lake.quarantine as quarantine
left join staging.stg_documents as documents
    on quarantine.document_id = documents.document_id
left join previous_readings
    on quarantine.source_uri = previous_readings.source_uri
where
    (documents.batch_id is null or quarantine.batch_id = documents.batch_id)
    and (
        quarantine.stage <> 'ingest'
        or previous_readings.batch_id is null
        or quarantine.batch_id > previous_readings.batch_id
    )
order by
    quarantine.batch_id,
    quarantine.source_uri,
    quarantine.document_id,
    quarantine.stage,
    quarantine.table_name,
    quarantine.row_key,
    quarantine.rule
