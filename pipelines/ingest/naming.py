"""Names: how a file or archive member is called in the tables, and which names are no sources.

File names are bytes chosen by strangers; here they become printable, unique text.
"""

from __future__ import annotations

import hashlib
import re

# Longer than a path of any common file system, shorter than the contract's limit.
MAX_NAME_LENGTH = 4000

SIDECAR_SUFFIX = ".meta.json"

_LITERAL_ESCAPE = re.compile(r"%(?=[0-9A-Fa-f]{2})")
_LEFTOVER = re.compile(
    r"^(?:\..*|.*~|~\$.*|#.*#|Thumbs\.db|desktop\.ini|__MACOSX|_SUCCESS|_(?:common_)?metadata)$"
    r"|\.(?:swp|swo|tmp|temp|part|partial|crdownload|filepart|bak)$",
    re.IGNORECASE,
)


def is_leftover(name: str) -> bool:
    """Whether the name is a hidden file's or a working file's of an editor, download or system."""
    return _LEFTOVER.search(name) is not None


def is_sidecar(name: str) -> bool:
    """Whether the name is that of metadata beside a document."""
    return name.lower().endswith(SIDECAR_SUFFIX)


def sidecar_names(name: str) -> tuple[str, ...]:
    """Names under which metadata of the file may lie beside it, the most specific first.

    For `a.txt.gz`: `a.txt.gz.meta.json`, `a.txt.meta.json`, `a.meta.json`.
    """
    stems = [name]
    while len(stems) < 3 and "." in stems[-1][1:]:
        stems.append(stems[-1].rpartition(".")[0])
    return tuple(stem + SIDECAR_SUFFIX for stem in stems)


def printable(name: str, reserved: str = "") -> str:
    """The name with every character that is not printable, or is reserved, percent-encoded.

    No two names give the same text: a percent sign that looks like an escape is escaped as well.
    """
    escaped = _LITERAL_ESCAPE.sub("%25", name) if "%" in name else name
    if escaped.isprintable() and not (reserved and set(reserved).intersection(escaped)):
        return escaped
    return "".join(
        character if character.isprintable() and character not in reserved else _escape(character)
        for character in escaped
    )


def _escape(character: str) -> str:
    try:
        encoded = character.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        encoded = character.encode("utf-8", "surrogatepass")
    return "".join(f"%{byte:02X}" for byte in encoded)


def shortened(name: str) -> str:
    """The name, or its start and a hash of it where it is longer than a table may hold."""
    if len(name) <= MAX_NAME_LENGTH:
        return name
    digest = hashlib.sha256(name.encode()).hexdigest()[:32]
    return f"{name[:MAX_NAME_LENGTH]}~{digest}"
