-- description: What is kept out now: refusals that neither a repair nor a removal has settled.
-- contract: lake.quarantine

-- A refusal that names a document is about one version of it, and holds as long as that version is
-- the newest. A document that is found gone has a newer version, the removal.
--
-- A refusal of a record that cannot be named (ingest only) holds until its file is read to the end
-- once more, or is found gone: a reading that still finds the fault refuses it again, in its own
-- batch. A large file is read in several batches and enters source_files with the last of them, so
-- one reading covers all batches after the reading before it.
--
-- A refusal of a whole file holds until a later batch has read it or found it gone.
--
-- What was refused several times over while nothing else happened, as a file that cannot be reached
-- is by every run, is shown once, as of the last time.
--
-- What belongs to no file and no document cannot be settled by one, and stays.
with
readings as (
    select
        source_uri,
        max(batch_id) as last_batch_id,
        list_sort(list(distinct batch_id), 'DESC')[2] as previous_batch_id
    from lake.source_files
    group by source_uri
),

newest as (
    select
        source_uri,
        document_id,
        row_key,
        rule,
        max(batch_id) as batch_id
    from lake.quarantine
    group by source_uri, document_id, row_key, rule
)

select quarantine.*
from lake.quarantine as quarantine
inner join newest
    on
        quarantine.batch_id = newest.batch_id
        and quarantine.rule = newest.rule
        and quarantine.source_uri is not distinct from newest.source_uri
        and quarantine.document_id is not distinct from newest.document_id
        and quarantine.row_key is not distinct from newest.row_key
left join staging.stg_documents as documents
    on quarantine.document_id = documents.document_id
left join readings
    on quarantine.source_uri = readings.source_uri
where
    case
        when quarantine.document_id is not null
            then documents.batch_id is null or quarantine.batch_id = documents.batch_id
        when quarantine.row_key is not null
            then
                readings.previous_batch_id is null
                or quarantine.batch_id > readings.previous_batch_id
        else readings.last_batch_id is null or quarantine.batch_id >= readings.last_batch_id
    end
order by
    quarantine.batch_id,
    quarantine.source_uri,
    quarantine.document_id,
    quarantine.stage,
    quarantine.table_name,
    quarantine.row_key,
    quarantine.rule
