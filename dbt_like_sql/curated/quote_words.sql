-- description: The words of each quote as they are compared: what print changes freely left out.
-- grain: quote_id
-- incremental: row by row
-- column quote_id: quotes.quote_id.
-- column word_count: Words, short forms written out.
-- column core: The words without articles, fillers and the like, or all where there are no others;
--     lower case, without accents and punctuation.
-- column core_count: Words without articles, fillers and the like.
-- column marked: The core with a … for each ellipsis and a | between sentences, as words of their
--     own; null where it has neither.
-- column turns: The words that turn a sentence into its opposite or restrict it, in their order.
-- column inserted: The words in square brackets, which are the editor's.

with
-- Here and below, what most quotes do not have is looked for by a sign of it first: that is found
-- to be absent far sooner than each form of it.
--
-- The country is told from the pronoun by its capitals.
plain as (
    select
        quote_id,
        lower(
            strip_accents(
                case
                    when contains(text, 'U')
                        then
                            regexp_replace(
                                text,
                                '\bU\.\s?S\.(?:\s?A\.)?|\bUSA?\b'
                                || '|\bUnited States(?: of America)?\b',
                                'usa',
                                'g'
                            )
                    else text
                end
            )
        ) as text
    from staging.stg_quotes
),

quoted as (
    select
        quote_id,
        case when contains(text, '’') then replace(text, '’', '''') else text end as text
    from plain
),

-- A bracket is the editor's way of saying a word that was said otherwise or not at all: "[w]e",
-- "want[ed]". What he says of the sound is no word. A prefix is written with a hyphen or without.
bracketed as (
    select
        quote_id,
        case
            when contains(text, '[') or contains(text, '(') or contains(text, '-')
                then
                    regexp_replace(
                        regexp_replace(
                            regexp_replace(
                                text,
                                '[\[(](?:sic|laughs|laughing|laughter|applause|crosstalk|inaudible)'
                                || '\.?[\])]',
                                '',
                                'g'
                            ),
                            '(\pL)\[(\pL+)\]',
                            '\1\2',
                            'g'
                        ),
                        '\[(\pL)\](\pL)|\b(co|e|multi|non|on|pre|re|semi)-(\pL)',
                        '\1\2\3\4',
                        'g'
                    )
            else text
        end as text
    from quoted
),

-- "[…]" is an ellipsis.
omitted as (
    select
        quote_id,
        case
            when contains(text, '[')
                then
                    regexp_extract_all(
                        array_to_string(regexp_extract_all(text, '\[([^\]]*)\]', 1), ' '), '\pL+'
                    )
            else []
        end as inserted,
        case
            when contains(text, '…') or text like '%.%.%.%'
                then regexp_replace(text, '\[?(?:…|\.\s?\.\s?\.)\]?', ' … ', 'g')
            else text
        end as text
    from bracketed
),

-- A full stop between digits is a decimal point, and one after a single letter ends an
-- abbreviation. At the end of the quote there is nothing to be parted.
marked as (
    select
        quote_id,
        inserted,
        regexp_replace(
            case
                when contains(text, ',') then regexp_replace(text, '(\d),(\d{3})\b', '\1\2', 'g')
                else text
            end,
            '([\pL\pN]{2}[”"'')\]]*)[.?!;]\s',
            '\1 | ',
            'g'
        ) as text
    from omitted
),

-- Newspapers print % or percent, $5m or 5 million dollars.
counted as (
    select
        quote_id,
        inserted,
        case
            when regexp_matches(text, '[$£€%]|per cent')
                then
                    regexp_replace(
                        regexp_replace(
                            regexp_replace(
                                regexp_replace(text, '([$£€]\d[\d.]*)mn?\b', '\1 million', 'g'),
                                '([$£€]\d[\d.]*)bn?\b',
                                '\1 billion',
                                'g'
                            ),
                            '\$\s?(\d[\d.]*(?: (?:m|b|tr)illion)?)',
                            '\1 dollars ',
                            'g'
                        ),
                        '%|\bper cent\b',
                        ' percent ',
                        'g'
                    )
            else text
        end as text
    from marked
),

-- They print cannot or can't, will not or won't.
expanded as (
    select
        quote_id,
        inserted,
        case
            when contains(text, '''') or contains(text, 'cannot')
                then
                    regexp_replace(
                        regexp_replace(
                            regexp_replace(
                                regexp_replace(
                                    regexp_replace(
                                        regexp_replace(
                                            regexp_replace(
                                                regexp_replace(
                                                    regexp_replace(
                                                        text,
                                                        '\b(?:can''t|cannot)\b',
                                                        'can not',
                                                        'g'
                                                    ),
                                                    '\bwon''t\b',
                                                    'will not',
                                                    'g'
                                                ),
                                                'n''t\b',
                                                ' not',
                                                'g'
                                            ),
                                            '''re\b',
                                            ' are',
                                            'g'
                                        ),
                                        '''ve\b',
                                        ' have',
                                        'g'
                                    ),
                                    '''ll\b',
                                    ' will',
                                    'g'
                                ),
                                '''d\b',
                                ' would',
                                'g'
                            ),
                            '''m\b',
                            ' am',
                            'g'
                        ),
                        '\b(he|she|it|that|there|what|who)''s\b',
                        '\1 is',
                        'g'
                    )
            else text
        end as text
    from counted
),

-- A token is a word, a number or a mark. Where there are no numbers, blanks part them sooner.
tokenized as (
    select
        quote_id,
        inserted,
        text,
        case
            when regexp_matches(text, '\d|\S\||\|\S')
                then regexp_extract_all(text, '\pL+|\d+(?:[.,]\d+)*|…|\|')
            else
                list_filter(
                    string_split(regexp_replace(text, '[^\pL …|]+', ' ', 'g'), ' '),
                    lambda token: token <> ''
                )
        end as tokens
    from expanded
),

-- British and American spelling are one; short words differ by more than that.
spelled as (
    select
        quote_id,
        inserted,
        case
            when
                regexp_matches(
                    text,
                    '(?:^|[^a-z])(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve'
                    || '|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|programmes?)'
                    || '(?:[^a-z]|$)'
                    || '|(?:is(?:e[ds]?|ing|ation)|our(?:s|ed|ing|ite|able)?)(?:[^a-z]|$)'
                )
                then
                    list_transform(
                        tokens,
                        lambda token: case
                            when token = 'one' then '1'
                            when token = 'two' then '2'
                            when token = 'three' then '3'
                            when token = 'four' then '4'
                            when token = 'five' then '5'
                            when token = 'six' then '6'
                            when token = 'seven' then '7'
                            when token = 'eight' then '8'
                            when token = 'nine' then '9'
                            when token = 'ten' then '10'
                            when token = 'eleven' then '11'
                            when token = 'twelve' then '12'
                            when token = 'twenty' then '20'
                            when token = 'thirty' then '30'
                            when token = 'forty' then '40'
                            when token = 'fifty' then '50'
                            when token = 'sixty' then '60'
                            when token = 'seventy' then '70'
                            when token = 'eighty' then '80'
                            when token = 'ninety' then '90'
                            when token in ('programme', 'programmes')
                                then replace(token, 'mme', 'm')
                            when
                                length(token) > 5
                                and (contains(token, 'is') or contains(token, 'our'))
                                then
                                    regexp_replace(
                                        regexp_replace(
                                            token, 'is(e[ds]?|ing|ation)$', 'iz\1'
                                        ),
                                        '([^ao])our(s|ed|ing|ite|able)?$',
                                        '\1or\2'
                                    )
                            else token
                        end
                    )
            else tokens
        end as tokens,
        text
    from tokenized
),

-- Only what says nothing by itself: without it a sentence is shorter, but not another. After a
-- negation some do say something: not just, not very.
weighed as (
    select
        quote_id,
        inserted,
        tokens,
        list_filter(
            case
                when contains(text, 'not') or contains(text, 'never')
                    then
                        list_transform(
                            range(1, len(tokens) + 1),
                            lambda place: case
                                when
                                    tokens[place] not in (
                                        'so', 'well', 'very', 'really', 'just', 'quite', 'indeed',
                                        'actually'
                                    )
                                    or tokens[place - 1] in ('not', 'never')
                                    then tokens[place]
                            end
                        )
                else
                    list_filter(
                        tokens,
                        lambda token: token not in (
                            'so', 'well', 'very', 'really', 'just', 'quite', 'indeed', 'actually'
                        )
                    )
            end,
            -- Null is left out as well.
            lambda token: token not in (
                'a', 'an', 'the', 'that', 'this', 'and', 'but', 'of', 'to', 'in', 'at', 'on', 'for',
                'uh', 'um', 'er', 'oh', 'also', 'then'
            )
        ) as heavy
    from spelled
),

-- Trimming reads a text letter by letter, so only what may have something to be trimmed is.
joined as (
    select
        quote_id,
        inserted,
        tokens,
        heavy,
        array_to_string(heavy, ' ') as marked
    from weighed
),

cored as (
    select
        quote_id,
        inserted,
        tokens,
        len(tokens) - len(heavy) as light_count,
        case
            when contains(marked, '…') or contains(marked, '|')
                then len(list_filter(heavy, lambda token: token not in ('…', '|')))
            else len(heavy)
        end as core_count,
        ' ' || if(ends_with(marked, '|'), rtrim(marked, ' |'), marked) as marked
    from joined
),

parted as (
    select
        quote_id,
        inserted,
        light_count + core_count as word_count,
        core_count,
        case
            when core_count = 0
                then
                    array_to_string(list_filter(tokens, lambda token: token not in ('…', '|')), ' ')
            when contains(marked, '…') or contains(marked, '|')
                then ltrim(replace(replace(marked, ' …', ''), ' |', ''))
            else marked[2:]
        end as core,
        if(
            core_count > 0 and (contains(marked, '…') or contains(marked, '|')),
            ltrim(marked),
            null
        ) as marked
    from cored
)

-- The rows stand in the order of staging.stg_quotes: nothing here changes it.
select
    quote_id,
    word_count,
    core,
    core_count,
    marked,
    array_to_string(
        regexp_extract_all(
            replace(core, ' ', '  '),
            '(?:^| )(not|no|never|none|nothing|nobody|nowhere|neither|nor|without|unless|if|whether'
            || '|hardly|barely|scarcely|only|except|until|before|after|or|may|might|could|should'
            || '|would|can|must|deny|denies|denied|refuse|refuses|refused|doubt|doubts|fail|fails'
            || '|failed|false|untrue|lie|lies|wrong|claim|claims|claimed|alleged|against|less'
            || '|unlikely)(?: |$)',
            1
        ),
        ' '
    ) as turns,
    inserted
from parted
