"""The part of spaCy's network that turns tokens into vectors, run for reading alone.

spaCy's own pass took half of all time of extraction: it keeps what training would need, and works
out a word's own part again for each time that the word is printed. Here the same sums are done in
fewer passes; the weights stay the model's. What is read from the vectors is not this module's
subject.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, NoReturn

import numpy as np
import numpy.typing as npt
from numpy.lib.stride_tricks import sliding_window_view
from spacy.language import Language
from spacy.tokens import Doc
from thinc.api import Model

_Floats = npt.NDArray[np.float32]
_Features = npt.NDArray[np.uint64]

_MAXOUT = r"maxout>>layernorm>>dropout"
_TOK2VEC = re.compile(
    r"extract_features>>list2ragged"
    r">>with_array\(ints-getitem>>hashembed(?:\|ints-getitem>>hashembed)+\)"
    rf">>with_array\({_MAXOUT}\)>>ragged2list"
    rf">>with_array\((?:(?:>>)?residual\(expand_window>>{_MAXOUT}\))+\)"
)
"""The name thinc gives to what spacy.MultiHashEmbed.v2 and MaxoutWindowEncoder.v2 make."""

_VARIANCE = np.float32(1e-8)


def hasten(nlp: Language) -> None:
    """Let every network of the model that makes vectors the known way make them in fewer passes.

    Vectors differ from spaCy's by rounding only. A network of another make is left as it is.
    """
    components: list[Any] = [component for _, component in nlp.pipeline]
    for component in components:
        if isinstance(getattr(component, "model", None), Model):
            component.model = _with_readers(component.model)


def _with_readers(model: Model[Any, Any]) -> Model[Any, Any]:
    if _TOK2VEC.fullmatch(model.name):
        return _reader(model)
    for node in [each for each in model.walk() if _TOK2VEC.fullmatch(each.name)]:
        model.replace_node(node, _reader(node))
    return model


@dataclass(frozen=True, slots=True)
class _Maxout:
    """The largest of some linear pieces each, normalized over the row: a layer of the network.

    `weights` has a column for each output of the first piece, then of the second, and so on.
    """

    weights: _Floats
    bias: _Floats
    gain: _Floats
    shift: _Floats

    @classmethod
    def of(cls, maxout: Model[Any, Any], norm: Model[Any, Any]) -> _Maxout:
        weights, bias = np.asarray(maxout.get_param("W")), np.asarray(maxout.get_param("b"))
        return cls(
            np.ascontiguousarray(weights.transpose(2, 1, 0).reshape(weights.shape[2], -1)),
            np.ascontiguousarray(bias.T).reshape(-1),
            np.asarray(norm.get_param("G")),
            np.asarray(norm.get_param("b")),
        )

    @property
    def width(self) -> int:
        return len(self.gain)

    def __call__(self, rows: _Floats) -> _Floats:
        width = self.width
        pieces = rows @ self.weights
        pieces += self.bias
        first = pieces[:, :width]
        best = first.copy()
        for start in range(width, len(self.bias), width):
            np.maximum(best, pieces[:, start : start + width], out=best)
        best -= best.mean(axis=1, keepdims=True)
        squares = np.multiply(best, best, out=first)
        best *= (squares.mean(axis=1, keepdims=True) + _VARIANCE) ** -0.5
        best *= self.gain
        best += self.shift
        return best


@dataclass(frozen=True, slots=True)
class _Network:
    """The weights of one network, and which features of a token it looks at.

    `embed` gives a row of floats for a row of features; each of `layers` sees a token with as many
    neighbours on both sides as `window` says; between two documents are `pad` rows of nothing.
    """

    columns: list[int | str]
    embed: Callable[[_Features], _Floats]
    mix: _Maxout
    layers: Sequence[_Maxout]
    window: int
    pad: int

    @classmethod
    def of(cls, tok2vec: Model[Any, Any]) -> _Network:
        maxouts = [_Maxout.of(*node.layers) for node in _named(tok2vec, "maxout>>layernorm")]
        embedding, encoding = tok2vec.layers
        [window] = {node.attrs["window_size"] for node in _named(tok2vec, "expand_window")}
        return cls(
            columns=embedding.layers[0].attrs["columns"],
            embed=embedding.layers[2].layers[0].predict,
            mix=maxouts[0],
            layers=maxouts[1:],
            window=window,
            pad=encoding.attrs["pad"],
        )

    def vectors(self, docs: Sequence[Doc]) -> list[_Floats]:
        """For each document, a row of floats a token."""
        words, places = _each_once(np.concatenate([doc.to_array(self.columns) for doc in docs]))
        known = self.mix(self.embed(words))
        spans = self._spans(docs)
        rows = np.zeros((spans[-1].stop + self.pad + self.window, self.mix.width), np.float32)
        for span, mine in zip(spans, _split(places, docs), strict=True):
            rows[span] = known[mine]
        inner = rows[self.window : -self.window]
        for layer in self.layers:
            inner += layer(_windows(rows, self.window))
        return [rows[span] for span in spans]

    def _spans(self, docs: Sequence[Doc]) -> list[slice]:
        """Where the tokens of each document stand among the rows."""
        spans, end = [], self.window
        for doc in docs:
            start = end + self.pad
            end = start + len(doc)
            spans.append(slice(start, end))
        return spans


def _reader(tok2vec: Model[Any, Any]) -> Model[Any, Any]:
    """A model that does for reading what the given one does."""
    network = _Network.of(tok2vec)

    def forward(
        _: Model[Any, Any], docs: Sequence[Doc], is_train: bool
    ) -> tuple[list[_Floats], Callable[[object], NoReturn]]:
        return network.vectors(docs), _refuse

    return Model("tok2vec_reading", forward, dims={"nO": network.mix.width})


def _refuse(_: object) -> NoReturn:
    raise NotImplementedError("this network reads only; train the model before it is loaded here")


def _named(model: Model[Any, Any], name: str) -> list[Model[Any, Any]]:
    """The nodes of that name, in the order in which they are run."""
    return [node for node in model.walk(order="dfs_pre") if node.name == name]


def _each_once(features: _Features) -> tuple[_Features, npt.NDArray[np.intp]]:
    """Rows of features, each once, and for each row given which of them it is."""
    numbers: dict[bytes, int] = {}
    rows = features.view(f"V{features.itemsize * features.shape[1]}").ravel().tolist()
    places = [numbers.setdefault(row, len(numbers)) for row in rows]
    once = np.frombuffer(b"".join(numbers), features.dtype).reshape(-1, features.shape[1])
    return once, np.array(places, np.intp)


def _split(places: npt.NDArray[np.intp], docs: Sequence[Doc]) -> list[npt.NDArray[np.intp]]:
    return np.split(places, np.cumsum([len(doc) for doc in docs])[:-1])


def _windows(rows: _Floats, window: int) -> _Floats:
    """Each row but the outermost with its neighbours before and behind it, side by side."""
    width = rows.shape[1]
    views = sliding_window_view(rows.reshape(-1), (2 * window + 1) * width)[::width]
    return np.ascontiguousarray(views)
