"""Every naming of a person, organization or place in an article.

Only puts the steps together: find candidates, find their repetitions, decide what they name, add
the titles printed beside them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from pipelines.extract import entities, model_entities, patterns, repeats, titles, widening
from pipelines.extract.candidates import Candidate, merge
from pipelines.extract.lines import Line
from pipelines.extract.parser import Paragraph
from pipelines.extract.records import Mention, Span


def find_mentions(paragraphs: Sequence[Paragraph]) -> tuple[Mention, ...]:
    """All mentions in order of first character; no two overlap. Pronouns are none."""
    lines = [Line(paragraph) for paragraph in paragraphs]
    found = repeats.complete(lines, [_candidates(at, line) for at, line in enumerate(lines)])
    namings = entities.decide(lines, found)
    by_line: dict[int, list[entities.Naming]] = defaultdict(list)
    for naming in namings:
        by_line[naming.candidate.line].append(naming)
    mentions = [
        _mention(lines[at], n, _cover(every)) for at, every in by_line.items() for n in every
    ]
    return tuple(sorted(mentions, key=lambda mention: mention.span))


def _candidates(at: int, line: Line) -> list[Candidate]:
    works, patterned = patterns.works(at, line), patterns.find(at, line)
    return merge(works, widening.widen(line, model_entities.entities(at, line)), patterned)


def _cover(namings: Sequence[entities.Naming]) -> titles.Covered:
    label_at = {
        offset: naming.label
        for naming in namings
        for offset in (naming.candidate.start, naming.candidate.end - 1)
    }
    return label_at.get


def _mention(line: Line, naming: entities.Naming, covered: titles.Covered) -> Mention:
    candidate = naming.candidate
    span = Span(line.start + candidate.start, line.start + candidate.end)
    title = _title(line, candidate, covered) if naming.label == "PERSON" else None
    return Mention(span=span, label=naming.label, name=naming.name, title=title)


def _title(line: Line, candidate: Candidate, covered: titles.Covered) -> str | None:
    found = titles.before(line, candidate.start, covered)
    return found[1] if found else titles.after(line, candidate.end)
