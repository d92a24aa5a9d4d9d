"""The Data Docs of the last batches, in `warehouse/data_docs`, and an index of them.

How a page looks is in `pipelines.gates.documents`.
"""

from __future__ import annotations

import html
from pathlib import Path

from pipelines.gates.documents import page
from pipelines.gates.verdict import Verdict
from pipelines.settings import Settings

_KEPT = 200

_HEAD = """<!DOCTYPE html><meta charset="utf-8"><title>On the Record: Data Docs</title>
<style>body { font: 15px/1.5 system-ui, sans-serif; max-width: 50em; margin: 2em auto }</style>
<h1>What Great Expectations found</h1>
<p>The last batches that passed a gate, or did not; the newest first.</p>
<ul>
"""


def index(settings: Settings) -> Path:
    """Where the pages begin."""
    return settings.warehouse / "data_docs" / "index.html"


def document(settings: Settings, verdict: Verdict) -> None:
    """Add the page of a batch, and drop the oldest when there are too many."""
    folder = index(settings).parent
    folder.mkdir(parents=True, exist_ok=True)
    name = f"{verdict.batch_id}.{verdict.table}.{_word(verdict)}.html"
    for stale in folder.glob(f"{verdict.batch_id}.{verdict.table}.*.html"):
        stale.unlink()
    (folder / name).write_text(page(verdict), encoding="utf-8")


def write_index(settings: Settings) -> None:
    """Write the index of the pages that are there."""
    folder = index(settings).parent
    folder.mkdir(parents=True, exist_ok=True)
    pages = sorted(folder.glob("[0-9]*.html"), key=lambda path: path.stat().st_mtime, reverse=True)
    for old in pages[_KEPT:]:
        old.unlink()
    lines = [_line(path) for path in pages[:_KEPT]]
    index(settings).write_text(f"{_HEAD}{''.join(lines)}</ul>\n", encoding="utf-8")


def _word(verdict: Verdict) -> str:
    if verdict.closed:
        return "closed"
    return "quarantined" if verdict.quarantined.num_rows else "accepted"


def _line(path: Path) -> str:
    batch_id, table, word, _ = path.name.split(".")
    return f'<li><a href="{html.escape(path.name)}">{table}, batch {batch_id}</a>: {word}\n'
