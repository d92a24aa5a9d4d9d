-- question: Where did one thing said appear, and in which wordings?

select
    utterances.text,
    utterances.article_count as articles,
    utterances.variant_count as wordings,
    list(distinct articles.publisher order by articles.publisher) as publishers
from utterances
inner join quotes using (utterance_id)
inner join articles using (article_id)
where utterances.variant_count > 1
group by utterance_id, utterances.text, utterances.article_count, utterances.variant_count
order by articles desc, wordings desc, utterances.text
limit 3
