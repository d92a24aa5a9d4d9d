"""How long to wait until whatever is written to a file shows in its times. Nothing waits here."""

from __future__ import annotations

from collections.abc import Iterable

from pipelines.ingest.records import SourceFile

_SECOND = 1_000_000_000
# The clock that stamps files stands still between its ticks, which are 10 ms apart at most.
_TICK = _SECOND // 50
# Some file systems keep whole seconds, some every other.
_COARSE_TICK = 2 * _SECOND
# More than the clocks of two machines should differ by.
_RECENT = 10 * _SECOND


def pause(files: Iterable[SourceFile], now: int) -> float:
    """Seconds from `now`, in nanoseconds, after which any change gives the file another version.

    A file can be written twice within one tick. What is read between the two would pass for the
    second version ever after; what is read a tick later is the second.
    """
    recent = [file.written for file in files if file.written > now - _RECENT]
    if not recent:
        return 0.0
    coarse = any(written % _SECOND == 0 for written in recent)
    return (_COARSE_TICK if coarse else _TICK) / _SECOND
