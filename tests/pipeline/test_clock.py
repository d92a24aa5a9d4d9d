"""A clock that is set back changes no order: what was read last counts."""

from __future__ import annotations

from datetime import UTC, datetime, tzinfo

import pytest

from pipelines.orchestration import ingesting
from tests.conftest import Workspace

STORY = '"We will open the {} in May," Anna Weber said on Monday. "It took too long, all agree."\n'


class _LongAgo(datetime):
    @classmethod
    def now(cls, tz: tzinfo | None = None) -> _LongAgo:
        return cls(2001, 1, 1, tzinfo=tz or UTC)


def test_the_version_read_last_counts_whatever_the_clock_says(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace.add("story.txt", STORY.format("bridge"))
    assert workspace.refresh().success
    monkeypatch.setattr(ingesting, "datetime", _LongAgo)
    workspace.add("story.txt", STORY.format("tunnel"))
    assert workspace.refresh().success
    [(body, year)] = workspace.rows("select body, year(ingested_at) from articles")
    assert "tunnel" in body
    assert year == 2001
