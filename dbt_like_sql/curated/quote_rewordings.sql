-- description: Wordings that are another wording with a word or two printed otherwise: one row per
--     wording and the one it is taken for.
-- grain: wording_id
-- column wording_id: quote_wordings.wording_id.
-- column whole_id: quote_wordings.wording_id of the other, which is itself not taken for a third.

with
-- Words that print takes for each other, by what they mean. Only such as are never told apart
-- by a speaker; what is not here makes another sentence.
groups as (
    select
        unnest([
            'is are',
            'was were',
            'has have',
            'do does',
            'going gonna',
            'want wanna',
            'them em',
            'yes yeah',
            'okay ok',
            'who which',
            'toward towards',
            'among amongst',
            'while whilst',
            'ready prepared',
            'begin start',
            'begins starts',
            'began started begun',
            'beginning starting',
            'help assist',
            'helped assisted',
            'helping assisting',
            'talks negotiations',
            'agreement deal accord',
            'big large',
            'bigger larger',
            'biggest largest',
            'huge enormous',
            'whole entire',
            'difficult hard tough',
            'awful terrible horrible',
            'nation country',
            'nations countries',
            'child kid',
            'children kids',
            'mother mom mum',
            'father dad',
            'people folks',
            'anybody anyone',
            'everybody everyone',
            'somebody someone',
            'perhaps maybe',
            'almost nearly',
            'often frequently',
            'quickly rapidly swiftly',
            'immediately instantly',
            'buy purchase',
            'bought purchased',
            'build construct',
            'built constructed',
            'allow permit',
            'allowed permitted',
            'try attempt',
            'tried attempted',
            'show demonstrate',
            'showed demonstrated',
            'want wish',
            'wants wishes',
            'happen occur',
            'happened occurred',
            'answer reply response',
            'center centre',
            'theater theatre',
            'defense defence',
            'offense offence',
            'license licence',
            'judgment judgement',
            'gray grey',
            'skeptical sceptical',
            'traveled travelled',
            'canceled cancelled',
            'kyiv kiev',
            'kharkiv kharkov',
            'odesa odessa'
        ]) as words
),

senses as (
    select
        words as sense,
        unnest(string_split(words, ' ')) as word
    from groups
),

pronouns as (
    select
        unnest([
            'he', 'she', 'it', 'they', 'him', 'her', 'them', 'his', 'hers', 'its', 'their',
            'theirs', 'we', 'us', 'our', 'i', 'me', 'my', 'you', 'your', 'these', 'those'
        ]) as word
),

same_sense as (
    select distinct
        ones.word as one,
        others.word as other
    from senses as ones
    inner join senses as others
        on ones.sense = others.sense
),

-- Pairs are kept by number, which takes far less time than by their long identities. No number
-- reaches the result.
wordings as materialized (
    select
        quote_wordings.wording_id,
        row_number() over () as number,
        quote_wordings.speaker_id,
        quote_words.core,
        quote_words.core_count,
        quote_words.turns,
        quote_words.inserted
    from quote_wordings
    inner join quote_words
        on quote_wordings.quote_id = quote_words.quote_id
    where
        quote_wordings.quote_id = quote_wordings.wording_id
        and quote_wordings.speaker_id is not null
        and quote_words.core_count >= 8
),

split_up as (
    select
        number,
        core_count,
        hash(speaker_id, turns) as said,
        string_split(core, ' ') as words
    from wordings
),

-- Whatever differs stands near the beginning, near the end or between, so that the last words, the
-- first ones or both agree. Nothing else need be compared.
keyed as (
    select
        number,
        core_count,
        unnest([
            hash(said, 'first', words[1], words[2], words[3], words[4], words[5]),
            hash(said, 'last', words[-5], words[-4], words[-3], words[-2], words[-1]),
            hash(said, 'both', words[1], words[2], words[3], words[-3], words[-2], words[-1])
        ]) as key
    from split_up
),

-- What more than so many begin with is a formula, and so many pairs would take long.
shared as (
    select key
    from keyed
    group by key
    having count(*) between 2 and 100
),

-- Of a pair, the longer is the whole, or where both are as long, the later in the alphabet.
paired as (
    select distinct
        ones.number,
        others.number as whole_number
    from shared
    inner join keyed as ones
        on shared.key = ones.key
    inner join keyed as others
        on
            shared.key = others.key
            and ones.number <> others.number
            and others.core_count between ones.core_count and ones.core_count + 4
),

pairs as (
    select
        shorter.wording_id,
        longer.wording_id as whole_id,
        string_split(shorter.core, ' ') as shorter,
        string_split(longer.core, ' ') as longer,
        shorter.inserted as shorter_inserted,
        longer.inserted as longer_inserted,
        longer.core_count,
        longer.core
    from paired
    inner join wordings as shorter
        on paired.number = shorter.number
    inner join wordings as longer
        on
            paired.whole_number = longer.number
            and shorter.speaker_id = longer.speaker_id
            and shorter.turns = longer.turns
    where longer.core_count > shorter.core_count or longer.core > shorter.core
),

begun as (
    select
        *,
        coalesce(
            nullif(
                list_position(
                    list_transform(
                        range(1, len(shorter) + 1), lambda n: shorter[n] <> longer[n]
                    ),
                    true
                ),
                0
            ) - 1,
            len(shorter)
        ) as same_first
    from pairs
),

trimmed as (
    select
        *,
        coalesce(
            nullif(
                list_position(
                    list_transform(
                        range(1, len(shorter) - same_first + 1),
                        lambda n: shorter[-n] <> longer[-n]
                    ),
                    true
                ),
                0
            ) - 1,
            len(shorter) - same_first
        ) as same_last
    from begun
),

-- From the first difference to the last.
differing as (
    select
        wording_id,
        whole_id,
        core_count,
        core,
        shorter_inserted,
        longer_inserted,
        coalesce(longer[same_first], '') as word_before,
        shorter[same_first + 1:len(shorter) - same_last] as fewer,
        longer[same_first + 1:len(longer) - same_last] as more
    from trimmed
),

-- As many words, one or two of them others.
word_pairs as (
    select
        wording_id,
        whole_id,
        shorter_inserted,
        longer_inserted,
        unnest(fewer) as one,
        unnest(more) as other
    from differing
    where
        len(fewer) = len(more)
        and len(list_filter(range(1, len(fewer) + 1), lambda n: fewer[n] <> more[n])) <= 2
),

judged as (
    select
        word_pairs.wording_id,
        word_pairs.whole_id,
        same_sense.one is not null
        -- One of a thing or several, and names that came through another alphabet.
        or (
            least(length(word_pairs.one), length(word_pairs.other)) >= 3
            and regexp_replace(regexp_replace(word_pairs.one, 'ies$', 'y'), '([^s\d])s$', '\1')
            = regexp_replace(regexp_replace(word_pairs.other, 'ies$', 'y'), '([^s\d])s$', '\1')
        )
        or (
            least(length(word_pairs.one), length(word_pairs.other)) >= 6
            and regexp_replace(word_pairs.one, '(?:yy|iy|ij|yi|ii|i)$', 'y')
            = regexp_replace(word_pairs.other, '(?:yy|iy|ij|yi|ii|i)$', 'y')
        )
        or (
            list_contains(word_pairs.longer_inserted, word_pairs.other)
            and ones.word is not null
        )
        or (
            list_contains(word_pairs.shorter_inserted, word_pairs.one)
            and others.word is not null
        ) as is_same
    from word_pairs
    left join same_sense
        on
            word_pairs.one = same_sense.one
            and word_pairs.other = same_sense.other
    left join pronouns as ones
        on word_pairs.one = ones.word
    left join pronouns as others
        on word_pairs.other = others.word
    -- At least one word of a pair is another, so that no pair is lost.
    where word_pairs.one <> word_pairs.other
),

exchanged as (
    select
        wording_id,
        whole_id
    from judged
    group by wording_id, whole_id
    having bool_and(is_same)
),

-- More words in one place: written apart ("health care"), put in by an editor, also for a
-- pronoun, or without weight. After a negation they have some.
added as (
    select
        differing.wording_id,
        differing.whole_id
    from differing
    left join pronouns
        on differing.fewer = [pronouns.word]
    where
        len(differing.fewer) < len(differing.more)
        and (
            array_to_string(differing.fewer, '') = array_to_string(differing.more, '')
            or (
                -- Most have nothing in brackets: that is told far sooner.
                len(differing.longer_inserted) > 0
                and list_has_all(differing.longer_inserted, differing.more)
                and (len(differing.fewer) = 0 or pronouns.word is not null)
            )
            or (
                len(differing.fewer) = 0
                and differing.word_before not in ('not', 'no', 'never', 'nothing', 'nobody', 'if')
                and (
                    array_to_string(differing.more, ' ') in ('you know', 'i mean')
                    or (differing.word_before = 'compared' and differing.more = ['with'])
                    or list_has_all(
                        [
                            'mr', 'mrs', 'ms', 'dr', 'who', 'which', 'upon', 'please', 'folks',
                            'absolutely', 'completely', 'totally', 'certainly', 'definitely',
                            'obviously', 'truly', 'frankly', 'honestly', 'basically', 'extremely',
                            'incredibly', 'ultimately'
                        ],
                        differing.more
                    )
                )
            )
        )
),

same as (
    select * from exchanged
    union
    select * from added
)

-- One for each, and none that is itself taken for another: two that are like a third stay two,
-- unless it is the greatest.
select
    same.wording_id,
    arg_max(same.whole_id, (wordings.core_count, wordings.core)) as whole_id
from same
inner join wordings
    on same.whole_id = wordings.wording_id
anti join same as further
    on same.whole_id = further.wording_id
group by same.wording_id
order by same.wording_id
