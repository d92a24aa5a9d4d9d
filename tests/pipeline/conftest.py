"""One bench for all tests that disturb runs: making it costs two whole runs."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.pipeline.bench import Bench
from tests.pipeline.bench import bench as made


@pytest.fixture(scope="session")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    with made(tmp_path_factory.mktemp("bench")) as found:
        yield found
