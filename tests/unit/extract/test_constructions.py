"""Each construction gives the words that were said and who is printed as having said them."""

from __future__ import annotations

from functools import cache

import pytest

from pipelines.extract import parser
from pipelines.extract.finding import find_quotes
from pipelines.extract.records import Quote
from pipelines.settings import Settings


@cache
def _quotes(body: str) -> list[Quote]:
    nlp = parser.load(Settings().spacy_model)
    return find_quotes(nlp, body, parser.paragraphs(nlp, body))


def said(body: str) -> list[tuple[str | None, str]]:
    """Speaker and words of every quote that is no attitude."""
    return [
        (
            None if quote.speaker is None else body[slice(*quote.speaker)],
            " … ".join(body[slice(*span)] for span in quote.spans),
        )
        for quote in _quotes(body)
        if not quote.attitude
    ]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("“We won,” said Ann Lee.", [("Ann Lee", "We won")]),
        ("Ann Lee said the vote was fair.", [("Ann Lee", "the vote was fair")]),
        ("“We won,” Lee said. “At last.”", [("Lee", "We won … At last.")]),
        ("Lee said it was “a long night.”", [("Lee", "it was “a long night.”")]),
        ("According to Lee, the vote was fair.", [("Lee", "the vote was fair")]),
        ("“We won.” — Ann Lee, Dover", [("Ann Lee", "We won.")]),
        ("It was said that he had fled.", [(None, "that he had fled")]),
        ("Lee declined to name the donor.", [("Lee", "to name the donor")]),
        ('Lee shouted, "Go!" and ran.', [("Lee", "Go!")]),
        (
            "Lee said she was glad and told them to go home.",
            [("Lee", "she was glad"), ("Lee", "them to go home")],
        ),
        ("The band played “Blue Moon” and “Red Sky” all night.", []),
        ("Al “Lefty” Burns retired in May.", []),
        ("Rain fell on the coast for three days.", []),
    ],
)
def test_words_and_speaker(body: str, expected: list[tuple[str | None, str]]) -> None:
    assert said(body) == expected


def test_a_paragraph_that_goes_on_belongs_to_who_spoke_last() -> None:
    assert said("“We won,” Lee said.\n\n“Now we rest.”") == [("Lee", "We won … Now we rest.")]


def test_a_colon_at_the_end_of_a_paragraph_leads_to_the_next() -> None:
    assert said("Lee had this to say:\n“We won.”") == [("Lee", "We won.")]


def test_a_relative_pronoun_is_kept_beside_its_antecedent() -> None:
    body = "They thanked Ann Lee, who said that the work was done."
    (quote,) = [each for each in _quotes(body) if not each.attitude]
    assert quote.speaker is not None
    assert quote.speaker_relative is not None
    assert body[slice(*quote.speaker)] == "Ann Lee"
    assert body[slice(*quote.speaker_relative)] == "who"


def test_beliefs_and_what_may_yet_be_said_are_attitudes() -> None:
    body = "Lee believes that they will win. The two sides will confirm that talks go on."
    assert [quote.attitude for quote in _quotes(body)] == [True, True]


def test_kinds_follow_the_quotation_marks() -> None:
    body = "“We won,” Lee said. Lee said it was “a long night.” Lee said the vote was fair."
    assert [quote.kind for quote in _quotes(body)] == ["direct", "mixed", "indirect"]


def test_a_likelier_construction_has_more_confidence() -> None:
    direct, attitude = _quotes("“We won,” Lee said. She thinks that it was luck.")
    assert direct.confidence > attitude.confidence


def test_a_transcript_gives_each_turn_to_its_label() -> None:
    body = "REED: Why now?\nLEE: Because we can.\nREED: Is that all?"
    assert said(body) == [
        ("REED", "Why now?"), ("LEE", "Because we can."), ("REED", "Is that all?"),
    ]  # fmt: skip


def test_a_headline_names_its_speaker_only_if_the_article_does() -> None:
    article = "\n\nAnn Lee spoke on Monday. Lee has led the port since May and Lee will stay."
    assert said("Lee: Port will double in size" + article)[0] == ("Lee", "Port will double in size")
    assert said("Update: Port will double in size" + article) == []
