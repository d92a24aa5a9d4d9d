"""Makes what reading leaves pending: where that is much, in several processes.

Order is kept, and little is held at a time. The processes are of this machine even where there is a
cluster: the bytes are here. What is pending, and what making it is, is not known here.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import CancelledError, Future
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack
from typing import Any, Generic, Protocol, Self, TypeVar, runtime_checkable

from pipelines import engine
from pipelines.engine import Crew, EngineError
from pipelines.settings import Settings

_FEW = 64
"""Items that are made here: starting processes takes longer than making them."""

_AHEAD = 2
"""Items a worker under way: each may be as large as a document may be."""

_TRIES = 2
"""So often an item is tried alone, in a process of its own, whose process died over it."""

Made = TypeVar("Made")
Made_co = TypeVar("Made_co", covariant=True)


@runtime_checkable
class Task(Protocol[Made_co]):
    """What is yet to be made, which calling it does, in whichever process."""

    def __call__(self) -> Made_co: ...

    def given_up(self) -> Made_co:
        """What comes in its place where making it ends every process that tries."""


class Makers:
    """What files are read with, one after another; its workers stay until it is left."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings.model_copy(update={"scheduler": None})
        self._workers = engine.worker_count(settings)
        self._hired = ExitStack()
        self._crew: Crew | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *how: Any) -> None:
        self._crew = None
        self._hired.__exit__(*how)

    def __call__(self, items: Iterable[Made | Task[Made]]) -> Iterator[Made]:
        """The items in order, all of them made."""
        line = _Line[Made]()
        try:
            for item in line.as_far_as_it_goes(items):
                line.join(item, self._begin(item, line.pending))
                while line.is_first_done() or len(line) > self._room:
                    yield self._made(*line.first())
            while line:
                yield self._made(*line.first())
        finally:
            line.cancel()
        if line.failure:
            raise line.failure

    def hire(self) -> bool:
        """See to it that what is pending is made by workers, few or not; whether it will be."""
        if self._workers == 1:
            return False
        self._hire()
        return True

    def apart(self, item: Task[Made]) -> Made:
        """The one item made by itself, so that what kills is told from its neighbours."""
        for _ in range(_TRIES):
            with engine.crew(self._settings, 1, apart=True) as single:
                _require_life(single)
                try:
                    return single.executor.submit(item).result()
                except BrokenProcessPool:
                    continue
        return item.given_up()

    @property
    def _room(self) -> int:
        return _AHEAD * self._workers if self._crew else 0

    def _begin(self, item: Made | Task[Made], pending: int) -> Future[Made]:
        if not isinstance(item, Task):
            return _done(item)
        if self._workers == 1 or (pending < _FEW and not self._crew):
            return _done(item())
        try:
            return self._hire().executor.submit(item)
        except BrokenProcessPool as error:
            # The pool broke since the last result: let this item share the fate of the others.
            failed: Future[Made] = Future()
            failed.set_exception(error)
            return failed

    def _made(self, item: Made | Task[Made], future: Future[Made]) -> Made:
        try:
            return future.result()
        except (BrokenProcessPool, CancelledError):
            self._let_go()
            return self.apart(item) if isinstance(item, Task) else item

    def _hire(self) -> Crew:
        if self._crew is None:
            self._crew = self._hired.enter_context(engine.crew(self._settings, self._workers))
        return self._crew

    def _let_go(self) -> None:
        self._crew = None
        self._hired.close()


class _Line(Generic[Made]):
    """Items in the order they came, with what is to become of them."""

    def __init__(self) -> None:
        self._waiting: deque[tuple[Made | Task[Made], Future[Made]]] = deque()
        self.pending = 0
        self.failure: Exception | None = None

    def __len__(self) -> int:
        return len(self._waiting)

    def as_far_as_it_goes(self, items: Iterable[Made | Task[Made]]) -> Iterator[Made | Task[Made]]:
        """The items; what ends them is kept until those before it are out."""
        try:
            yield from items
        except Exception as error:
            self.failure = error

    def join(self, item: Made | Task[Made], future: Future[Made]) -> None:
        self._waiting.append((item, future))
        self.pending += isinstance(item, Task)

    def is_first_done(self) -> bool:
        return bool(self._waiting) and self._waiting[0][1].done()

    def first(self) -> tuple[Made | Task[Made], Future[Made]]:
        return self._waiting.popleft()

    def cancel(self) -> None:
        for _, future in self._waiting:
            future.cancel()


def _require_life(single: Crew) -> None:
    """Where a process cannot do even nothing, the machine is at fault, not the item."""
    try:
        single.executor.submit(_nothing).result()
    except BrokenProcessPool as error:
        raise EngineError(
            "worker processes die before they have begun, perhaps for want of memory. "
            "Lower ONRECORD_WORKERS and run again."
        ) from error


def _nothing() -> None:
    """What any process can do."""


def _done(made: Made) -> Future[Made]:
    future: Future[Made] = Future()
    future.set_result(made)
    return future
