"""Finds the raw files under the roots. Lists only: no file is opened, none is judged by content."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from pathlib import Path

from pipelines.ingest import naming
from pipelines.ingest.records import Rejection, SourceFile
from pipelines.ingest.remote import SourceRootError, is_remote, list_root
from pipelines.ingest.storage import is_inside, local_version

__all__ = ["SourceRootError", "discover"]

_MISSING = (
    "source root {root!r} does not exist ({path}). If a disk or share is not mounted, mount it; "
    "otherwise correct ONRECORD_SOURCES. Nothing was changed."
)
_UNLISTABLE = (
    "source root {root!r} cannot be listed ({error}). Make it readable for this user, or correct "
    "ONRECORD_SOURCES. Nothing was changed."
)


def discover(roots: Sequence[str], base: Path) -> Iterator[SourceFile | Rejection]:
    """All files under the roots, sorted by URI; relative roots are taken from `base`.

    Raises SourceRootError where a root is missing, because a disk that is not mounted must not
    look like one that was emptied. A rejection whose URI ends in a slash is a folder that cannot
    be listed; nothing is known about the files below it.
    """
    found: dict[str, SourceFile | Rejection] = {}
    for root in roots:
        for item in list_root(root) if is_remote(root) else _local(root, base):
            found.setdefault(item.uri if isinstance(item, SourceFile) else item.source_uri, item)
    for uri in sorted(found):
        yield found[uri]


def _local(root: str, base: Path) -> Iterator[SourceFile | Rejection]:
    place = os.path.expanduser(root.removeprefix("file://"))  # noqa: PTH111
    written = os.path.normpath(place)
    path = os.path.realpath(base / written)
    name = naming.printable(written.replace(os.sep, "/"))
    try:
        status = os.stat(path)  # noqa: PTH116
    except OSError as error:
        raise SourceRootError(_MISSING.format(root=root, path=path)) from error
    if stat.S_ISDIR(status.st_mode):
        yield from _Walk(root, path).files(name)
    elif stat.S_ISREG(status.st_mode):
        folder = os.path.dirname(path)  # noqa: PTH120
        times = local_version(path, status)
        yield SourceFile(naming.shortened(name), folder, path, status.st_size, *times)
    else:
        yield _special(name, status.st_mode)


@dataclass(frozen=True, slots=True)
class _Walk:
    """The descent below one root. Folders that are links are not entered, so no loop holds it."""

    written: str
    root: str

    def files(self, name: str) -> Iterator[SourceFile | Rejection]:
        # A list and not recursion: folders may be nested as deep as the system allows.
        folders = [(self.root, name.rstrip("/"))]
        while folders:
            path, name = folders.pop()
            try:
                with os.scandir(path) as listing:
                    entries = list(listing)
            except OSError as error:
                yield self._unlistable(path, name, error)
                continue
            sidecars = {entry.name for entry in entries if naming.is_sidecar(entry.name)}
            for entry in entries:
                if naming.is_leftover(entry.name) or entry.name in sidecars:
                    continue
                below = f"{name}/{naming.printable(entry.name)}"
                if entry.is_dir(follow_symlinks=False):
                    folders.append((entry.path, below))
                    continue
                item = self._entry(entry, below, sidecars)
                if item is not None:
                    yield item

    def _unlistable(self, path: str, name: str, error: OSError) -> Rejection:
        if path == self.root:
            text = _UNLISTABLE.format(root=self.written, error=error.strerror)
            raise SourceRootError(text) from error
        return _refusal(f"{name}/", "unreadable", f"cannot be listed: {error.strerror}", True)

    def _entry(
        self, entry: os.DirEntry[str], name: str, sidecars: Set[str]
    ) -> SourceFile | Rejection | None:
        """The file, or why it is refused; None where there is none."""
        if entry.is_symlink():
            target = os.path.realpath(entry.path)
            if not is_inside(target, self.root):
                return _refusal(
                    name, "link_out_of_root", "a symbolic link that leads out of the root"
                )
            if not os.path.exists(target):  # noqa: PTH110
                return _refusal(name, "broken_link", "a symbolic link that leads nowhere")
            if os.path.isdir(target):  # noqa: PTH112
                return None  # Its files are found where they lie.
        try:
            status = entry.stat()
        except FileNotFoundError:
            return None  # Removed since the folder was listed.
        except OSError as error:
            return _refusal(name, "unreadable", f"cannot be looked at: {error.strerror}", True)
        if not stat.S_ISREG(status.st_mode):
            return _special(name, status.st_mode)
        times = local_version(entry.path, status, sidecars)
        return SourceFile(naming.shortened(name), self.root, entry.path, status.st_size, *times)


def _special(name: str, mode: int) -> Rejection:
    kinds = {stat.S_IFIFO: "a pipe", stat.S_IFSOCK: "a socket"}
    kind = kinds.get(stat.S_IFMT(mode), "a device")
    return _refusal(name, "not_a_file", f"{kind}, not a file")


def _refusal(name: str, rule: str, reason: str, retry: bool = False) -> Rejection:
    return Rejection(naming.shortened(name), None, None, rule, reason, None, retry)
