-- description: The text of a quote is what stands at its spans in the article.
-- subject: quotes

select
    quotes.quote_id,
    quotes.text,
    array_to_string(
        list_transform(
            quotes.spans,
            lambda span: substring(articles.body, span.start + 1, span."end" - span.start)
        ),
        ' '
    ) as printed
from quotes
inner join articles
    on quotes.article_id = articles.article_id
where quotes.text is distinct from printed
