-- description: Articles that stand now: made from the newest version of a document that is present.
-- contract: lake.articles

-- The batch must be that of the newest version, not merely the newest batch with an article: a new
-- version that was refused while it was cleaned takes the old article with it.
select articles.*
from lake.articles as articles
inner join staging.stg_documents as documents
    on
        articles.article_id = documents.document_id
        and articles.batch_id = documents.batch_id
where documents.state = 'present'
order by articles.article_id
