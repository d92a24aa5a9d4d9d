"""Sections of the data dictionary for tables without a contract: what the SQL headers say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pipelines.contracts.dictionary import cell
from pipelines.curate.model import Layer, Model

_HEADS: tuple[tuple[Layer, str], ...] = (
    ("marts", "## Marts\n\nAnswers to common questions, made of the tables above.\n"),
    ("curated", "## Steps\n\nHow the tables above are made, kept to be looked into.\n"),
)


def sections(models: Iterable[Model]) -> Iterator[str]:
    """Markdown of every model that describes its columns itself, marts first, by name."""
    ordered = sorted(models, key=lambda model: model.name)
    for layer, head in _HEADS:
        yield head
        yield from map(_section, (m for m in ordered if m.layer == layer and not m.contract))


def _section(model: Model) -> str:
    rows = "\n".join(f"| `{name}` | {cell(text)} |" for name, text in model.columns.items())
    key = ", ".join(f"`{name}`" for name in model.grain)
    return (
        f"### {model.name}\n\n{model.description}\n\nKey: {key}.\n\n"
        f"| column | what it is |\n|---|---|\n{rows}\n"
    )
