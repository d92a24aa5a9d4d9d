"""The language a body is written in."""

from __future__ import annotations

import importlib
from functools import cache
from itertools import islice
from typing import Protocol, cast

_SPAN = 4000
_SAMPLES = 8
_SAMPLE = 125
_FEWEST_LETTERS = 40
_LEAST_CONFIDENCE = 0.8


class _Identifier(Protocol):
    def classify(self, text: str) -> tuple[str, float]: ...


def language_of(body: str) -> str | None:
    """The ISO 639-1 code, or None where the text is too short or its language doubtful."""
    sample = _sample(body)
    letters = islice(filter(str.isalpha, sample), _FEWEST_LETTERS)
    if len(list(letters)) < _FEWEST_LETTERS:
        return None
    code, confidence = _identifier().classify(sample)
    return code if confidence >= _LEAST_CONFIDENCE and len(code) == len("en") else None


def _sample(body: str) -> str:
    """Some of the text from all over its beginning, which may open in another language."""
    if len(body) <= _SAMPLES * _SAMPLE:
        return body
    step = min(len(body), _SPAN) // _SAMPLES
    return "".join(body[at : at + _SAMPLE] for at in range(0, _SAMPLES * step, step))


@cache
def _identifier() -> _Identifier:
    # Loaded at the first text, because the model takes a second and memory.
    langid = importlib.import_module("py3langid.langid")
    model = langid.LanguageIdentifier.from_model_file(langid.MODEL_FILE, norm_probs=True)
    # Its weights have half precision, and each product with some of them would first widen these.
    model.nb_ptc = model.nb_ptc.astype("float32")
    return cast("_Identifier", model)
