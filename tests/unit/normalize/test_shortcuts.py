"""That what is asked because it is cheap says the same as what it spares."""

from __future__ import annotations

import re
import sys

from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.normalize.article import DocumentMetadata, normalize
from pipelines.normalize.chrome import _NOTICES, _NOTICES_HOLDING, _is_notice
from pipelines.normalize.passage import _HIDDEN_RUN, _SUPERFLUOUS, _has_superfluous

_EVERY_CHARACTER = "".join(map(chr, range(sys.maxunicode + 1)))
_SPACED = st.text(st.sampled_from("a.é \u3000\xa0\t\x1c\0\u200b\u200d\ud800"), max_size=12)

_ANY_NOTICE = re.compile("|".join([*_NOTICES, *_NOTICES_HOLDING.values()]), re.IGNORECASE)
_NOTICE_PARTS = st.sampled_from(
    [
        *("All rights reserved", "ALL RİGHTS RESERVED", "all rıghts reſerved", "reserved"),
        *("share this story", "ſhare thiſ poſt!", "SHARE THİS ARTICLE", "share", "Share on X"),
        *("? Sign up", "? ſıgn up now!", "? LOG IN.", "?", "© Jane Roe", "© AFP/Getty", "©"),
        *("a", " ", ".", ". ", " - ", "Rain in Oslo", "x" * 39, "y" * 80, "z" * 159, "\n"),
    ]
)


def test_nothing_printable_is_hidden_or_white_space_but_the_plain_space() -> None:
    printable = "".join(filter(str.isprintable, _EVERY_CHARACTER))
    assert _HIDDEN_RUN.search(printable) is None
    assert re.findall(r"\s", printable) == [" "]


@settings(max_examples=300, deadline=None)
@given(_SPACED | st.text(st.characters(), max_size=40))
def test_a_line_has_something_superfluous_where_the_search_finds_it(line: str) -> None:
    assert _has_superfluous(line) == bool(_SUPERFLUOUS.search(line))


def test_what_matches_a_key_case_folds_to_it() -> None:
    for letter in set("".join(_NOTICES_HOLDING)):
        matching = re.findall(re.escape(letter), _EVERY_CHARACTER, re.IGNORECASE)
        assert {character.casefold() for character in matching} == {letter}


@settings(max_examples=1000, deadline=None)
@given(st.lists(_NOTICE_PARTS, max_size=5).map("".join))
def test_a_line_is_a_notice_where_any_of_all_patterns_matches_it(line: str) -> None:
    assert _is_notice(line) == bool(_ANY_NOTICE.fullmatch(line))


@settings(max_examples=300, deadline=None)
@given(_SPACED | st.text(st.characters(), max_size=60) | st.text("a1_-—é٣'. \n", max_size=40))
def test_what_white_space_separates_and_holds_a_letter_or_digit_is_a_word(text: str) -> None:
    article = normalize(text, DocumentMetadata())
    words = article.body.split()
    holding = [word for word in words if any(map(str.isalnum, word.replace("_", "a")))]
    assert article.word_count == len(holding)
