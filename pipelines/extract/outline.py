"""The text that is parsed: a paragraph in which long quoted passages are stood for by a few words.

A small parser reads `"…," she said.` well when the quoted words are short and badly when they are
five sentences, and their grammar says nothing about who spoke. Belongs here: what is kept and what
is replaced, and the way back to the body. Not here: finding the marks, and what a passage means.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Doc

from pipelines.extract import parser
from pipelines.extract.attachments import repair
from pipelines.extract.marks import Passage
from pipelines.extract.parser import Paragraph
from pipelines.extract.tree import NO_PASSAGE, Tree

_STOP = re.compile(r"[.!?…][\"”’')\]]*\s+(?=[\"“‘'(\[]?[A-Z])")
_ABBREVIATION = re.compile(
    r"(?:\b[A-Z]|\b(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen|Lt|Col|Sgt|St|Jr|Sr|vs|No|U\.S|D\.C|a\.m|p\.m))$"
)
_WORD = re.compile(r"\w+")
_SET_OFF = frozenset(",:;—–-―.?!)…”\"'’")
_STANDING = '"It is so'
_LONGEST_INLINE = 40


@dataclass(frozen=True, slots=True)
class Outline:
    """The text to parse; each piece is (start in the text, start in the body, passage number)."""

    text: str
    pieces: tuple[tuple[int, int, int], ...]
    standing: frozenset[int]


def outline(body: str, start: int, end: int, passages: Sequence[tuple[int, Passage]]) -> Outline:
    """The paragraph from start to end; `passages` are those in it, with their numbers."""
    text = ""
    pieces: list[tuple[int, int, int]] = []
    standing: set[int] = set()
    at = _after_dateline(body, start, end)
    for number, passage in passages:
        pieces.append((len(text), at, NO_PASSAGE))
        text += body[at : passage.start]
        if text and not text[-1].isspace() and text[-1] not in "([—–-/":
            # The tokenizer would glue the mark to the word before it.
            text += " "
        if is_sentence(body, start, passage):
            standing.add(number)
            pieces.append((len(text), passage.start, number))
            text += _STANDING + _closing(body, passage)
        else:
            pieces.append((len(text), passage.inner_start, number))
            text += _inline(body[passage.inner_start : passage.inner_end])
        at = passage.end
        if body[at : at + 1].isalnum():
            text += " "
    pieces.append((len(text), at, NO_PASSAGE))
    text += body[at:end]
    return Outline(text.replace("\xa0", " "), tuple(pieces), frozenset(standing))


_DATELINE = re.compile(
    # A hyphen is part of a name and never parts two, or there were thousands of ways to read one.
    r"[A-Z][A-Z.’'-]+(?:(?<=[A-Z.’'-]{2}-[A-Z])[\w.’'-]+)?(?:[ ,/][ ,/-]*[A-Z][\w.’'-]*){0,5}"
    r"(?:, [A-Z][a-z]{2,8}\.? \d{1,2}(?:, \d{4})?)?"
    r"\.?(?: ?\([A-Z][\w ./-]{1,30}\))? ?(?:—|–|―|--|-|/[A-Z]+/\.) "
)


def _after_dateline(body: str, start: int, end: int) -> int:
    """Where the sentence begins that a place of writing is printed before."""
    match = _DATELINE.match(body, start, min(end, start + 100))
    return start if match is None else match.end()


def is_sentence(body: str, start: int, passage: Passage) -> bool:
    """Whether the quoted words stand as a sentence of their own rather than within one."""
    inner = body[passage.inner_start : passage.inner_end].strip()
    words = len(_WORD.findall(inner, 0, 400))
    letter = next((char for char in inner if char.isalnum()), "")
    before = body[start : passage.start].rstrip()[-1:]
    if not letter or letter.islower():
        return len(_WORD.findall(inner[: first_sentence(inner)])) > _LONGEST_INLINE
    final = inner[-1:] in ",.?!…—–-"
    if not before or before in _SET_OFF:
        return final or words > 4
    return (final and words > 4 and inner[-1:] != ",") or words > 12


def first_sentence(text: str) -> int:
    """Where the first sentence of the text ends."""
    for match in _STOP.finditer(text):
        if not _ABBREVIATION.search(text, 0, match.start()):
            return match.start()
    return len(text)


def _inline(text: str) -> str:
    return text[: first_sentence(text)]


def _closing(body: str, passage: Passage) -> str:
    last = body[passage.inner_end - 1]
    after = body[passage.end : passage.end + 1]
    if last in ",.?!":
        return last + '"'
    return '"' if after and after in ",.?!:;" else ',"'


def trees(
    nlp: Language, outlines: Sequence[Outline], paragraphs: Sequence[Paragraph]
) -> Iterator[Tree]:
    """Each outline parsed; a paragraph that is its own outline is not tokenized again."""
    docs = parser.parse(
        nlp,
        (
            paragraph.doc if outline.text == paragraph.text else outline.text
            for outline, paragraph in zip(outlines, paragraphs, strict=True)
        ),
    )
    for outline, doc in zip(outlines, docs, strict=True):
        yield to_tree(outline, _tokens(doc))


@dataclass(frozen=True, slots=True)
class Tokens:
    """A parsed text as lists: where each token starts and ends, its head, its relation."""

    starts: list[int]
    ends: list[int]
    heads: list[int]
    deps: list[str]


def _tokens(doc: Doc) -> Tokens:
    names = doc.vocab.strings
    table = doc.to_array(["IDX", "LENGTH", "HEAD", "DEP"]).astype("int64").tolist()
    known: dict[int, str] = {}
    starts, ends, heads, deps = [], [], [], []
    for index, (start, length, head, dep) in enumerate(table):
        if dep not in known:
            known[dep] = names[dep % _HASHES]
        starts.append(start)
        ends.append(start + length)
        heads.append(index + head)
        deps.append(known[dep])
    return Tokens(starts, ends, heads, deps)


_HASHES = 2**64


def to_tree(source: Outline, tokens: Tokens) -> Tree:
    """The parsed outline as a tree in body offsets."""
    words: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    passages: list[int] = []
    stands: list[bool] = []
    piece = 0
    pieces = source.pieces
    for at, end in zip(tokens.starts, tokens.ends, strict=True):
        while piece + 1 < len(pieces) and pieces[piece + 1][0] <= at:
            piece += 1
        base, origin, number = pieces[piece]
        stand = number in source.standing
        begin = origin if stand else origin + at - base
        words.append(source.text[at:end])
        starts.append(begin)
        ends.append(begin if stand else begin + end - at)
        passages.append(number)
        stands.append(stand)
    repair(words, tokens.heads, tokens.deps)
    return Tree(words, tokens.heads, tokens.deps, starts, ends, passages, stands)
