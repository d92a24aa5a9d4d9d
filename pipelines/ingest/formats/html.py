"""A saved web page: one document a file."""

from __future__ import annotations

from collections.abc import Iterator

from pipelines.ingest.drafts import Draft, Fault, Payload, read_whole
from pipelines.ingest.webpage import read_page


def read(payload: Payload) -> Iterator[Draft | Fault]:
    """The main text of the page, without navigation and comments."""
    yield read_page(read_whole(payload), None)
