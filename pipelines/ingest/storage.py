"""Source files where they lie: opened, and asked for their version. Local here, others in remote.

What is in a file, and which files are sources, is decided elsewhere.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Set
from typing import BinaryIO

from pipelines.ingest import naming, remote
from pipelines.ingest.drafts import Refused
from pipelines.ingest.records import SourceFile

_EFFECTIVE_IDS = os.access in os.supports_effective_ids
_BUFFER_BYTES = 128 * 1024


def is_inside(path: str, root: str) -> bool:
    """Whether a resolved path is the resolved root or lies below it."""
    return path == root or path.startswith(root.rstrip(os.sep) + os.sep)


def local_version(
    path: str, status: os.stat_result, sidecars: Set[str] | None = None
) -> tuple[str, int, str | None]:
    """Version of a file with its sidecar, when either was last written, and the sidecar's path.

    `sidecars` are the names of those in its folder, where they are known. The times of change
    belong to the version because those of modification can be set, as copying does; they show
    renamed and permitted files as changed, which reading them settles. Numbers of inodes do not
    belong to it: some network file systems give a file another one every time. That reading is
    denied does, as permission may come from elsewhere than the file.
    """
    sidecar, of_sidecar = _sidecar(path, sidecars)
    written = max(status.st_ctime_ns, of_sidecar.st_ctime_ns if of_sidecar else 0)
    return _version(path, status, of_sidecar), written, sidecar


def _version(path: str, status: os.stat_result, of_sidecar: os.stat_result | None) -> str:
    version = f"{status.st_mtime_ns}.{status.st_ctime_ns}"
    if of_sidecar is not None:
        version += f"+{of_sidecar.st_mtime_ns}.{of_sidecar.st_ctime_ns}.{of_sidecar.st_size}"
    readable_by_all = status.st_mode & 0o444 == 0o444
    if not readable_by_all and not os.access(path, os.R_OK, effective_ids=_EFFECTIVE_IDS):
        version += "-denied"
    return version


def current_version(file: SourceFile) -> tuple[int, str]:
    """Size and version of the file now. A sidecar that has come since it was found is not seen."""
    if remote.is_remote(file.root):
        return remote.current_version(file)
    status = os.stat(file.path)  # noqa: PTH116 # a path may be no valid text
    of_sidecar = _status(file.sidecar) if file.sidecar else None
    return status.st_size, _version(file.path, status, of_sidecar)


def open_file(file: SourceFile) -> BinaryIO:
    """The file's bytes. Raises Refused where it is none, or OSError with the system's reason."""
    if remote.is_remote(file.root):
        return remote.open_file(file.root, file.path)
    return _open_local(file.path, file.root)


def open_sidecar(file: SourceFile) -> BinaryIO | None:
    """The metadata beside the file, where there is any."""
    if remote.is_remote(file.root):
        return remote.open_sidecar(file)
    return _open_local(file.sidecar, file.root) if file.sidecar else None


def _open_local(path: str, root: str) -> BinaryIO:
    """Open a regular file in the root and nothing else, whatever was put there since it was listed.

    Not blocking and looked at again once open: a pipe would hold us, a device do who knows what.
    """
    mode = os.lstat(path).st_mode
    if stat.S_ISLNK(mode):
        path = os.path.realpath(path)
        mode = os.lstat(path).st_mode
    if not stat.S_ISREG(mode):
        raise Refused("not_a_file", "not a regular file")
    flags = os.O_RDONLY | os.O_CLOEXEC
    flags |= getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    descriptor = os.open(path, flags)
    try:
        _require_regular_file_in(root, descriptor, path)
    except BaseException:
        os.close(descriptor)
        raise
    return os.fdopen(descriptor, "rb", buffering=_BUFFER_BYTES)


def _require_regular_file_in(root: str, descriptor: int, path: str) -> None:
    if not is_inside(_place(descriptor, path), root):
        raise Refused("not_a_file", "a symbolic link that leads out of the root")
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        raise Refused("not_a_file", "not a regular file")


def _place(descriptor: int, path: str) -> str:
    """The resolved path of an open file. Linux tells it at once; elsewhere each folder is asked."""
    try:
        return os.readlink(f"/proc/self/fd/{descriptor}")  # noqa: PTH115 # may be no valid text
    except OSError:
        return os.path.realpath(path)


def _sidecar(path: str, sidecars: Set[str] | None) -> tuple[str | None, os.stat_result | None]:
    if sidecars is not None and not sidecars:
        return None, None
    folder, name = os.path.split(path)
    for candidate in naming.sidecar_names(name):
        if sidecars is None or candidate in sidecars:
            sidecar = os.path.join(folder, candidate)  # noqa: PTH118 # a path may be no valid text
            status = _status(sidecar)
            if status is not None:
                return sidecar, status
    return None, None


def _status(path: str) -> os.stat_result | None:
    try:
        return os.stat(path)  # noqa: PTH116
    except OSError:
        return None
