"""That vectors made in fewer passes are those that spaCy makes, whatever the text and the network.

What is read from them, in articles of the kind that are shipped, is compared as well.
"""

from __future__ import annotations

import importlib
from functools import cache
from typing import Any

import numpy as np
import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc
from thinc.api import fix_random_seed

from pipelines.extract import parser
from pipelines.extract.network import hasten
from pipelines.settings import PROJECT_ROOT, Settings
from tests.benchmarks import corpus

_MODEL = Settings().spacy_model
_READING = "tok2vec_reading"
_ROUNDING = 1e-4

_printed = st.text(
    st.sampled_from("aAbe Mr.,\"“”'’-é中\u200d\n\t 0123$") | st.characters(codec="utf-8"),
    max_size=60,
)


@cache
def _as_it_comes() -> Language:
    nlp: Language = importlib.import_module(_MODEL).load()
    return nlp


@cache
def _hastened() -> Language:
    nlp: Language = importlib.import_module(_MODEL).load()
    hasten(nlp)
    return nlp


def _networks(nlp: Language) -> list[Any]:
    """What makes the vectors of the parser, and those of the names."""
    names: Any = nlp.get_pipe("ner")
    return [_vectors_of(nlp).model, names.model.layers[0]]


def _differ(left: Any, right: Any, docs: list[Doc]) -> bool:
    pairs = zip(left.predict(docs), right.predict(docs), strict=True)
    return any(a.shape != b.shape or not np.allclose(a, b, atol=_ROUNDING) for a, b in pairs)


@settings(deadline=None)
@given(texts=st.lists(_printed, min_size=1, max_size=8))
def test_vectors_are_those_of_spacy(texts: list[str]) -> None:
    docs = [_as_it_comes().make_doc(text) for text in texts]
    if not any(map(len, docs)):
        return
    for slow, quick in zip(_networks(_as_it_comes()), _networks(_hastened()), strict=True):
        assert not _differ(slow, quick, docs)


def test_both_networks_of_the_shipped_model_are_hastened() -> None:
    names = [[node.name for node in network.walk()] for network in _networks(parser.load(_MODEL))]
    assert all(_READING in each for each in names)


def test_heads_relations_and_names_are_those_of_spacy() -> None:
    texts = [path.read_text("utf-8") for path in sorted((PROJECT_ROOT / "seeds").rglob("*.txt"))]
    texts += corpus.articles(20, seed=5)
    lines = [line for text in texts for _, line in parser.lines(text)]
    for slow, quick in zip(_as_it_comes().pipe(lines), _hastened().pipe(lines), strict=True):
        assert slow.to_json() == quick.to_json()


@pytest.mark.parametrize(("window", "pieces", "depth", "width"), [(2, 2, 3, 32), (1, 4, 1, 16)])
def test_networks_of_other_sizes_are_hastened_as_well(
    window: int, pieces: int, depth: int, width: int
) -> None:
    slow, quick = (
        _made("MaxoutWindowEncoder", width, depth, window_size=window, maxout_pieces=pieces)
        for _ in range(2)
    )
    hasten(quick)
    docs = [slow.make_doc(text) for text in ("The minister said so, he said.", "", "No.")]
    left, right = _vectors_of(slow).model, _vectors_of(quick).model
    assert right.name == _READING
    assert not _differ(left, right, docs)


def test_a_network_of_another_make_is_left_as_it_is() -> None:
    nlp = _made("MishWindowEncoder", 16, 2, window_size=1)
    before = _vectors_of(nlp).model
    hasten(nlp)
    assert _vectors_of(nlp).model is before


def _vectors_of(nlp: Language) -> Any:
    return nlp.get_pipe("tok2vec")


def _made(encoder: str, width: int, depth: int, **encoding: int) -> Language:
    """A network that has learnt nothing: its weights are drawn by chance, from the same seed."""
    fix_random_seed(1)
    nlp = spacy.blank("en")
    embed = {
        "@architectures": "spacy.MultiHashEmbed.v2",
        "width": width,
        "attrs": ["NORM", "SHAPE"],
        "rows": [50, 20],
        "include_static_vectors": False,
    }
    encode = {
        "@architectures": f"spacy.{encoder}.v2",
        "width": width,
        "depth": depth,
        **encoding,
    }
    model = {"@architectures": "spacy.Tok2Vec.v2", "embed": embed, "encode": encode}
    nlp.add_pipe("tok2vec", config={"model": model})
    nlp.initialize()
    return nlp
