"""After the pause, whatever is written to a file shows in its times."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pipelines.ingest.records import SourceFile
from pipelines.ingest.settling import pause

MILLISECOND = 1_000_000
SECOND = 1000 * MILLISECOND
NOON = 1_800_000_000 * SECOND

TICKS = [1, MILLISECOND, 4 * MILLISECOND, 10 * MILLISECOND, SECOND, 2 * SECOND]


def _file(written: int) -> SourceFile:
    return SourceFile("news/a.txt", "/news", "/news/a.txt", 5, str(written), written)


@given(
    tick=st.sampled_from(TICKS),
    written=st.integers(NOON, NOON + 4 * SECOND),
    seen_after=st.integers(0, 20 * SECOND),
    ahead=st.integers(-7 * SECOND, 7 * SECOND),
    again_after=st.integers(0, 3 * SECOND),
    others=st.lists(st.integers(NOON - 9 * SECOND, NOON), max_size=3),
)
def test_what_is_written_after_the_pause_has_another_time(
    tick: int, written: int, seen_after: int, ahead: int, again_after: int, others: list[int]
) -> None:
    """Whatever the tick of the clock that stamps files, and by how much it differs from ours."""

    def stamp(at: int) -> int:
        return (at + ahead) // tick * tick

    now = written + seen_after
    waited = pause([*map(_file, others), _file(stamp(written))], now)
    again = now + round(waited * SECOND) + again_after
    assert stamp(again) != stamp(written)


def test_there_is_no_pause_for_files_that_were_written_long_ago() -> None:
    old = [_file(NOON - 3600 * SECOND), _file(NOON - 3601 * SECOND + 1)]
    assert pause(old, NOON) == 0
    assert pause([], NOON) == 0
    assert 0 < pause([*old, _file(NOON - 1)], NOON) < 0.1
    assert pause([*old, _file(NOON)], NOON) == 2
