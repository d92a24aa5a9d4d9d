"""Doing something for each step once it is done for all those it reads, several at a time.

What is done, and which steps there are, is not this module's subject.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from graphlib import TopologicalSorter
from typing import Protocol, TypeVar


class Step(Protocol):
    """What makes the tables `relation`, by name, of those it depends on."""

    @property
    def relation(self) -> str: ...

    @property
    def depends_on(self) -> tuple[str, ...]: ...


AnyStep = TypeVar("AnyStep", bound=Step)
Result = TypeVar("Result")


def in_order(
    steps: Iterable[AnyStep], do: Callable[[AnyStep], Result], at_once: int
) -> Iterator[Result]:
    """What `do` returns for each step, as soon as it has; what it raises ends everything."""
    by_relation = {step.relation: step for step in steps}
    sorter = TopologicalSorter(
        {
            relation: [parent for parent in step.depends_on if parent in by_relation]
            for relation, step in by_relation.items()
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
