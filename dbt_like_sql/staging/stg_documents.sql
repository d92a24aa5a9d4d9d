-- description: The newest version of every document ever seen, whether it still stands or not.
-- grain: document_id
-- column document_id: Identity of the document.
-- column batch_id: The batch that holds its newest version.
-- column source_uri: The raw file it lay in, as of that version.
-- column state: present; gone where it was removed; refused where its newest version was
--     quarantined while it was read.

-- A version that could not be read counts as the newest all the same: what an earlier, readable
-- version said is no longer what the source says.
with versions as (
    select
        document_id,
        batch_id,
        source_uri,
        case operation when 'delete' then 'gone' else 'present' end as state
    from lake.raw_documents
    union all
    select distinct
        document_id,
        batch_id,
        source_uri,
        'refused' as state
    from lake.quarantine
    where stage = 'ingest' and document_id is not null
)

-- Within one batch an accepted version wins over a refused one: the refused one is then a second
-- copy under the same identity.
select distinct on (document_id)
    document_id,
    batch_id,
    source_uri,
    state
from versions
order by document_id asc, batch_id desc, state = 'refused' asc, source_uri asc
