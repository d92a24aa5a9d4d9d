"""Writes the measured parts of `docs/accuracy.md`: run it with `make accuracy`.

The repo's own annotations are always measured. PolNeAR's texts cannot be shipped; whoever has them
gives the folder of `polnear.dev.jsonl` and `polnear.train.jsonl` as POLNEAR, otherwise those parts
of the page stay as they were measured last. What is right, and how it is counted, is in
`pipelines.extract.evaluation`.
"""

from __future__ import annotations

import json
import os
import re
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pipelines.extract.benchmark import to_benchmark
from pipelines.extract.evaluation import Report, evaluate
from pipelines.extract.extractor import Extractor
from pipelines.extract.marks import find_passages
from pipelines.extract.records import Extraction, Quote
from pipelines.settings import Settings
from tests.accuracy import namings

PAGE = Path(__file__).parents[2] / "docs" / "accuracy.md"
OWN = Path(__file__).parent
WORD = re.compile(r"\w+")
EDGES = (0.0, 0.2, 0.4, 0.6, 0.7, 0.8, 0.9, 0.95, 1.01)

Document = dict[str, Any]


@dataclass(frozen=True)
class Measured:
    """One annotated set and what extraction makes of it."""

    name: str
    gold: list[Document]
    found: list[Extraction]

    def report(self) -> Report:
        made = [
            to_benchmark(document["doc_id"], found)
            for document, found in zip(self.gold, self.found, strict=True)
        ]
        return evaluate(self.gold, made)


def measure(name: str, path: Path, extractor: Extractor, attitudes: bool = False) -> Measured:
    """Extract the documents of an annotated set; one with beliefs and plans wants `attitudes`."""
    gold = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    found = [extractor.extract(document["text"]) for document in gold]
    return Measured(name, gold, found if attitudes else [_said(one) for one in found])


def _said(found: Extraction) -> Extraction:
    return replace(found, quotes=tuple(quote for quote in found.quotes if not quote.attitude))


def figures(sets: Sequence[Measured]) -> str:
    """F1 of content and of content with its speaker, by kind."""
    lines = [
        "| set | documents | quotes | direct | mixed | indirect | all | quoted words | speaker |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    for one in sets:
        report = one.report()
        cells = [
            f"{_f1(report, kind, 'content')} / {_f1(report, kind, 'end_to_end')}"
            for kind in ("direct", "mixed", "indirect", "all")
        ]
        accuracy = f"{100 * report.tallies['all'].speaker_accuracy:.1f}"
        words = f"{100 * quoted_words(one):.1f}"
        numbers = [str(report.documents), f"{report.tallies['all'].gold:,}"]
        lines.append(f"| {' | '.join([one.name, *numbers, *cells, words, accuracy])} |")
    return "\n".join(lines)


def entity_figures() -> str:
    """B-cubed over the annotated namings of each set."""
    lines = ["| set | articles | namings | precision | recall |", "|---|---|---|---|---|"]
    for name, path in (("tuned on", namings.TUNED), ("held out", namings.HELD_OUT)):
        articles = namings.marked(path)
        gold = {place: who for article in articles for place, who in article.who.items()}
        with tempfile.TemporaryDirectory() as folder:
            score = namings.b_cubed(gold, namings.found(articles, Path(folder)))
        shares = [f"{100 * share:.1f}" for share in (score.precision, score.recall)]
        lines.append(f"| {' | '.join([name, str(len(articles)), str(len(gold)), *shares])} |")
    return "\n".join(lines)


def quoted_words(one: Measured) -> float:
    """F1 over the words in quotation marks that are in a quote with the right speaker."""
    right = given = expected = 0
    for document, found in zip(one.gold, one.found, strict=True):
        text = document["text"]
        inside = {
            match.start()
            for passage in find_passages(text)
            if not passage.single
            for match in WORD.finditer(text, passage.inner_start, passage.inner_end)
        }
        made = to_benchmark(document["doc_id"], found)["quotes"]
        gold = [
            (_words(text, quote["content_spans"]) & inside, quote) for quote in document["quotes"]
        ]
        ours = [(_words(text, quote["content_spans"]) & inside, quote) for quote in made]
        expected += len(set().union(*(words for words, _ in gold)))
        given += len(set().union(*(words for words, _ in ours)))
        agreed: set[int] = set()
        for words, quote in gold:
            for others, other in ours:
                if words & others and _same_speaker(text, quote, other):
                    agreed |= words & others
        right += len(agreed)
    return 2 * right / (given + expected) if given + expected else 0.0


def calibration(one: Measured) -> str:
    """Of the quotes with about that confidence, how many are right, words and speaker."""
    tallies = [[0, 0, 0.0] for _ in EDGES[1:]]
    for document, found in zip(one.gold, one.found, strict=True):
        for quote, right in _judged(document, found):
            bucket = next(n for n, edge in enumerate(EDGES[1:]) if quote.confidence < edge)
            tallies[bucket][0] += 1
            tallies[bucket][1] += right
            tallies[bucket][2] += quote.confidence
    lines = ["| confidence | quotes | mean confidence | right |", "|---|---|---|---|"]
    for low, high, (count, hits, total) in zip(EDGES, EDGES[1:], tallies, strict=False):
        if count:
            shown = f"{low:.2f} to {min(high, 1):.2f}"
            lines.append(f"| {shown} | {count:,} | {total / count:.2f} | {hits / count:.2f} |")
    return "\n".join(lines)


def _judged(document: Document, found: Extraction) -> Iterator[tuple[Quote, bool]]:
    for quote in found.quotes:
        alone = to_benchmark(document["doc_id"], Extraction((quote,), ()))
        tally = evaluate([document], [alone]).tallies["all"]
        yield quote, bool(tally.right_hits)


def _f1(report: Report, kind: str, figure: str) -> str:
    return f"{100 * getattr(report.tallies[kind], figure)[2]:.1f}"


def _words(text: str, spans: Sequence[Sequence[int]]) -> set[int]:
    return {match.start() for start, end in spans for match in WORD.finditer(text, start, end)}


def _same_speaker(text: str, gold: Document, made: Any) -> bool:
    alone = {"doc_id": "", "text": text, "quotes": [{**gold, "content_spans": [[0, len(text)]]}]}
    other = {"doc_id": "", "quotes": [{**made, "content_spans": [[0, len(text)]]}]}
    return bool(evaluate([alone], [other]).tallies["all"].right)


def write(part: str, table: str) -> None:
    """Put a table between the marks of a part of the page."""
    page = PAGE.read_text(encoding="utf-8")
    marks = re.compile(rf"(<!-- {part} -->\n).*?(<!-- end -->)", re.DOTALL)
    if not marks.search(page):
        raise SystemExit(f"{PAGE} has no part {part}")
    PAGE.write_text(marks.sub(lambda m: f"{m[1]}{table}\n{m[2]}", page), encoding="utf-8")


def main() -> None:
    extractor = Extractor(Settings().spacy_model)
    own = [
        measure("the three articles", OWN / "articles.jsonl", extractor),
        measure("short items", OWN / "items.jsonl", extractor),
    ]
    table = figures(own)
    write("own", table)
    print(table)
    table = entity_figures()
    write("entities", table)
    print(f"\n{table}")
    folder = os.environ.get("POLNEAR")
    if not folder:
        print("PolNeAR was not measured: give its folder as POLNEAR.")
        return
    sets = [
        measure(f"PolNeAR {name}", Path(folder) / f"polnear.{name}.jsonl", extractor, True)
        for name in ("dev", "train")
    ]
    for part, table in (("polnear", figures(sets)), ("calibration", calibration(sets[1]))):
        write(part, table)
        print(f"\n{table}")


if __name__ == "__main__":
    main()
