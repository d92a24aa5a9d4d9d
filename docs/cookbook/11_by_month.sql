-- question: When was someone quoted, month by month?
-- note: The row without a month holds what no date to the month is known of.

select
    speaker_name,
    coalesce(month::varchar, 'not settled') as "month",
    quote_count as quotes,
    article_count as articles
from speaker_timeline
where speaker_name in ('Carla Mendes', 'Dmitry Peskov')
order by speaker_name, speaker_timeline.month nulls last
