"""An incremental history and one fresh build of its final state give the same tables.

Told by the real stages over real files, in histories made up at random and in those that are known
to be hard. What a step does to a file is in `histories`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from pipelines.lake.store import Lake
from pipelines.settings import Settings
from tests.pipeline import histories
from tests.pipeline.histories import STORIES, Folder, Killed

Change = tuple[str, ...] | tuple[str, str, tuple[str, ...]]
Trouble = tuple[str, str, int] | None
Step = tuple[Sequence[Change], Trouble]

MANY = (
    "e.jsonl", "f.jsonl.gz", "g.json", "h.csv", "i.parquet", "j.warc.gz", "k.zip", "l.tar.gz",
    "m.json.zst",
)  # fmt: skip
NAMES = ("a.txt", "b.txt", "c.txt.gz", "d.html", *MANY)
NAMINGS = ("", "text=said.words,title=hed", "title=url")

_name = st.sampled_from(NAMES)
_stories = st.lists(st.sampled_from(STORIES), min_size=1, max_size=4).map(tuple)
_write = st.tuples(st.just("write"), _name, _stories)
_change = st.one_of(
    _write,
    st.tuples(st.just("write"), st.sampled_from(MANY), _stories),
    st.tuples(st.sampled_from(["delete", "spoil", "empty", "touch"]), _name),
    st.tuples(st.just("rename"), _name, _name),
    st.tuples(st.just("describe"), st.just("a.txt"), st.sampled_from(["One title", "Another"])),
    st.just(("delete", "a.txt.meta.json")),
    st.tuples(st.just("name"), st.sampled_from(NAMINGS)),
)
_trouble: st.SearchStrategy[Trouble] = st.one_of(
    st.none(),
    st.tuples(
        st.just("killed"), st.sampled_from(["raw_documents", "source_files"]), st.integers(1, 4)
    ),
    st.tuples(st.just("unreadable"), _name, st.integers(0, 3)),
)
_first = st.lists(_write, min_size=4, max_size=8)
_step = st.tuples(st.lists(_change, min_size=1, max_size=5), _trouble)
_history = st.tuples(st.tuples(_first, _trouble), st.lists(_step, min_size=2, max_size=5)).map(
    lambda parts: [parts[0], *parts[1]]
)

KNOWN: dict[str, Sequence[Step]] = {
    "broken and repaired": [
        ([("write", "a.txt", ("bridge",)), ("spoil", "b.txt"), ("empty", "d.html")], None),
        ([("spoil", "a.txt"), ("write", "b.txt", ("tunnel",))], None),
        ([("write", "a.txt", ("bridge",)), ("write", "d.html", ("harbour",))], None),
    ],
    "a bad record among good ones that change": [
        ([("write", "e.jsonl", ("bridge", "no json", "tunnel", "control"))], None),
        ([("write", "e.jsonl", ("harbour", "no json", "tunnel", "control"))], None),
        ([("write", "e.jsonl", ("harbour", "bridge", "no text"))], None),
        ([("write", "e.jsonl", ("harbour",))], None),
    ],
    "the same bytes as another format": [
        ([("write", "e.jsonl", ("bridge", "tunnel")), ("write", "a.txt", ("harbour",))], None),
        ([("rename", "e.jsonl", "g.json"), ("rename", "a.txt", "e.jsonl")], None),
        ([("rename", "g.json", "a.txt")], None),
    ],
    "a copy whose original goes": [
        ([("write", "a.txt", ("bridge",)), ("write", "e.jsonl", ("bridge", "bridge"))], None),
        ([("delete", "a.txt"), ("write", "h.csv", ("bridge",))], None),
    ],
    "no article comes of it, and then one does": [
        ([("write", "e.jsonl", ("chrome", "bridge")), ("write", "a.txt", ("chrome",))], None),
        ([("write", "e.jsonl", ("chrome", "tunnel")), ("write", "a.txt", ("german",))], None),
        ([("write", "a.txt", ("chrome",)), ("write", "e.jsonl", ("german", "chrome"))], None),
    ],
    "a new file that a run died in is gone before the next": [
        (
            [("write", "e.jsonl", ("bridge", "tunnel", "no json", "german"))],
            ("killed", "raw_documents", 3),
        ),
        ([("delete", "e.jsonl"), ("write", "a.txt", ("harbour",))], None),
    ],
    "a new file whose reading was never noted has lost a record": [
        ([("write", "e.jsonl", ("bridge", "tunnel"))], ("killed", "source_files", 1)),
        ([("write", "e.jsonl", ("bridge",))], None),
    ],
    "a refusal that was never noted is mended": [
        ([("spoil", "a.txt"), ("spoil", "b.txt")], ("killed", "source_files", 1)),
        ([("write", "a.txt", ("bridge",)), ("delete", "b.txt")], None),
    ],
    "every kind of file, and then the stories of another": [
        ([("write", name, ("bridge", "no text", "odd")) for name in NAMES], None),
        ([("write", name, ("harbour", "bridge")) for name in NAMES], None),
        ([("rename", NAMES[0], "z.txt"), *(("delete", name) for name in NAMES[1::2])], None),
    ],
    "fields that are named, otherwise named while a run dies, and named no more": [
        ([("write", name, ("odd", "bridge", "no json")) for name in MANY], None),
        ([("name", NAMINGS[1]), ("write", "e.jsonl", ("bridge", "odd"))], None),
        ([("name", NAMINGS[2])], ("killed", "raw_documents", 3)),
        ([("name", ""), ("delete", "g.json")], ("unreadable", "i.parquet", 1)),
        ([("name", NAMINGS[1])], ("killed", "source_files", 2)),
    ],
    "a file that is away for a while": [
        ([("write", "e.jsonl", ("bridge", "no json", "tunnel"))], None),
        ([("write", "e.jsonl", ("harbour", "no json"))], ("unreadable", "e.jsonl", 1)),
        ([], ("unreadable", "e.jsonl", 2)),
        ([], ("unreadable", "e.jsonl", 0)),
        ([("rename", "e.jsonl", "f.jsonl.gz")], None),
    ],
}


@pytest.mark.parametrize("name", KNOWN)
def test_a_hard_history_and_a_fresh_build_agree(name: str, tmp_path: Path) -> None:
    # Small batches, of which there are several in every step.
    batch_documents = max(len(changes) for changes, _ in KNOWN[name])
    with histories.in_haste():
        told, fresh = _both(tmp_path, KNOWN[name], batch_documents)
    assert told == fresh


@settings(
    max_examples=5,
    deadline=None,
    derandomize=True,
    # Without shrinking: it takes minutes, and a history reads well as it is.
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(history=_history, batch_documents=st.sampled_from([1, 2, 3, 100]))
def test_a_random_history_and_a_fresh_build_agree(
    history: Sequence[Step], batch_documents: int
) -> None:
    with TemporaryDirectory() as folder, histories.in_haste():
        told, fresh = _both(Path(folder), history, batch_documents)
    assert told == fresh


def test_a_history_through_the_real_gates_and_a_fresh_build_agree(tmp_path: Path) -> None:
    together = zip(
        KNOWN["broken and repaired"],
        KNOWN["a bad record among good ones that change"],
        strict=False,
    )
    steps = [([*changes, *more], None) for (changes, _), (more, _) in together]
    told, fresh = _both(tmp_path, steps, batch_documents=100)
    assert told == fresh
    assert told["quotes"]
    assert told["quarantine"]


def _both(
    place: Path, history: Iterable[Step], batch_documents: int
) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """The tables after the history, and those of a warehouse that begins at its end."""
    folder = Folder(place / "sources")
    folder.path.mkdir()
    names = ""

    def settings(warehouse: str, batch_documents: int = 1000) -> Settings:
        return Settings(
            sources=(str(folder.path),),
            warehouse=place / warehouse,
            workers=1,
            batch_documents=batch_documents,
            fields=names,  # type: ignore[arg-type] # as it is written
        )

    for changes, trouble in history:
        for what, *how in changes:
            if what == "name":
                names = str(how[0])
            else:
                getattr(folder, what)(*how)
        with _in(trouble):
            _live(settings("told", batch_documents))
    told, fresh = settings("told", batch_documents), settings("fresh")
    histories.run(told)
    _nothing_is_left_to_do(told)
    histories.run(fresh)
    return histories.tables(told), histories.tables(fresh)


def _in(trouble: Trouble) -> AbstractContextManager[None]:
    if trouble is None:
        return nullcontext()
    kind, where, number = trouble
    if kind == "killed":
        return histories.killed_before(where, number)
    return histories.unreadable_after(number, where)


def _live(settings: Settings) -> None:
    try:
        histories.run(settings)
    except Killed:
        return


def _nothing_is_left_to_do(settings: Settings) -> None:
    before = Lake(settings).accepted("source_files")
    histories.run(settings)
    assert Lake(settings).accepted("source_files") == before
