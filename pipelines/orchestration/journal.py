"""What a run did, as lines of JSON in `warehouse/logs`, one file a run.

A line has the time, the run, and what happened; of a batch, its table, id and verdict. A run that
changes nothing leaves no file. What is worth a line is decided by whoever calls `note`.
"""

from __future__ import annotations

import contextlib
import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pipelines.settings import Settings

_logger = logging.getLogger("onrecord.journal")
_logger.propagate = False
_KEPT = 50


def note(event: str, **facts: object) -> None:
    """Something happened; nothing is written where no run keeps a journal."""
    _logger.info(event, extra={"facts": facts})


@contextmanager
def journal(settings: Settings, run_id: str) -> Iterator[None]:
    """Inside, what is noted goes to the run's file."""
    folder = settings.warehouse / "logs"
    with contextlib.suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
    for old in _files(folder)[: -_KEPT + 1]:
        old.unlink(missing_ok=True)
    began = datetime.now(UTC).strftime("%Y%m%dT%H%M%S.%f")
    path = folder / f"{began}-{run_id}.jsonl"
    handler = _File(path, encoding="utf-8", delay=True)
    handler.setFormatter(_Lines(run_id))
    _logger.setLevel(logging.INFO)
    _logger.addHandler(handler)
    try:
        yield
        if path.exists():
            note("ended")
    finally:
        _logger.removeHandler(handler)
        handler.close()


def last_run(settings: Settings) -> list[dict[str, Any]]:
    """What was noted in the newest run, oldest first; empty before the first."""
    files = _files(settings.warehouse / "logs")
    return [*_lines(files[-1])] if files else []


def _files(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.jsonl"))


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    """A line that a crash cut short is passed over."""
    for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
        try:
            yield json.loads(line)
        except ValueError:
            continue


class _File(logging.FileHandler):
    """A journal that cannot be written holds up no run."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802
        """Say nothing: whatever fills the disk is told of by what needs it."""

    def emit(self, record: logging.LogRecord) -> None:
        try:
            super().emit(record)
        except OSError:
            self.handleError(record)


class _Lines(logging.Formatter):
    """One object a line, the run in each."""

    def __init__(self, run_id: str) -> None:
        super().__init__()
        self._run_id = run_id

    def format(self, record: logging.LogRecord) -> str:
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        facts = {"at": at, "run_id": self._run_id, "event": record.getMessage()}
        more: dict[str, object] = getattr(record, "facts", {})
        return json.dumps(facts | more, ensure_ascii=False, default=str)
