"""A saved web page: one document a file."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from pipelines.ingest.drafts import Later, Payload, read_whole
from pipelines.ingest.webpage import read_page


def read(payload: Payload) -> Iterator[Later]:
    """The main text of the page, without navigation and comments."""
    yield Later(partial(read_page, read_whole(payload), None))
