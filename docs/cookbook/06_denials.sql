-- question: What was denied, and by whom?

select
    speaker_name,
    shown_by,
    evidence,
    text
from denials
order by speaker_name, text
