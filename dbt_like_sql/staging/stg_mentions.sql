-- description: Namings of people, organizations and places in the articles that stand now.
-- contract: lake.mentions

select mentions.*
from lake.mentions as mentions
inner join staging.stg_articles as articles
    on
        mentions.article_id = articles.article_id
        and mentions.batch_id = articles.batch_id
order by mentions.article_id, mentions.start
