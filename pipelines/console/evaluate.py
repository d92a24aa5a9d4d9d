"""`onrecord evaluate`: our own figures against annotated documents, and the errors in context."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from pipelines.console.failure import WRONG_USAGE, CommandError
from pipelines.extract.benchmark import to_benchmark
from pipelines.extract.evaluation import Mistake, Report
from pipelines.extract.evaluation import evaluate as compare
from pipelines.extract.extractor import Extractor
from pipelines.extract.records import Extraction
from pipelines.settings import Settings


def evaluate(settings: Settings, gold: str, *, attitudes: bool, errors: bool) -> str:
    """Precision, recall and F1 by kind, and each error where `errors` are wanted.

    Annotations that hold beliefs and plans as well as speech want `attitudes`.
    """
    documents = list(_documents(gold))
    extractor = Extractor(settings.spacy_model)
    predicted = (
        to_benchmark(document["doc_id"], _wanted(extractor.extract(document["text"]), attitudes))
        for document in documents
    )
    report = compare(documents, predicted)
    lines = _figures(report)
    if errors:
        lines += [line for mistake in report.mistakes for line in _mistake(mistake)]
    return "\n".join(lines)


def _wanted(found: Extraction, attitudes: bool) -> Extraction:
    if attitudes:
        return found
    return replace(found, quotes=tuple(quote for quote in found.quotes if not quote.attitude))


def _documents(gold: str) -> Iterator[dict[str, Any]]:
    try:
        lines = Path(gold).read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise CommandError(f"{gold} cannot be read: {error}") from error
    for number, line in enumerate(lines, start=1):
        if line.strip():
            yield _document(gold, number, line)


def _document(gold: str, number: int, line: str) -> dict[str, Any]:
    try:
        document = json.loads(line)
        for name in ("doc_id", "text", "quotes"):
            document[name]
        for quote in document["quotes"]:
            _ = (quote["content_spans"], quote["speaker_spans"])
    except (ValueError, KeyError, TypeError) as error:
        raise CommandError(
            f"{gold}, line {number} is not an annotated document ({error!r}): it takes doc_id, "
            "text, and quotes with content_spans and speaker_spans",
            WRONG_USAGE,
        ) from error
    return dict(document)


def _figures(report: Report) -> list[str]:
    lines = [
        f"{report.documents} documents",
        f"{'':<9} {'gold':>6} {'found':>6}   {'content P, R, F1':^20}   "
        f"{'with speaker P, R, F1':^22}   speaker",
    ]
    for kind, tally in report.tallies.items():
        content = " ".join(f"{100 * figure:6.1f}" for figure in tally.content)
        whole = " ".join(f"{100 * figure:6.1f}" for figure in tally.end_to_end)
        lines.append(
            f"{kind:<9} {tally.gold:>6} {tally.predicted:>6}   {content}   {whole}     "
            f"{100 * tally.speaker_accuracy:7.1f}"
        )
    return lines


def _mistake(mistake: Mistake) -> list[str]:
    lines = ["", f"{mistake.problem} ({mistake.kind}) in {mistake.doc_id}"]
    if mistake.expected:
        lines.append(f"  expected  {mistake.expected}")
    if mistake.given:
        lines.append(f"  given     {mistake.given}")
    return [*lines, f"  in        …{mistake.context}…"]
