"""Annotated namings through the real extractor and the real SQL, and their score.

The rules were written with TUNED in view. HELD_OUT was annotated before anything was run on it.

In the texts `[[printed|who]]` marks a naming; `?` is someone whom the article leaves open. Every
person, organization and place is marked. B-cubed asks, naming by naming, how many of those under
the same entity belong there (precision), and how many of those that belong are there (recall).
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import duckdb

from pipelines.curate.build import build
from pipelines.extract.extractor import Extractor
from pipelines.settings import Settings
from tests.warehouse import bench
from tests.warehouse.lake_fixture import Lake, hex_id

TUNED = Path(__file__).with_name("entities.jsonl")
HELD_OUT = Path(__file__).with_name("entities_held_out.jsonl")
JUDGED = ("PERSON", "ORG", "GPE", "LOC", "FAC")

_MARK = re.compile(r"\[\[([^|\]]+)\|([^\]]+)\]\]")

Place = tuple[str, int, int]
"""Article, first character, end."""


@dataclass(frozen=True)
class Marked:
    """An article without its marks, and who is named where."""

    name: str
    body: str
    who: Mapping[Place, str]


@dataclass(frozen=True)
class Score:
    """Both are 0 to 1."""

    precision: float
    recall: float


def marked(path: Path) -> list[Marked]:
    """The annotated articles of a set."""
    return [_unmarked(**json.loads(line)) for line in path.read_text(encoding="utf-8").splitlines()]


def _unmarked(name: str, text: str) -> Marked:
    body, at, who = "", 0, {}
    for mark in _MARK.finditer(text):
        body += text[at : mark.start()]
        start = len(body)
        body += mark[1]
        # Nobody knows who an open naming means, so it stands with no other.
        who[name, start, len(body)] = mark[2] if mark[2] != "?" else f"? {name} {start}"
        at = mark.end()
    return Marked(name, body + text[at:], who)


def found(articles: list[Marked], folder: Path) -> dict[Place, str]:
    """What the pipeline makes of the articles: the entity of each naming it found."""
    extractor = Extractor(Settings().spacy_model)
    lake = Lake(folder / "lake")
    names = {}
    for article in articles:
        names[lake.article(article.name, article.body)] = article.name
        for mention in extractor.extract(article.body).mentions:
            lake.add(
                "mentions",
                mention_id=hex_id(article.name, *mention.span),
                article_id=hex_id(article.name, None),
                batch_id=lake.rows["articles"][0]["batch_id"],
                text=article.body[mention.span.start : mention.span.end],
                start=mention.span.start,
                end=mention.span.end,
                name=mention.name,
                title=mention.title,
                entity_type=mention.label,
            )
    target = folder / "build.duckdb"
    build(bench.FOLDER, bench.models(), lake.views_sql(), target)
    with duckdb.connect(str(target), read_only=True) as connection:
        rows = connection.execute(
            'select article_id, start, "end", coalesce(entity_id, mention_id) from mentions '
            f"where entity_type in {JUDGED}"
        ).fetchall()
    return {(names[article], start, end): entity for article, start, end, entity in rows}


def b_cubed(gold: Mapping[Place, str], system: Mapping[Place, str]) -> Score:
    """A naming on one side alone counts as wrong on its side."""
    of_gold, of_system = _groups(gold), _groups(system)
    common = gold.keys() & system.keys()
    shares = {
        place: len(of_gold[gold[place]] & of_system[system[place]]) for place in sorted(common)
    }
    precision = sum(n / len(of_system[system[place]]) for place, n in shares.items())
    recall = sum(n / len(of_gold[gold[place]]) for place, n in shares.items())
    return Score(precision / max(1, len(system)), recall / max(1, len(gold)))


def _groups(who: Mapping[Place, str]) -> dict[str, set[Place]]:
    groups: dict[str, set[Place]] = defaultdict(set)
    for place, name in who.items():
        groups[name].add(place)
    return groups
