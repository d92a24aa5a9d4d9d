"""Headlines, standfirsts, bylines and sources above the text, credits below it."""

from __future__ import annotations

import pytest

from pipelines.normalize.article import DocumentMetadata, normalize

_NONE = DocumentMetadata()
_TEXT = "It rained for hours, and the river rose.\n\nThe mayor was not amused."


def _body(*paragraphs: str) -> str:
    return "\n\n".join(paragraphs)


class TestTitle:
    @pytest.mark.parametrize(
        "title",
        [
            "Rain floods the old town of Oslo",
            "Will it rain for ever?",
            "‘It rained’: a mayor's story",
            "Mayor: Rain Is Here To Stay.",
            'Mayor says rain "is here"',
            "Rain, more rain…",
        ],
    )
    def test_first_line_without_full_stop(self, title: str) -> None:
        article = normalize(f"{title}\n\n{_TEXT}", _NONE)
        assert article.title == title
        assert article.body == _TEXT

    @pytest.mark.parametrize(
        "first",
        [
            "It rained for hours.",
            '"It rained," she said. "For hours."',
            "It rained for hours, the mayor said:",
            "It rained " * 30,
        ],
    )
    def test_a_sentence_is_no_title(self, first: str) -> None:
        article = normalize(f"{first}\n\n{_TEXT}", _NONE)
        assert article.title is None
        assert article.body.startswith(first.strip())

    def test_any_line_above_a_dateline(self) -> None:
        article = normalize("Mayor speaks of rain.\n\nOSLO (AP) — It rained.", _NONE)
        assert article.title == "Mayor speaks of rain."
        assert article.body == "It rained."

    def test_a_dateline_first_leaves_no_title(self) -> None:
        assert normalize(f"OSLO (AP) — It rained\n\n{_TEXT}", _NONE).title is None

    def test_a_line_alone_is_the_body(self) -> None:
        article = normalize("Rain floods the old town", _NONE)
        assert article.title is None
        assert article.body == "Rain floods the old town"

    def test_printed_twice(self) -> None:
        article = normalize(f"Rain in Oslo\nRain in Oslo\n\n{_TEXT}", _NONE)
        assert article.title == "Rain in Oslo"
        assert article.body == _TEXT

    def test_of_metadata_is_taken_off_the_text(self) -> None:
        metadata = DocumentMetadata(title="Rain floods the old town – Example News")
        article = normalize(f"Rain floods the old town\n\n{_TEXT}", metadata)
        assert article.title == metadata.title
        assert article.body == _TEXT

    def test_of_metadata_leaves_another_first_line_alone(self) -> None:
        metadata = DocumentMetadata(title="Rain floods the old town")
        article = normalize(f"A river rises\n\n{_TEXT}", metadata)
        assert article.title == metadata.title
        assert article.body == f"A river rises\n\n{_TEXT}"


class TestSubtitle:
    def test_between_title_and_dateline(self) -> None:
        article = normalize("Rain in Oslo\n\nMayor not amused.\n\nOSLO (AP) — It rained.", _NONE)
        assert article.subtitle == "Mayor not amused."
        assert article.body == _body("Mayor not amused.", "It rained.")

    @pytest.mark.parametrize("between", ["By Jane Roe", "/ Source: Reuters", "May 7, 2015"])
    def test_between_title_and_credit(self, between: str) -> None:
        article = normalize(f"Rain in Oslo\n\nMayor not amused.\n\n{between}\n\n{_TEXT}", _NONE)
        assert article.subtitle == "Mayor not amused."
        assert article.body == _body("Mayor not amused.", _TEXT)

    def test_a_line_that_does_not_end_as_a_sentence(self) -> None:
        article = normalize(f"Rain in Oslo\n\nThe mayor is not amused, she says\n\n{_TEXT}", _NONE)
        assert article.subtitle == "The mayor is not amused, she says"

    def test_a_sub_heading_or_a_sentence_is_none(self) -> None:
        assert normalize(f"Rain in Oslo\n\nA river rises\n\n{_TEXT}", _NONE).subtitle is None
        assert normalize(f"Rain in Oslo\n\n{_TEXT}", _NONE).subtitle is None

    def test_of_metadata(self) -> None:
        metadata = DocumentMetadata(subtitle="The mayor is not amused.")
        article = normalize(f"Rain in Oslo\n\nThe mayor is not amused.\n\n{_TEXT}", metadata)
        assert article.subtitle == metadata.subtitle
        assert article.body == _body("The mayor is not amused.", _TEXT)


class TestCredits:
    @pytest.mark.parametrize(
        ("byline", "authors", "publisher"),
        [
            ("By Jane Roe", ("Jane Roe",), None),
            ("BY JANE ROE", ("Jane Roe",), None),
            ("By Jane Roe and John van Doe", ("Jane Roe", "John van Doe"), None),
            ("By Jane Roe, J. B. Doe and Ana Díaz", ("Jane Roe", "J. B. Doe", "Ana Díaz"), None),
            ("By Jane Roe, Associated Press", ("Jane Roe",), "AP"),
            ("By JANE ROE, Associated Press Writer", ("Jane Roe",), "AP"),
            ("By Jane Roe | Reuters", ("Jane Roe",), "Reuters"),
            ("By Reuters Staff", (), "Reuters"),
            ("The Associated Press", (), "AP"),
        ],
    )
    def test_byline(self, byline: str, authors: tuple[str, ...], publisher: str | None) -> None:
        article = normalize(f"Rain in Oslo\n\n{byline}\n\n{_TEXT}", _NONE)
        assert (article.authors, article.publisher) == (authors, publisher)
        assert article.body == _TEXT

    @pytest.mark.parametrize("first", ["By night it rained.", "By then it was too late, she said"])
    def test_no_byline(self, first: str) -> None:
        article = normalize(f"Rain in Oslo\n\n{first}\n\n{_TEXT}", _NONE)
        assert first in article.body
        assert article.authors == ()

    def test_better_publishers_go_first(self) -> None:
        dateline = "OSLO (AP) — It rained."
        assert normalize(dateline, _NONE).publisher == "AP"
        with_source = f"Rain in Oslo\n/ Source: Example News\n{dateline}"
        assert normalize(with_source, _NONE).publisher == "Example News"
        metadata = DocumentMetadata(publisher="The Example")
        assert normalize(with_source, metadata).publisher == "The Example"

    @pytest.mark.parametrize(
        ("line", "publisher"),
        [
            ("/ Source: NBC News", "NBC News"),
            ("/ SOURCE: The Associated Press", "AP"),
            ("/ Source: U.S. Example.", "U.S. Example"),
            ("/ Source:", None),
            ("/", None),
        ],
    )
    def test_marked_source_wherever_it_stands(self, line: str, publisher: str | None) -> None:
        for text in (f"Rain in Oslo\n{line}\n{_TEXT}", _TEXT.replace("\n\n", f"\n{line}\n")):
            article = normalize(text, _NONE)
            assert article.publisher == publisher
            assert article.body == _TEXT

    def test_authors_of_metadata_go_first(self) -> None:
        metadata = DocumentMetadata(authors=("John Doe", " "))
        assert normalize(f"Rain\n\nBy Jane Roe\n\n{_TEXT}", metadata).authors == ("John Doe",)

    def test_wire_credit_at_the_foot(self) -> None:
        credit = "(Reporting by Jane Roe in Oslo and John Doe; Editing by Ana Díaz)"
        article = normalize(f"{_TEXT}\n\n{credit}\n\n© 2015 Example. All rights reserved.", _NONE)
        assert article.authors == ("Jane Roe", "John Doe")
        assert article.body == _TEXT

    def test_reporting_that_is_no_credit(self) -> None:
        text = f"{_TEXT}\n\nReporting by the newspaper has shown that the river rose."
        assert normalize(text, _NONE).body == text

    def test_source_of_a_table_is_not_the_publisher(self) -> None:
        assert normalize(f"{_TEXT}\n\nSource: Statistics Norway", _NONE).publisher is None
        assert normalize(f"{_TEXT}\n\nSource: Reuters", _NONE).publisher == "Reuters"


class TestSite:
    def test_menu_and_share_bar(self) -> None:
        page = f"Home > World\nRain in Oslo\nFacebookTwitterEmail\n{_TEXT}\nRead more\nWorld"
        article = normalize(page, _NONE)
        assert article.title == "Rain in Oslo"
        assert article.body == _TEXT

    def test_section_name_inside_the_text_stays(self) -> None:
        text = f"{_TEXT}\n\nPolitics\n\n{_TEXT}"
        assert normalize(text, _NONE).body == text

    def test_chrome_between_paragraphs_goes(self) -> None:
        text = _TEXT.replace("\n\n", "\n\nAdvertisement\n\n")
        assert normalize(text, _NONE).body == _TEXT

    def test_notice_in_the_line_of_the_article(self) -> None:
        assert normalize(f"IE 11 is not supported. {_TEXT}", _NONE).body == _TEXT


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The river rose and the mayor of the town was not amused at all.", "en"),
        ("Der Fluss stieg, und der Bürgermeister der Stadt war nicht erfreut.", "de"),
        ("Река поднялась, и мэр города был недоволен, сообщили в администрации.", "ru"),
        ("It rained.", None),
        ("12 34 56 78 " * 20, None),
        ("", None),
    ],
)
def test_language(text: str, language: str | None) -> None:
    assert normalize(text, _NONE).language == language
