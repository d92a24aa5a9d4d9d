-- description: The text of a quote is what stands at its spans in the article.
-- subject: quotes

-- Most quotes are of one piece, which is cut out ten times as fast by itself.
select
    quotes.quote_id,
    quotes.text,
    case
        when len(quotes.spans) = 1
            then
                substring(
                    articles.body,
                    quotes.spans[1].start + 1,
                    quotes.spans[1]."end" - quotes.spans[1].start
                )
        else
            array_to_string(
                list_transform(
                    quotes.spans,
                    lambda span: substring(articles.body, span.start + 1, span."end" - span.start)
                ),
                ' '
            )
    end as printed
from quotes
inner join articles
    on quotes.article_id = articles.article_id
where quotes.text is distinct from printed
