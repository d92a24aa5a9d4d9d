"""What is fuzzed: functions that take bytes, and the examples that a fuzzer starts from."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from pipelines.normalize.article import DocumentMetadata
from pipelines.normalize.credits import byline, source_named, unmarked_byline, wire_credit
from pipelines.normalize.dateline import read_dateline
from pipelines.normalize.dates import publication, read_date_line
from tests.fuzz.files import FILES
from tests.fuzz.soundness import clean_soundly, extract_soundly, read_soundly
from tests.pipeline.hostile import KINDS, STORY, document

_ENDINGS = tuple(FILES)
_PARTED_BY = "\x1f"
_LONGEST = 4_000
_LONGEST_GIVEN = 30
_WITNESSES = ("url", "dateline", "line")


@dataclass(frozen=True, slots=True)
class Target:
    """A function that must return whatever the bytes, with examples of what they may be."""

    run: Callable[[bytes], object]
    examples: tuple[bytes, ...]


def _read(data: bytes) -> None:
    """The first byte chooses the name of the file."""
    if data:
        read_soundly(f"a{_ENDINGS[data[0] % len(_ENDINGS)]}", data[1:])


def _clean(data: bytes) -> None:
    """A text, and after a sign of its own what a source says about it."""
    raw, *said = _text(data).split(_PARTED_BY)
    title, publisher, url = [*said, *[None] * 3][:3]
    clean_soundly(raw, DocumentMetadata(url, publisher, title))


def _date(data: bytes) -> None:
    """One paragraph, by itself and as each witness of a date of publication."""
    text = " ".join(_text(data).split())
    if not text:
        return
    found = read_dateline(text)
    assert found is None or 0 < found.length <= len(text)
    for read_line in (read_date_line, byline, source_named, unmarked_byline, wire_credit):
        read_line(text)
    # A library reads what is given, a hundred times as slowly as we read all else.
    witnesses = ("given", *_WITNESSES) if len(text) <= _LONGEST_GIVEN else _WITNESSES
    for witness in witnesses:
        said = dict.fromkeys(("given", *_WITNESSES), None) | {witness: text}
        settled = publication(**said, lead=text, body=text)
        assert (settled.on is None) == (settled.precision is None)


def _extract(data: bytes) -> None:
    extract_soundly(_text(data))


def _text(data: bytes) -> str:
    return data.decode("utf-8", "replace")[:_LONGEST]


def _encoded(texts: list[str]) -> tuple[bytes, ...]:
    return tuple(text.encode() for text in texts)


_STORIES = [STORY, *(document(kind, 60) for kind in KINDS)]
_DATED = [
    "MOSCOW, January 24. /TASS/. It is.",
    "BERLIN, March 3, 2021 (Reuters) - It is.",
    "Published: May 7, 2015, 9:34 AM",
    "Jan. 24 — It is. He said on Monday, in 2017, that this year, 2018, will be.",
    "2021-01-24T10:00:00Z",
    "12/01/2017",
    "https://example.org/2021/01/24/a",
    "By Anna Weber and A. B. Lee in Oslo",
    "(Reporting by Anna Weber; Editing by A. Lee)",
]

TARGETS: Mapping[str, Target] = {
    "readers": Target(
        _read, tuple(bytes([number]) + data for number, data in enumerate(FILES.values()))
    ),
    "cleaning": Target(
        _clean,
        _encoded([f"{text}{_PARTED_BY}Title{_PARTED_BY}TASS" for text in _STORIES + _DATED]),
    ),
    "dates": Target(_date, _encoded(_DATED)),
    "quotes": Target(
        _extract,
        _encoded(
            [
                *_STORIES,
                "“We will go,” Ann Lee said. She added that ‘it’ was late.",
                'According to Mr. Lee, the Kremlin\'s spokesman, who told TASS: "No."',
                "Q: Why?\nA: He said so.\n“One\n“Two,” she said.",
            ]
        ),
    ),
}
