-- question: What does each publisher carry, and how much of it alone?

select
    coalesce(publisher, 'unknown') as publisher,
    article_count as articles,
    original_count as originals,
    quote_count as quotes,
    speaker_count as speakers,
    utterance_count as things_said,
    exclusive_utterance_count as alone
from publisher_summary
order by quotes desc, publisher
