"""Our own measure of extraction against annotated documents: pure, documents in and figures out.

A quote's content is the set of words its spans touch. A prediction finds a gold quote when the
two sets share at least half of their union; pairs are taken greedily, best first. It is right end
to end when the speaker is right too: the printed spans overlap, or the last name agrees. Not here:
reading files, and printing.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

Document = Mapping[str, Any]
"""A document in benchmark form; a gold one has its `text`."""

Problem = Literal["missed", "invented", "wrong speaker"]

_WORD = re.compile(r"\w+")
_NAME = re.compile(r"[A-Z][\w’'.-]*")
_NO_NAMES = frozenset(
    """i he she they we it you his her the a an mr mrs ms dr sen rep gov senator representative
    governor president secretary former""".split()
)
_KINDS = ("direct", "mixed", "indirect")
_CONTEXT = 80


@dataclass(slots=True)
class Tally:
    """Counts of one kind of quote, and the shares that follow from them."""

    gold: int = 0
    predicted: int = 0
    found: int = 0
    hits: int = 0
    speakers: int = 0
    right: int = 0
    right_hits: int = 0
    asked: int = 0
    answered: int = 0

    @property
    def content(self) -> tuple[float, float, float]:
        """Precision, recall and F1 of content."""
        return _figures(self.hits, self.predicted, self.found, self.gold)

    @property
    def end_to_end(self) -> tuple[float, float, float]:
        """Precision, recall and F1 of content with its speaker."""
        return _figures(self.right_hits, self.predicted, self.right, self.gold)

    @property
    def speaker_accuracy(self) -> float:
        """Share of right speakers among the quotes found that have one."""
        return self.answered / self.asked if self.asked else 0.0


@dataclass(frozen=True, slots=True)
class Mistake:
    """One disagreement with the annotation, with the text around it."""

    doc_id: str
    problem: Problem
    kind: str
    context: str
    expected: str
    given: str


@dataclass(slots=True)
class Report:
    """Tallies by kind (and `all`), and every mistake in order."""

    documents: int = 0
    tallies: dict[str, Tally] = field(
        default_factory=lambda: {kind: Tally() for kind in ("all", *_KINDS)}
    )
    mistakes: list[Mistake] = field(default_factory=list)


def evaluate(gold: Iterable[Document], predicted: Iterable[Document]) -> Report:
    """Every gold document against the prediction of the same id; one that lacks counts as empty."""
    by_id = {document["doc_id"]: document for document in predicted}
    report = Report()
    for document in gold:
        report.documents += 1
        _compare(document, by_id.get(document["doc_id"], {"quotes": []}), report)
    return report


def _compare(gold: Document, predicted: Document, report: Report) -> None:
    text: str = gold["text"]
    words = [(match.start(), match.end()) for match in _WORD.finditer(text)]
    expected = [(quote, _content(quote, words)) for quote in gold["quotes"]]
    given = [(quote, _content(quote, words)) for quote in predicted["quotes"]]
    expected = [pair for pair in expected if pair[1]]
    given = [pair for pair in given if pair[1]]
    partner = _match([pair[1] for pair in expected], [pair[1] for pair in given])
    taken = {place: number for number, place in partner.items()}
    for number, (quote, _) in enumerate(expected):
        if quote.get("optional"):
            continue
        found = given[partner[number]][0] if number in partner else None
        _count_gold(gold["doc_id"], text, quote, found, report)
    for place, (quote, _) in enumerate(given):
        match = expected[taken[place]][0] if place in taken else None
        if match is not None and match.get("optional"):
            continue
        _count_given(gold["doc_id"], text, quote, match, report)


def _content(quote: Document, words: Sequence[tuple[int, int]]) -> frozenset[int]:
    starts = [start for start, _ in words]
    found: set[int] = set()
    for start, end in quote["content_spans"]:
        at = max(0, bisect_right(starts, start) - 1)
        while at < len(words) and words[at][0] < end:
            if words[at][1] > start:
                found.add(at)
            at += 1
    return frozenset(found)


def _match(gold: Sequence[frozenset[int]], given: Sequence[frozenset[int]]) -> dict[int, int]:
    """Gold number to prediction number, best overlap first, one to one."""
    pairs = []
    for number, one in enumerate(gold):
        for place, other in enumerate(given):
            shared = len(one & other)
            if 2 * shared >= len(one | other):
                pairs.append((-shared / len(one | other), number, place))
    partner: dict[int, int] = {}
    used: set[int] = set()
    for _, number, place in sorted(pairs):
        if number not in partner and place not in used:
            partner[number] = place
            used.add(place)
    return partner


def _count_gold(
    doc_id: str, text: str, quote: Document, found: Document | None, report: Report
) -> None:
    right = found is not None and _speaker_agrees(quote, found, text)
    for tally in (report.tallies["all"], report.tallies[_kind(quote)]):
        tally.gold += 1
        tally.found += found is not None
        tally.right += right
        if found is not None and _has_speaker(quote):
            tally.asked += 1
            tally.answered += right
    if found is None:
        report.mistakes.append(_mistake(doc_id, "missed", text, quote, quote, None))
    elif not right:
        report.mistakes.append(_mistake(doc_id, "wrong speaker", text, quote, quote, found))


def _count_given(
    doc_id: str, text: str, quote: Document, match: Document | None, report: Report
) -> None:
    right = match is not None and _speaker_agrees(match, quote, text)
    for tally in (report.tallies["all"], report.tallies[_kind(quote)]):
        tally.predicted += 1
        tally.hits += match is not None
        tally.right_hits += right
    if match is None:
        report.mistakes.append(_mistake(doc_id, "invented", text, quote, None, quote))


def _kind(quote: Document) -> str:
    kind = quote.get("kind")
    return kind if kind in _KINDS else "indirect"


def _has_speaker(quote: Document) -> bool:
    return bool(quote["speaker_spans"]) or bool(quote.get("speaker_canonical"))


def _speaker_agrees(gold: Document, given: Document, text: str) -> bool:
    if not _has_speaker(gold) or not _has_speaker(given):
        return _has_speaker(gold) == _has_speaker(given)
    for start, end in given["speaker_spans"]:
        for first, last in gold["speaker_spans"]:
            if min(end, last) > max(start, first):
                return True
    known = set(_names(_printed(gold, text))) | set(_names(gold.get("speaker_canonical") or ""))
    for form in (given.get("speaker_canonical") or "", _printed(given, text)):
        names = _names(form)
        if names and names[-1] in known:
            return True
    return False


def _printed(quote: Document, text: str) -> str:
    return " ".join(text[start:end] for start, end in quote["speaker_spans"])


def _names(form: str) -> list[str]:
    words = (re.sub(r"[’']s$|[.’']$", "", word) for word in _NAME.findall(form))
    return [word for word in words if len(word) > 1 and word.lower() not in _NO_NAMES]


def _mistake(
    doc_id: str,
    problem: Problem,
    text: str,
    where: Document,
    expected: Document | None,
    given: Document | None,
) -> Mistake:
    start = max(0, min(span[0] for span in where["content_spans"]) - _CONTEXT)
    end = max(span[1] for span in where["content_spans"]) + _CONTEXT
    context = text[start:end].replace("\n", " ")
    return Mistake(
        doc_id, problem, _kind(where), context, _shown(expected, text), _shown(given, text)
    )


def _shown(quote: Document | None, text: str) -> str:
    if quote is None:
        return ""
    words = " … ".join(text[start:end] for start, end in quote["content_spans"])
    speaker = quote.get("speaker_canonical") or _printed(quote, text) or "nobody"
    return f"{speaker}: {words}".replace("\n", " ")


def _figures(hits: int, predicted: int, found: int, gold: int) -> tuple[float, float, float]:
    precision = hits / predicted if predicted else 0.0
    recall = found / gold if gold else 0.0
    both = precision + recall
    return precision, recall, 2 * precision * recall / both if both else 0.0
