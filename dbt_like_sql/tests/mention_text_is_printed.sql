-- description: A mention is what stands at its offsets in the article.
-- subject: mentions

select
    mentions.mention_id,
    mentions.text,
    substring(
        articles.body, mentions.start + 1, mentions."end" - mentions.start
    ) as printed
from mentions
inner join articles
    on mentions.article_id = articles.article_id
where mentions.text is distinct from printed or mentions."end" <= mentions.start
