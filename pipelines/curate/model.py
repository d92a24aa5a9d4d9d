"""What a SQL model is, and what its comment header says. No folders are read here."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Literal

from pipelines.contracts import catalog
from pipelines.contracts.model import Table
from pipelines.contracts.render import descriptions

Layer = Literal["staging", "curated", "marts"]

LAYERS: tuple[Layer, ...] = ("staging", "curated", "marts")

LAKE: Mapping[str, Table] = MappingProxyType(
    {
        **catalog.LAKE,
        "quarantine": catalog.CURATED["quarantine"],
        "batches": catalog.CURATED["batches"],
    }
)
"""The tables that models may read as lake.<name>."""

_LINE = re.compile(
    r"--\s?(?P<key>description|grain|contract|incremental|subject|column\s+\S+):\s*(?P<text>.*)"
)
_CONTINUATION = re.compile(r"--\s{3,}(?P<text>\S.*)")


class ModelError(Exception):
    """A SQL file is not what it should be; the message begins with its path."""


@dataclass(frozen=True, slots=True)
class RowSource:
    """The table of which a model is made row by row.

    Rows correspond by `key`; equal values in `columns`, the key among them, make equal rows.
    """

    relation: str
    key: str
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Model:
    """One SQL file: the table it makes, what that table means, and what it is made from.

    `relation` and `depends_on` are qualified names such as "main.quotes". `contract` is set where
    the columns are described by a contract: a curated table, or a staging table that carries a lake
    table over. `row_source` is set where the header says that the model is incremental.
    """

    name: str
    layer: Layer
    relation: str
    path: Path
    sql: str
    description: str
    grain: tuple[str, ...]
    columns: Mapping[str, str]
    contract: Table | None
    depends_on: tuple[str, ...]
    row_source: RowSource | None = None


@dataclass(frozen=True, slots=True)
class Header:
    """The documentation at the top of a SQL file, key to text."""

    path: Path
    entries: Mapping[str, str]

    def get(self, key: str) -> str | None:
        return self.entries.get(key)

    def require(self, key: str) -> str:
        """The text of `key`; an error that names the file where it is missing."""
        if not self.entries.get(key):
            raise ModelError(f"{self.path}: the comment header has no '-- {key}: …'")
        return self.entries[key]

    @property
    def is_incremental(self) -> bool:
        """Whether rows may be taken over from the last build."""
        said = self.get("incremental")
        if said not in {None, "row by row"}:
            raise ModelError(f"{self.path}: '-- incremental: {said}' is not known; 'row by row' is")
        return said is not None

    def columns(self) -> dict[str, str]:
        """The described columns, in the order written."""
        return {
            key.split(maxsplit=1)[1]: text
            for key, text in self.entries.items()
            if key.startswith("column ")
        }

    def forbid(self, *prefixes: str, because: str) -> None:
        """Refuse entries that would describe a thing a second time."""
        for key in self.entries:
            if key.startswith(prefixes):
                raise ModelError(f"{self.path}: '-- {key}:' does not belong there, {because}")


def parse_header(path: Path, sql: str) -> Header:
    """Read the comment lines before the first other line."""
    entries: dict[str, str] = {}
    current: str | None = None
    for number, line in enumerate(sql.splitlines(), start=1):
        if not line.startswith("--"):
            break
        if match := _LINE.fullmatch(line):
            current = " ".join(match["key"].split())
            if current in entries:
                raise ModelError(f"{path}: line {number} says '{current}' a second time")
            entries[current] = match["text"].strip()
        elif (match := _CONTINUATION.fullmatch(line)) and current:
            entries[current] = f"{entries[current]} {match['text'].strip()}".strip()
        else:
            raise ModelError(
                f"{path}: line {number} of the header is neither '-- key: text' nor, indented, "
                "the continuation of one; part other comments from the header by an empty line"
            )
    return Header(path, entries)


def describe(
    header: Header, layer: Layer
) -> tuple[str, tuple[str, ...], dict[str, str], Table | None]:
    """Description, grain, columns and contract of a model, from its header and its contract."""
    name = header.get("contract")
    if name is None:
        columns = header.columns()
        if not columns:
            raise ModelError(f"{header.path}: the comment header describes no column")
        return header.require("description"), _grain(header, columns), columns, None
    contract = _contract(header, layer, name)
    header.forbid("column ", "grain", because=f"the contract {name} says it")
    if layer == "curated":
        header.forbid("description", because=f"the contract {name} says it")
        return contract.description, contract.key, descriptions(contract), contract
    return header.require("description"), contract.key, descriptions(contract), contract


def _contract(header: Header, layer: Layer, name: str) -> Table:
    tables = catalog.CURATED if layer == "curated" else LAKE
    prefix = "" if layer == "curated" else "lake."
    known = {prefix + table: contract for table, contract in tables.items()}
    if layer == "marts" or name not in known:
        raise ModelError(
            f"{header.path}: there is no contract {name!r} for the layer {layer}; "
            f"known are {', '.join(sorted(known)) if layer != 'marts' else 'none'}"
        )
    return known[name]


def _grain(header: Header, columns: Mapping[str, str]) -> tuple[str, ...]:
    grain = tuple(part.strip() for part in header.require("grain").split(","))
    unknown = [column for column in grain if column not in columns]
    if unknown:
        raise ModelError(f"{header.path}: the grain names {unknown}, which is no column")
    return grain
