"""Prints docs/licences.md: every locked package with its licence, as its own metadata has it.

Run it by `make docs`, in the environment that the lock file describes.
"""

from __future__ import annotations

import re
import sys
from importlib.metadata import PackageMetadata, PackageNotFoundError, distribution, metadata
from pathlib import Path

LOCK = Path(__file__).parents[2] / "requirements.lock"

_PINNED = re.compile(
    r"^([A-Za-z0-9._-]+)(?:\[[^]]*\])?==([^ ;\\]+)(?:[^;\\\n]*;\s*([^\\\n]+))?", re.MULTILINE
)
_CLASSIFIER = "License :: OSI Approved :: "
_SHORT = {
    "Apache Software License": "Apache-2.0",
    "BSD License": "BSD",
    "ISC License (ISCL)": "ISC",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "Python Software Foundation License": "PSF-2.0",
}
_BEGINNINGS = {"Apache License Version 2.0": "Apache-2.0"}

HEAD = """\
# Licences

Every package in requirements.lock, with its licence as the package itself states it. Made by
`make docs`.

| package | version | licence |
|---|---|---|
"""


def locked() -> list[tuple[str, str, str]]:
    """Name, version and environment marker of everything in the lock file, in order of names.

    A package has two versions where one is for older interpreters.
    """
    found = _PINNED.findall(LOCK.read_text(encoding="utf-8"))
    return sorted((name, version, marker.strip()) for name, version, marker in found)


def licence(name: str) -> str:
    """The licence that an installed package states, in as few words as it does."""
    try:
        said = metadata(name)
    except PackageNotFoundError:
        return "not installed where this page was made"
    expression = _first(said, "License-Expression")
    stated = expression or _classified(said) or _first_line(_first(said, "License"))
    return stated or _by_its_text(name, said.get_all("License-File") or []) or "not stated"


def _first(said: PackageMetadata, field: str) -> str | None:
    return next(iter(said.get_all(field) or ()), None)


def _classified(said: PackageMetadata) -> str:
    stated = said.get_all("Classifier") or []
    names = [line.removeprefix(_CLASSIFIER) for line in stated if line.startswith(_CLASSIFIER)]
    return " or ".join(_SHORT.get(name, name) for name in names)


def _first_line(text: str | None) -> str:
    lines = (text or "").strip().splitlines()
    return lines[0].strip() if lines else ""


def _by_its_text(name: str, files: list[str]) -> str:
    """The licence whose text lies with the package, where nothing else says which it is."""
    texts = (distribution(name).read_text(f"licenses/{file}") for file in files)
    starts = [" ".join((text or "").split()[:20]) for text in texts]
    known = _BEGINNINGS.items()
    return " or ".join(short for start in starts for words, short in known if words in start)


def page() -> str:
    """The whole page."""
    rows = []
    for name, version, marker in locked():
        only = f" (only where {marker})" if marker else ""
        rows.append(f"| {name}{only} | {version} | {licence(name)} |\n".replace("'", "`"))
    return HEAD + "".join(rows)


if __name__ == "__main__":
    sys.stdout.write(page())
