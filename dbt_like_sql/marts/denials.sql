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

with
marked as (
    select
        quote_id,
        utterance_id,
        article_id,
        speaker_id,
        text,
        cue_start,
        nullif(
            regexp_extract(
                coalesce(cue, ''),
                '(?i)\b(?:den(?:y|ies|ied|ying|ial)|reject(?:s|ed|ing)?|dismiss(?:es|ed|ing)?'
                || '|refut(?:e|es|ed|ing)|disput(?:e|es|ed|ing)|rebut(?:s|ted)?)\b'
            ),
            ''
        ) as cue_words,
        -- Who speaks of another's denial, of a right denied or of a false dawn denies nothing.
        nullif(
            regexp_extract(
                text,
                '(?i)(?:\bnot true\b|\b(?:is|are|was|were)n[''’]t true\b'
                || '|\b(?:is|are|was|were|(?:it|that|this)[''’]s|they[''’]re)(?: \w+ly| all| just)*'
                || ' (?:untrue|false|(?:an? )?(?:complete |total |pure |utter |outright )?'
                || '(?:lies?|fabrications?|hoax|nonsense|rubbish|fiction|fake news))\b'
                || '|\b(?:I|we)(?: \w+ly)? (?:deny|reject|dispute)\b'
                || '|\b(?:it|this|that)(?: simply| just)? never happened\b'
                || '|\bnothing of the (?:sort|kind)\b|\bno truth (?:in|to|whatsoever)\b)'
            ),
            ''
        ) as said_words
    from quotes
)

select
    marked.quote_id,
    marked.utterance_id,
    marked.article_id,
    marked.speaker_id,
    entities.name as speaker_name,
    marked.text,
    if(marked.cue_words is not null, 'cue', 'words') as shown_by,
    coalesce(marked.cue_words, marked.said_words) as evidence,
    articles.publisher,
    articles.published_on
from marked
inner join articles
    on marked.article_id = articles.article_id
left join entities
    on marked.speaker_id = entities.entity_id
where
    marked.said_words is not null
    -- Who did not deny something did not deny it.
    or (
        marked.cue_words is not null
        and not regexp_matches(
            right(left(articles.body, marked.cue_start + length(marked.cue_words)), 40),
            '(?i)(?:\bnot|n[''’]t|\bnever|\bcannot)\s+(?:\w+\s+)?\w+$'
        )
    )
order by marked.quote_id
