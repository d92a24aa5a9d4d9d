-- description: Quotes that deny or reject something, by the words that introduce them or by their
--     own.
-- grain: quote_id
-- column quote_id: quotes.quote_id.
-- column utterance_id: utterances.utterance_id: the thing said, once.
-- column article_id: articles.article_id of the article that prints it.
-- column speaker_id: entities.entity_id of the speaker; null where unknown.
-- column speaker_name: The speaker's name; null where unknown.
-- column text: The words said. What a cue like "denied" introduces is the thing denied.
-- column shown_by: cue where the words that introduce it deny; words where those said do.
-- column evidence: The words that show it.
-- column publisher: Who published it; null where unknown.
-- column published_on: Date of publication; null where it is not settled.

with marked as (
    select
        quote_id,
        utterance_id,
        article_id,
        speaker_id,
        text,
        nullif(
            regexp_extract(
                coalesce(cue, ''),
                '(?i)\b(?:den(?:y|ies|ied|ying|ial)|reject(?:s|ed|ing)?|dismiss(?:es|ed|ing)?'
                || '|refut(?:e|es|ed|ing)|disput(?:e|es|ed|ing)|rebut(?:s|ted)?)\b'
            ),
            ''
        ) as cue_words,
        nullif(
            regexp_extract(
                text,
                '(?i)\b(?:(?:is|are|was|were|not|simply|just|absolutely|completely|totally|an?) '
                || '(?:true|untrue|false|lies?|nonsense|fake|fiction|fabrication|rubbish)'
                || '|(?:categorically |strongly |flatly )?(?:deny|denies|denied|reject|rejects)'
                || '|nothing of the (?:sort|kind)|never happened|did not happen|didn[''’]t happen'
                || '|no truth)\b'
            ),
            ''
        ) as own_words
    from quotes
),

-- "It is true" denies nothing, "it is not true" does.
denying as (
    select
        *,
        case
            when lower(own_words) like '% true' and lower(own_words) not like 'not true' then null
            else own_words
        end as said_words
    from marked
)

select
    denying.quote_id,
    denying.utterance_id,
    denying.article_id,
    denying.speaker_id,
    entities.name as speaker_name,
    denying.text,
    if(denying.cue_words is not null, 'cue', 'words') as shown_by,
    coalesce(denying.cue_words, denying.said_words) as evidence,
    articles.publisher,
    articles.published_on
from denying
inner join articles
    on denying.article_id = articles.article_id
left join entities
    on denying.speaker_id = entities.entity_id
where denying.cue_words is not null or denying.said_words is not null
order by denying.quote_id
