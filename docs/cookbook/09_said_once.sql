-- question: Where did one thing said appear, and in which wordings?

select
    utterances.utterance_id,
    utterances.article_count as articles,
    utterances.variant_count as wordings,
    list(distinct articles.publisher order by articles.publisher) as publishers,
    any_value(utterances.text) as text
from utterances
inner join quotes using (utterance_id)
inner join articles using (article_id)
where utterances.variant_count > 1
group by all
order by articles desc, wordings desc, utterance_id
limit 3
