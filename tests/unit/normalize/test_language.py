"""That a body's language is told from short and long texts, and from the most of a mixed one."""

from __future__ import annotations

import importlib

import pytest

from pipelines.normalize.language import _identifier, language_of

_ENGLISH = (
    "The council will decide on the new bridge next week, the mayor said after the meeting. "
    "Those who live by the river have waited for it since the flood. "
)
_RUSSIAN = (
    "Городской совет решит на следующей неделе, строить ли новый мост, сообщил мэр после "
    "заседания. Жители набережной ждут его со времени наводнения. "
)
_GERMAN = (
    "Der Stadtrat wird nächste Woche über die neue Brücke entscheiden, sagte die Bürgermeisterin "
    "nach der Sitzung. Wer am Fluss wohnt, wartet darauf seit dem Hochwasser. "
)
_FRENCH = (
    "Le conseil municipal décidera la semaine prochaine du nouveau pont, a déclaré le maire après "
    "la réunion. Les riverains l'attendent depuis l'inondation. "
)


@pytest.mark.parametrize("times", [1, 3, 8, 30, 400])
@pytest.mark.parametrize(
    ("code", "text"), [("en", _ENGLISH), ("ru", _RUSSIAN), ("de", _GERMAN), ("fr", _FRENCH)]
)
def test_the_language_is_told_from_a_text_of_any_length(code: str, text: str, times: int) -> None:
    assert language_of(text * times) == code


@pytest.mark.parametrize("opening", [_GERMAN * 5, _FRENCH * 8, _RUSSIAN * 2])
def test_an_opening_in_another_language_is_not_the_language_of_the_article(opening: str) -> None:
    assert language_of(opening + _ENGLISH * 20) == "en"
    assert language_of(_ENGLISH * 8 + _FRENCH * 20) == "fr"


@pytest.mark.parametrize("text", ["", "   ", "Paris, 3 May", "1 2 3 4 5 6 7 8 9 " * 200])
def test_what_is_too_short_to_tell_has_no_language(text: str) -> None:
    assert language_of(text) is None


def test_wider_weights_change_no_confidence() -> None:
    langid = importlib.import_module("py3langid.langid")
    as_shipped = langid.LanguageIdentifier.from_model_file(langid.MODEL_FILE, norm_probs=True)
    for text in (_ENGLISH, _RUSSIAN, _GERMAN, _FRENCH, _ENGLISH + _RUSSIAN, "Paris, 3 May", ""):
        assert _identifier().classify(text) == as_shipped.classify(text)
