"""What is lost of a file comes back by reading it again, in however many batches it lay."""

from __future__ import annotations

import json

import pytest

from pipelines.lake import known
from pipelines.lake.store import Lake
from pipelines.orchestration.ingesting import ingest
from pipelines.orchestration.progress import LogProgress
from pipelines.orchestration.repairing import repair
from tests.conftest import Workspace

STORY = '"We will open the {} in May," Anna Weber said on Monday. "It took too long, all agree."'


@pytest.mark.parametrize("how", ["damaged", "gone"])
def test_all_batches_of_a_file_are_made_good(
    workspace: Workspace, how: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ONRECORD_BATCH_DOCUMENTS", "1")
    texts = [STORY.format(what) for what in ("bridge", "tunnel", "harbour")]
    path = workspace.add("all.jsonl", "\n".join(json.dumps({"text": text}) for text in texts))
    settings, uri = workspace.settings, str(path)
    ingest(settings, LogProgress(print))
    lake = Lake(settings)
    [documents] = known.documents(lake, [uri]).values()
    batches = lake.accepted("raw_documents")
    assert len(documents) == 3 < len(batches)

    # The file's own record lies with the last batch, and stays.
    first = lake.accepted_path("raw_documents", batches[0])
    if how == "gone":
        first.unlink()
    else:
        first.write_bytes(first.read_bytes()[:-9])
    assert repair(settings, print).to_read_again == 1
    ingest(settings, LogProgress(print))
    assert known.documents(lake, [uri]) == {uri: documents}
    assert repair(settings, print).to_read_again == 0
