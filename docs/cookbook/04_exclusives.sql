-- question: Which outlet alone carried a quote?

select
    publisher,
    count(*) over (partition by publisher) as alone,
    speaker_name,
    text
from exclusives
qualify row_number() over (partition by publisher order by length(text) desc, text) <= 2
order by publisher, length(text) desc, text
