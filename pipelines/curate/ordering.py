"""Doing something for each model once it is done for all those it reads, several at a time.

What is done, and which models there are, is not this module's subject.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from graphlib import TopologicalSorter
from typing import TypeVar

from pipelines.curate.model import Model

Result = TypeVar("Result")


def in_order(
    models: Iterable[Model], do: Callable[[Model], Result], at_once: int
) -> Iterator[Result]:
    """What `do` returns for each model, as soon as it has; what it raises ends everything."""
    by_relation = {model.relation: model for model in models}
    sorter = TopologicalSorter(
        {
            relation: [parent for parent in model.depends_on if parent in by_relation]
            for relation, model in by_relation.items()
        }
    )
    sorter.prepare()
    running: dict[Future[Result], str] = {}
    with ThreadPoolExecutor(at_once) as pool:
        try:
            while sorter.is_active():
                for relation in sorter.get_ready():
                    running[pool.submit(do, by_relation[relation])] = relation
                for done in wait(running, return_when=FIRST_COMPLETED).done:
                    yield done.result()
                    sorter.done(running.pop(done))
        finally:
            pool.shutdown(wait=False, cancel_futures=True)
