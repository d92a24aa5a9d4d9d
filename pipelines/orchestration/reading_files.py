"""Reads files one after another: where that takes long, several at a time in several processes.

Pages take milliseconds each, and so does whatever lies on another machine. Order is kept, and
little is held at a time. What reading a file is, is known in `pipelines.ingest`; how the many
documents of one large file are spread, in `making`.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pipelines.ingest.fields import FieldNames
from pipelines.ingest.reader import read, reader_died
from pipelines.ingest.records import RawDocument, ReadLimits, Rejection, SourceFile
from pipelines.orchestration.making import Makers
from pipelines.orchestration.reading import field_names, read_limits
from pipelines.settings import Settings

_LONG = 0.5
"""Seconds that files are read here, before others are read by workers."""

_LARGE = 512 * 1024
"""Bytes from which on a file is read by itself, and here: it may hold many documents."""

_FILES = 32
_BYTES = 4 * 1024 * 1024
"""Files that a worker reads at a time, at most, and bytes before the last of them."""

_MOST = 16 * 1024 * 1024
"""Characters that a worker holds, and sends, at most. Small files may hold large ones, packed."""

_OF_A_REJECTION = 1000
"""Characters that one counts for."""

Item = RawDocument | Rejection


@dataclass(frozen=True, slots=True)
class _Found:
    """Files with what is in them, None where they are yet to be read by themselves.

    They are `deadly` where one of them ends whatever process reads it.
    """

    files: tuple[tuple[SourceFile, list[Item] | None], ...]
    deadly: bool = False


@dataclass(frozen=True, slots=True)
class _Piece:
    """Some files that are yet to be read, which calling it does, in whichever process."""

    files: tuple[SourceFile, ...]
    limits: ReadLimits
    fields: FieldNames

    def __call__(self) -> _Found:
        found = []
        room = _MOST
        for file in self.files:
            items = self._read(file, room)
            room -= sum(map(_length, items or ()))
            found.append((file, items))
        return _Found(tuple(found))

    def _read(self, file: SourceFile, room: int) -> list[Item] | None:
        items = []
        for item in read(file, limits=self.limits, fields=self.fields):
            room -= _length(item)
            if room < 0:
                return None
            items.append(item)
        return items

    def given_up(self) -> _Found:
        if len(self.files) > 1:
            return _Found(tuple((file, None) for file in self.files), deadly=True)
        return _Found(tuple((file, [reader_died(file)]) for file in self.files))


class FileReader:
    """What a run reads its files with, one list after another."""

    def __init__(self, settings: Settings, makers: Makers) -> None:
        self._limits, self._fields = read_limits(settings), field_names(settings)
        self._makers = makers
        self._seconds = 0.0

    def __call__(self, files: Iterable[SourceFile]) -> Iterator[tuple[SourceFile, Iterable[Item]]]:
        """The files in order, each with what is in it. Never raises for that."""
        for found in self._makers(self._begun(files)):
            yield from self._read(found)

    def _begun(self, files: Iterable[SourceFile]) -> Iterator[_Found | _Piece]:
        """Large files as they are, small ones read or, where that takes long, for workers."""
        for some in _some(files):
            if _is_large(some[0]):
                yield _Found(((some[0], None),))
            elif self._seconds > _LONG and self._makers.hire():
                yield self._piece(some)
            else:
                yield from map(self._timed, some)

    def _timed(self, file: SourceFile) -> _Found:
        began = time.perf_counter()
        found = self._piece((file,))()
        self._seconds += time.perf_counter() - began
        return found

    def _piece(self, files: tuple[SourceFile, ...]) -> _Piece:
        return _Piece(files, self._limits, self._fields)

    def _read(self, found: _Found) -> Iterator[tuple[SourceFile, Iterable[Item]]]:
        for file, items in found.files:
            if items is not None:
                yield file, items
            elif found.deadly:
                yield from self._read(self._makers.apart(self._piece((file,))))
            else:
                limits, fields = self._limits, self._fields
                yield file, read(file, limits=limits, fields=fields, making=self._makers)


def _some(files: Iterable[SourceFile]) -> Iterator[tuple[SourceFile, ...]]:
    """Small files, as many as are read at a time; a large one alone."""
    some: list[SourceFile] = []
    for file in files:
        full = len(some) == _FILES or sum(each.size for each in some) >= _BYTES
        if some and (full or _is_large(file)):
            yield tuple(some)
            some = []
        if _is_large(file):
            yield (file,)
        else:
            some.append(file)
    if some:
        yield tuple(some)


def _is_large(file: SourceFile) -> bool:
    return file.size >= _LARGE


def _length(item: Item) -> int:
    return len(item.text) if isinstance(item, RawDocument) else _OF_A_REJECTION
