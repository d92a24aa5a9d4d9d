-- description: Quotes of the articles that stand now.
-- contract: lake.quotes

select quotes.*
from lake.quotes as quotes
inner join staging.stg_documents as documents
    on
        quotes.article_id = documents.document_id
        and quotes.batch_id = documents.batch_id
where documents.state = 'present'
order by quotes.article_id, quotes.ordinal
