"""Roots that are URIs (s3://, gs://, …): listed and opened through pyarrow, or else fsspec.

Local folders and files are not handled here.
"""

from __future__ import annotations

import errno
import io
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import TYPE_CHECKING, BinaryIO
from urllib.parse import urlsplit

from pipelines.ingest import naming
from pipelines.ingest.records import SourceFile

if TYPE_CHECKING:
    from pyarrow import NativeFile
    from pyarrow.fs import FileInfo, FileSystem
    from typing_extensions import Buffer

_BUFFER_BYTES = 1024 * 1024


class SourceRootError(Exception):
    """A root that is missing or cannot be listed. The message says what to do."""


def is_remote(root: str) -> bool:
    """Whether the root is a URI of something else than the local file system."""
    return "://" in root and not root.startswith("file://")


def list_root(root: str) -> Iterator[SourceFile]:
    """The files under a remote root. Names in URIs leave out its credentials and options."""
    from pyarrow.fs import FileSelector, FileType

    parts = urlsplit(root)
    public = f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}".rstrip("/")
    try:
        system, path = _system(root)
        info = system.get_file_info(path)
        if info.type == FileType.Directory:
            infos = system.get_file_info(FileSelector(path, recursive=True))
        elif info.type == FileType.File:
            infos = system.get_file_info([path, *_sidecar_paths(path)])
        else:
            infos = None
    except OSError as error:
        raise SourceRootError(_unreachable(public, error)) from error
    if infos is None:
        raise SourceRootError(_unreachable(public, "it does not exist"))
    sizes = {info.path: info for info in infos if info.type == FileType.File}
    for found, info in sizes.items():
        below = found[len(path) :].lstrip("/") if found.startswith(path) else found
        parents_and_name = below.split("/") if below else [info.base_name]
        if naming.is_sidecar(found) or any(map(naming.is_leftover, parents_and_name)):
            continue
        name = f"{public}/{below}" if below else public
        uri = naming.shortened(naming.printable(name))
        sidecar = _sidecar(found, sizes)
        written = max(info.mtime_ns or 0, (sidecar.mtime_ns or 0) if sidecar else 0)
        beside = sidecar.path if sidecar else None
        yield SourceFile(uri, root, found, info.size, _version(info, sidecar), written, beside)


def current_version(file: SourceFile) -> tuple[int, str]:
    """Size and version of the file now."""
    system, _ = _system(file.root)
    with _numbered(file.uri):
        info = system.get_file_info(file.path)
    if info.size is None:
        raise FileNotFoundError(2, "is gone", file.uri)
    if file.sidecar is None:
        return info.size, _version(info, None)
    with _numbered(file.uri):
        sidecar = system.get_file_info(file.sidecar)
    return info.size, _version(info, sidecar if sidecar.size is not None else None)


def open_file(root: str, path: str) -> BinaryIO:
    """The file's bytes, seekable."""
    system, _ = _system(root)
    with _numbered(path):
        return io.BufferedReader(_Remote(system.open_input_file(path)), _BUFFER_BYTES)


def open_sidecar(file: SourceFile) -> BinaryIO | None:
    """The metadata beside the file, where there is any."""
    return open_file(file.root, file.sidecar) if file.sidecar else None


@contextmanager
def _numbered(name: str) -> Iterator[None]:
    """Give errors of the network a number, as those of disks have: they are no damage of a file."""
    try:
        yield
    except Exception as error:
        if isinstance(error, OSError) and error.errno is not None:
            raise
        raise OSError(errno.EIO, str(error), name) from error


class _Remote(io.RawIOBase):
    """A remote file as Python knows files."""

    def __init__(self, inner: NativeFile) -> None:
        super().__init__()
        self._inner = inner

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        start = {io.SEEK_CUR: self._inner.tell(), io.SEEK_END: self._inner.size()}.get(whence, 0)
        if start + offset < 0:
            raise OSError(errno.EINVAL, "negative position")
        return int(self._inner.seek(start + offset))

    def tell(self) -> int:
        return int(self._inner.tell())

    def readinto(self, buffer: Buffer) -> int:
        room = memoryview(buffer)
        with _numbered("remote file"):
            data = self._inner.read(len(room))
        room[: len(data)] = data
        return len(data)

    def close(self) -> None:
        self._inner.close()
        super().close()


@lru_cache(maxsize=8)
def _system(root: str) -> tuple[FileSystem, str]:
    """The file system of a root, and the root's path in it."""
    import pyarrow as pa
    from pyarrow.fs import FileSystem, FSSpecHandler, PyFileSystem

    try:
        system, path = FileSystem.from_uri(root)
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError):
        import fsspec  # type: ignore[import-untyped]

        try:
            found, path = fsspec.url_to_fs(root)
        except (ImportError, ValueError) as error:
            raise SourceRootError(_unreachable(root.split("://")[0], error)) from error
        system = PyFileSystem(FSSpecHandler(found))
    return system, path.rstrip("/")


def _unreachable(root: str, reason: object) -> str:
    return (
        f"source root {root!r} cannot be listed: {reason}. Check the address, the network and the "
        "credentials, or correct ONRECORD_SOURCES. Nothing was changed."
    )


def _version(info: FileInfo, sidecar: FileInfo | None) -> str:
    version = str(info.mtime_ns or 0)
    return version if sidecar is None else f"{version}+{sidecar.mtime_ns or 0}.{sidecar.size}"


def _sidecar(path: str, infos: dict[str, FileInfo]) -> FileInfo | None:
    return next(filter(None, map(infos.get, _sidecar_paths(path))), None)


def _sidecar_paths(path: str) -> list[str]:
    folder, slash, name = path.rpartition("/")
    return [folder + slash + beside for beside in naming.sidecar_names(name)]
