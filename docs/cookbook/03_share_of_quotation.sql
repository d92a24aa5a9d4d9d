-- question: How much of an article is quotation?

select
    source_uri,
    publisher,
    word_count as words,
    quote_count as quotes,
    round(100 * quoted_share) as percent_quoted
from article_summary
order by quoted_share desc, source_uri
