"""What settles a date of publication, and what is kept as evidence where nothing does."""

from __future__ import annotations

from datetime import date

import pytest

from pipelines.normalize.article import DocumentMetadata, NormalizedArticle, normalize
from pipelines.normalize.dates import read_date_line


def _given(published: str) -> NormalizedArticle:
    return normalize("It rained in Oslo.", DocumentMetadata(published=published))


def _dated(dateline: str, text: str) -> NormalizedArticle:
    return normalize(f"{dateline} {text}", DocumentMetadata())


@pytest.mark.parametrize(
    ("published", "day"),
    [
        ("2015-05-07", date(2015, 5, 7)),
        ("20150507", date(2015, 5, 7)),
        ("2015-05-07T23:30:00-04:00", date(2015, 5, 7)),
        ("2015-05-07 00:10:00+02:00", date(2015, 5, 7)),
        ("2015/05/07", date(2015, 5, 7)),
        ("Thu, 07 May 2015 13:34:00 GMT", date(2015, 5, 7)),
        ("May 7, 2015, 9:34 AM EDT", date(2015, 5, 7)),
        ("7 May 2015", date(2015, 5, 7)),
        ("Thursday, May 7th, 2015", date(2015, 5, 7)),
        ("07.05.2015", date(2015, 5, 7)),
        ("25/12/2015", date(2015, 12, 25)),
        ("12/25/2015", date(2015, 12, 25)),
        ("05/05/2015", date(2015, 5, 5)),
        ("7 мая 2015", date(2015, 5, 7)),
        ("le 7 mai 2015", date(2015, 5, 7)),
    ],
)
def test_day_from_metadata(published: str, day: date) -> None:
    article = _given(published)
    assert (article.published_on, article.published_precision) == (day, "day")
    assert article.published_evidence == f'metadata "{published}"'


@pytest.mark.parametrize(
    ("published", "first", "precision"),
    [
        ("May 2015", date(2015, 5, 1), "month"),
        ("2015-05", date(2015, 5, 1), "month"),
        ("2015", date(2015, 1, 1), "year"),
        ("05/07/2015", date(2015, 1, 1), "year"),
    ],
)
def test_less_than_a_day_from_metadata(published: str, first: date, precision: str) -> None:
    article = _given(published)
    assert (article.published_on, article.published_precision) == (first, precision)


@pytest.mark.parametrize(
    "published",
    [
        *("2015-02-30", "30 Feb 2015", "February 30, 2015", "31.11.2015", "99/99/2015"),
        *("3015-01-01", "0000-00-00", "May 7, 1492", "2015-13-01"),
        *("yesterday", "May 7", "soon", "1431000000", "9" * 400),
    ],
)
def test_impossible_date_is_none_with_evidence(published: str) -> None:
    article = _given(published)
    assert article.published_on is None
    assert article.published_precision is None
    assert article.published_evidence is not None
    assert article.published_evidence.startswith("metadata ")


@pytest.mark.parametrize("published", ["", "   ", "\0", "\ud800"])
def test_empty_metadata_says_nothing(published: str) -> None:
    assert _given(published).published_evidence is None


def test_metadata_goes_before_address_before_dateline() -> None:
    text = "OSLO, May 5, 2015 (AFP) - It rained."
    url = "https://example.org/2015/05/06/rain"
    for metadata, day, source in (
        (DocumentMetadata(published="2015-05-07", url=url), 7, "metadata"),
        (DocumentMetadata(published="soon", url=url), 6, "web address"),
        (DocumentMetadata(published="soon", url="https://example.org/9999/99/99/"), 5, "dateline"),
    ):
        article = normalize(text, metadata)
        assert article.published_on == date(2015, 5, day)
        assert (article.published_evidence or "").startswith(source)


def test_dateline_with_its_year() -> None:
    article = _dated("OSLO, May 5, 2015 (AFP) -", "It rained.")
    assert article.published_on == date(2015, 5, 5)
    assert article.published_evidence == 'dateline "May 5, 2015"'


@pytest.mark.parametrize(
    ("text", "evidence"),
    [
        ("It rained.", "no year is printed"),
        (
            "It rained, the mayor said on Sunday.",
            'no year is printed, and "on Sunday" leaves many',
        ),
        (
            "It rained, the mayor said on Sunday. It had rained in 2014.",
            'no year is printed; "on Sunday" and "in 2014" leave 2016, 2021, 2027 and later',
        ),
        (
            "It rained as it had in 2014.",
            'no year is printed; "in 2014" leaves 2014, 2015, 2016 and later',
        ),
        ("It will rain until Friday, she said. It will rain in 2030.", None),
        ("The mayor will meet her on Sunday.", "no year is printed"),
        ("It rained, the mayor said, and will rain on Sunday.", "no year is printed"),
        ("Norway expects rain in 2050.", "no year is printed"),
    ],
)
def test_year_that_words_do_not_settle(text: str, evidence: str | None) -> None:
    article = _dated("OSLO, January 24 (AFP) -", text)
    assert article.published_on is None
    assert article.published_precision is None
    if evidence is not None:
        assert article.published_evidence == f'dateline "January 24"; {evidence}'


@pytest.mark.parametrize(
    ("text", "year"),
    [
        (
            "It rained, she said on Sunday, as in 2014. The upcoming 2018 games are at risk.",
            2016,
        ),
        ("It rained, she said on Sunday, January 24, 2016.", 2016),
        ("She spoke on January 24, 2016 in Bergen.", 2016),
        ("It has rained more this year, 2017, than ever.", 2017),
    ],
)
def test_year_that_words_settle(text: str, year: int) -> None:
    article = _dated("OSLO, January 24 (AFP) -", text)
    assert article.published_on == date(year, 1, 24)
    assert article.published_precision == "day"
    assert (article.published_evidence or "").startswith('dateline "January 24"; ')


@pytest.mark.parametrize(
    "text",
    [
        "It is the anniversary of January 24, 2016.",
        "It rained, she said on Monday, January 24, 2016.",
        "She spoke on January 24, 2016, and on January 24, 2017.",
    ],
)
def test_the_same_day_of_another_year_settles_nothing(text: str) -> None:
    assert _dated("OSLO, January 24 (AFP) -", text).published_on is None


def test_leap_day_narrows_the_years() -> None:
    article = _dated("OSLO, February 29 (AFP) -", "It rained as it had in 2014.")
    assert "leaves 2016, 2020, 2024 and later" in (article.published_evidence or "")


def test_day_that_no_year_has() -> None:
    article = _dated("OSLO, February 30 (AFP) -", "It rained.")
    assert article.published_evidence == 'dateline "February 30": no such date'


@pytest.mark.parametrize(
    ("line", "published", "is_labelled"),
    [
        ("May 7, 2015", "May 7, 2015", False),
        ("Published: May 7, 2015, 9:34 AM EDT", "May 7, 2015", True),
        ("Posted on 7 May 2015 at 10:15", "7 May 2015", True),
        ("May 7, 2015, 9:34 AM / Updated May 8, 2015, 10:00 AM", "May 7, 2015", False),
        ("2015-05-07 10:15", "2015-05-07", False),
        ("12:15, 7 May 2015", "7 May 2015", False),
        ("Updated: May 8, 2015", None, True),
    ],
)
def test_date_line(line: str, published: str | None, is_labelled: bool) -> None:
    found = read_date_line(line)
    assert found is not None
    assert (found.published, found.is_labelled) == (published, is_labelled)


@pytest.mark.parametrize("line", ["May be", "On May 7, 2015 it rained.", "May 7, 2015: rain", "7"])
def test_no_date_line(line: str) -> None:
    assert read_date_line(line) is None


def test_date_line_below_the_headline() -> None:
    article = normalize(
        "Rain in Oslo\n\nBy Jane Roe\n\nMay 7, 2015, 9:34 AM\n\nIt rained for hours.",
        DocumentMetadata(),
    )
    assert article.published_on == date(2015, 5, 7)
    assert article.published_evidence == 'date line "May 7, 2015"'
    assert article.body == "It rained for hours."


def test_date_of_a_correction_at_the_foot_is_not_the_articles() -> None:
    article = normalize(
        "It rained.\n\nAn earlier version had snow.\n\nMay 9, 2015", DocumentMetadata()
    )
    assert article.published_on is None
    assert article.body.endswith("May 9, 2015")
