"""Members of zip and tar archives, one after another. What is in a member is not looked at.

Names in archives are a stranger's: those that climb out are refused, and nothing is ever written
under a name from an archive.
"""

from __future__ import annotations

import stat
import struct
import tarfile
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import BinaryIO, cast

from pipelines.ingest import naming
from pipelines.ingest.drafts import Fault, Refused
from pipelines.ingest.records import ReadLimits
from pipelines.ingest.streams import Budget, Modest, Readable, unpacked

# A directory entry takes about this much; names are seldom longer.
_BYTES_PER_MEMBER = 100
_MAX_TAR_HEADER_BYTES = 4 * 1024**2
_MAX_SIDECAR_BYTES = 256 * 1024
_MAX_SIDECARS_BYTES = 64 * 1024**2
_BROKEN_ZIP = (
    zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError, KeyError, EOFError,
    OverflowError, struct.error,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Member:
    """A file in an archive: the printable name it is known by, its bytes, and its sidecar's."""

    name: str
    stream: BinaryIO
    sidecar: Callable[[], bytes | None]


def zip_members(archive: BinaryIO, limits: ReadLimits, budget: Budget) -> Iterator[Member | Fault]:
    """The files of a zip archive, in its order."""
    modest = Modest(archive, max(1024**2, limits.max_members * _BYTES_PER_MEMBER))
    try:
        opened = zipfile.ZipFile(cast("BinaryIO", modest))
    except _BROKEN_ZIP as error:
        raise Refused("damaged", f"the zip archive is damaged: {error}") from error
    with opened:
        guard = _Guard(limits)
        names = {entry.filename for entry in opened.infolist()}
        for entry in opened.infolist():
            if entry.filename.endswith("/"):
                continue
            fault = guard.fault(entry.filename) or _zip_fault(entry)
            if fault is not None:
                yield fault
            elif guard.wanted(entry.filename):
                yield from _zip_member(opened, entry, names, budget)


def _zip_fault(entry: zipfile.ZipInfo) -> Fault | None:
    mode = entry.external_attr >> 16
    if mode and stat.S_IFMT(mode) not in (0, stat.S_IFREG):
        return _fault(entry.filename, "not_a_file", "a link or device in the archive")
    if entry.flag_bits & 0x1:
        return _fault(entry.filename, "encrypted", "encrypted in the archive")
    return None


def _zip_member(
    opened: zipfile.ZipFile, entry: zipfile.ZipInfo, names: set[str], budget: Budget
) -> Iterator[Member | Fault]:
    try:
        inner = opened.open(entry)
    except _BROKEN_ZIP as error:
        yield _fault(entry.filename, "damaged", f"the archive member is damaged: {error}")
        return

    def sidecar() -> bytes | None:
        beside = _beside(entry.filename)
        name = next((name for name in beside if name in names), None)
        if name is None:
            return None
        with unpacked(cast("Readable", opened.open(name)), budget) as stream:
            return stream.read(_MAX_SIDECAR_BYTES)

    with unpacked(cast("Readable", inner), budget) as stream:
        yield Member(member_name(entry.filename), stream, sidecar)


def tar_members(
    reopen: Callable[[], BinaryIO], limits: ReadLimits, budget: Budget
) -> Iterator[Member | Fault]:
    """The files of a tar archive, in its order.

    It is gone through twice, as metadata may come after the text that it belongs to.
    """
    sidecars = _tar_sidecars(reopen, limits)
    guard = _Guard(limits)
    for opened, entry in _tar_entries(reopen):
        if entry.isdir():
            continue
        fault = guard.fault(entry.name)
        if fault is None and not entry.isreg():
            fault = _fault(entry.name, "not_a_file", "a link or device in the archive")
        if fault is not None:
            yield fault
        elif guard.wanted(entry.name):
            inner = opened.extractfile(entry)
            if inner is not None:
                with unpacked(cast("Readable", inner), budget) as stream:
                    yield Member(member_name(entry.name), stream, _lookup(sidecars, entry.name))


def _tar_entries(
    reopen: Callable[[], BinaryIO],
) -> Iterator[tuple[tarfile.TarFile, tarfile.TarInfo]]:
    with reopen() as stream:
        modest = cast("BinaryIO", Modest(stream, _MAX_TAR_HEADER_BYTES))
        try:
            with tarfile.open(fileobj=modest, mode="r:") as opened:
                for entry in opened:
                    # It would remember every member, and an archive may have any number.
                    opened.members.clear()  # type: ignore[attr-defined]
                    yield opened, entry
        except (tarfile.TarError, ValueError, OverflowError, struct.error) as error:
            raise Refused("damaged", f"the tar archive is damaged: {error}") from error


def _tar_sidecars(reopen: Callable[[], BinaryIO], limits: ReadLimits) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    guard = _Guard(limits)
    total = 0
    for opened, entry in _tar_entries(reopen):
        guard.count()
        inner = (
            opened.extractfile(entry) if naming.is_sidecar(entry.name) and entry.isreg() else None
        )
        if inner is not None:
            found[entry.name] = inner.read(_MAX_SIDECAR_BYTES)
            total += len(found[entry.name])
            if total > _MAX_SIDECARS_BYTES:
                raise Refused("too_large", "the archive holds too much metadata")
    return found


def _lookup(sidecars: Mapping[str, bytes], name: str) -> Callable[[], bytes | None]:
    found = next((sidecars[beside] for beside in _beside(name) if beside in sidecars), None)
    return lambda: found


def _beside(name: str) -> list[str]:
    folder, slash, last = name.rpartition("/")
    return [folder + slash + candidate for candidate in naming.sidecar_names(last)]


def member_name(name: str) -> str:
    """The name of a member as text; `#` and `!` are kept for what is inside it."""
    return naming.printable(name.replace("\\", "/").removeprefix("./"), reserved="#!")


class _Guard:
    """Looks at the names of one archive, and counts them."""

    def __init__(self, limits: ReadLimits) -> None:
        self._left = limits.max_members
        self._most = limits.max_members
        self._seen: set[str] = set()

    def count(self) -> None:
        self._left -= 1
        if self._left < 0:
            raise Refused("too_many_members", f"more than {self._most:,} files in the archive")

    def fault(self, name: str) -> Fault | None:
        self.count()
        path = name.replace("\\", "/")
        if path.startswith("/") or path[1:2] == ":" or ".." in path.split("/"):
            return _fault(name, "climbs_out", "its name leads out of the archive")
        known = member_name(name)
        if known in self._seen:
            return _fault(name, "repeated_member", "another file of the archive has the same name")
        self._seen.add(known)
        return None

    @staticmethod
    def wanted(name: str) -> bool:
        """Whether the member is a source and not metadata, hidden or left over."""
        parts = name.replace("\\", "/").removeprefix("./").split("/")
        return not naming.is_sidecar(name) and not any(map(naming.is_leftover, parts))


def _fault(name: str, rule: str, reason: str) -> Fault:
    return Fault(rule, reason, locator=member_name(name))
