"""What a file is, from its first bytes and its name. Only looks; reads and unpacks nothing."""

from __future__ import annotations

import re

_PACKED = {b"\x1f\x8b\x08": "gzip", b"\x28\xb5\x2f\xfd": "zstandard"}
_PACKED_ENDINGS = (".gz", ".gzip", ".zst", ".zstd")
_CONTAINERS = (
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"PAR1", "parquet"),
    (b"WARC/", "warc"),
)
_FOREIGN = (
    (b"%PDF-", "a PDF document"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"{\\rtf", "an RTF document"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"BZh", "bzip2 data"),
    (b"\xfd7zXZ\x00", "xz data"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"Rar!", "a RAR archive"),
    (b"SQLite format 3", "a SQLite database"),
)
_HTML = re.compile(
    rb"^(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?<(?:!doctype\s+html|html[\s>])", re.IGNORECASE
)


def packing(head: bytes) -> str | None:
    """How the bytes are compressed, None where they are not."""
    return next((name for mark, name in _PACKED.items() if head.startswith(mark)), None)


def container(head: bytes) -> str | None:
    """The kind of container that the bytes begin, None where they begin none."""
    if head[257:262] == b"ustar":
        return "tar"
    return next((name for mark, name in _CONTAINERS if head.startswith(mark)), None)


def foreign(head: bytes) -> str | None:
    """What the bytes begin, in words, where it is something that is never read."""
    return next((name for mark, name in _FOREIGN if head.startswith(mark)), None)


def is_html(head: bytes) -> bool:
    """Whether the bytes begin a web page."""
    return _HTML.match(head) is not None


def unpacked_name(name: str) -> str:
    """The name a file has once it is unpacked: `a.txt` for `a.txt.gz`, `a.tar` for `a.tgz`."""
    stem, dot, ending = name.rpartition(".")
    if ending.lower() == "tgz":
        return f"{stem}.tar"
    return stem if dot + ending.lower() in _PACKED_ENDINGS else name


def ending(name: str) -> str:
    """The last ending of a name, with its dot and in small letters; empty where there is none."""
    _, dot, last = name.rpartition(".")
    return dot + last.lower() if dot else ""
