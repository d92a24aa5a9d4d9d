"""Pages as they are copied from sites of several kinds, menus and all."""

from __future__ import annotations

from datetime import date

from pipelines.normalize.article import DocumentMetadata, NormalizedArticle, normalize

_SENTENCES = ["The mayor of Oslo says that rain is possible.", 'She told reporters: "It rains."']


def _read(page: str) -> NormalizedArticle:
    return normalize(page, DocumentMetadata())


def _assert_text_is_whole(article: NormalizedArticle) -> None:
    assert article.body.split("\n\n")[-2:] == _SENTENCES


def test_menu_date_byline_and_picture_above_the_text() -> None:
    article = _read(
        f"""Skip to main content
BBC News
Home
News
Menu
World
Europe
Oslo: Mayor says rain is possible
Published
24 January 2023
Share
By Jane Roe
BBC News, Oslo
Image source, Getty Images
Image caption, The fjord in winter
{_SENTENCES[0]}
{_SENTENCES[1]}
Related Topics
Top Stories
"""
    )
    _assert_text_is_whole(article)
    assert article.title == "Oslo: Mayor says rain is possible"
    assert article.subtitle is None
    assert (article.publisher, article.authors) == ("BBC", ("Jane Roe",))
    assert article.published_on == date(2023, 1, 24)


def test_byline_without_by_above_the_date() -> None:
    article = _read(
        f"""The Guardian
Opinion
Rain ‘is possible’, says mayor of Oslo
Umbrellas sell out as the river rises in the old town
Jane Roe in Oslo
Sun 24 Jan 2021 10.35 GMT
Last modified on Sun 24 Jan 2021 12.00 GMT
{_SENTENCES[0]}
{_SENTENCES[1]}
Sign up to Morning Post, our daily newsletter
Topics
Reuse this content
"""
    )
    _assert_text_is_whole(article)
    assert article.subtitle == "Umbrellas sell out as the river rises in the old town"
    assert (article.publisher, article.authors) == ("The Guardian", ("Jane Roe",))
    assert article.published_on == date(2021, 1, 24)


def test_headline_twice_and_wire_credit_above_the_last_line() -> None:
    article = _read(
        f"""Mayor says rain is possible | Reuters
World
January 24, 2021 10:35 AM UTC Updated 2 years ago
Mayor says rain is possible
By Reuters Staff
1 Min Read
OSLO (Reuters) - {_SENTENCES[0]}
{_SENTENCES[1]}
Reporting by Jane Roe; Editing by John Doe
Our Standards: The Trust Principles.
"""
    )
    assert article.body.split("\n\n") == _SENTENCES
    assert article.title == "Mayor says rain is possible"
    assert (article.publisher, article.authors) == ("Reuters", ("Jane Roe",))


def test_share_bar_between_byline_and_text() -> None:
    article = _read(
        f"""Mayor says rain 'is possible'
Published January 24, 2017 3:04pm EST
By Jane Roe | Fox News
Facebook Twitter Flipboard Comments Print Email
NEWYou can now listen to Fox News articles!
{_SENTENCES[0]}
CLICK HERE TO GET THE NEWS APP
{_SENTENCES[1]}
"""
    )
    assert article.body.split("\n\n") == _SENTENCES
    assert article.published_on == date(2017, 1, 24)


def test_dates_of_publishing_and_of_editing() -> None:
    article = _read(
        f"""Published time: 24 Jan, 2021 10:35
Edited time: 25 Jan, 2021 11:00
Mayor has no umbrella
© Example / Jane Roe
{_SENTENCES[0]}
{_SENTENCES[1]}
Also on example.org Another story
Think your friends would be interested? Share this story!
"""
    )
    assert article.body.split("\n\n") == _SENTENCES
    assert article.title == "Mayor has no umbrella"
    assert article.published_on == date(2021, 1, 24)


def test_a_first_sentence_like_the_headline_stays() -> None:
    metadata = DocumentMetadata(title="Mayor of Oslo says that rain is possible")
    assert normalize("\n".join(_SENTENCES), metadata).body == "\n\n".join(_SENTENCES)
    page = "Mayor of Oslo says that rain is possible\n" + "\n".join(_SENTENCES)
    assert normalize(page, metadata).body == "\n\n".join(_SENTENCES)
    assert _read(page).body == "\n\n".join(_SENTENCES)
