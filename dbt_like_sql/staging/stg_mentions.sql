-- description: Namings of people, organizations and places in the articles that stand now.
-- contract: lake.mentions

select mentions.*
from lake.mentions as mentions
inner join staging.stg_documents as documents
    on
        mentions.article_id = documents.document_id
        and mentions.batch_id = documents.batch_id
where documents.state = 'present'
order by mentions.article_id, mentions.start
