"""Where batches lie: candidate and accepted files of each table, and quarantine beside them.

What passed a gate goes to accepted, and nothing downstream reads a candidate.
How a file looks inside is in `lake.parquet`; which files SQL sees is in `lake.views`.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

import pyarrow as pa

from pipelines import faults
from pipelines.contracts.catalog import CURATED, LAKE
from pipelines.contracts.render import arrow_schema
from pipelines.lake import packs, parquet
from pipelines.lake.packs import Pack
from pipelines.lake.parquet import ASIDE, Footer
from pipelines.settings import Settings


@dataclass(frozen=True, slots=True)
class ClosedGate:
    """A batch that a gate has stopped, and why."""

    table: str
    batch_id: str
    why: str


class Lake:
    """The batches of one warehouse folder.

    `without` are files that hold nothing which others do not hold as well: batches are then looked
    for where they will be once those are gone.
    """

    def __init__(self, settings: Settings, without: Iterable[Path] = ()) -> None:
        self.root = settings.lake
        self.quarantine = settings.quarantine
        self._without = frozenset(without)

    def accepted_path(self, table: str, batch_id: str) -> Path:
        return self.root / table / "accepted" / f"{batch_id}.parquet"

    def candidate_path(self, table: str, batch_id: str) -> Path:
        return self.root / table / "candidate" / f"{batch_id}.parquet"

    def rejected_path(self, table: str, batch_id: str) -> Path:
        return self.quarantine / table / f"{batch_id}.parquet"

    def packed_folder(self, table: str) -> Path:
        return self.root / table / "packed"

    def packed_paths(self, table: str) -> list[Path]:
        """The files that hold many batches of a table each."""
        folder = self.packed_folder(table)
        found = [folder / name for name in _names_in(folder) if name.endswith(".parquet")]
        return [path for path in found if path not in self._without]

    def packs(self, table: str) -> list[Pack]:
        """The packs of a table, oldest first."""
        return packs.packs(self.packed_paths(table))

    def accepted(self, table: str) -> tuple[str, ...]:
        """Ids of the accepted batches of a table, oldest first."""
        return tuple(sorted(self.holders(table)))

    def holders(self, table: str) -> dict[str, Path]:
        """Batch id to the file that holds the batch.

        A file of its own goes before a pack: it was made later, or holds the same.
        """
        # Their own files are listed first: what compaction takes away meanwhile is in a pack then.
        batches = _batches_in(self.root / table / "accepted")
        own = [self.accepted_path(table, batch_id) for batch_id in batches]
        found = {batch_id: pack.path for pack in self.packs(table) for batch_id in pack.footers}
        return found | {path.stem: path for path in own if path not in self._without}

    def candidates(self, table: str) -> tuple[str, ...]:
        """Ids of the batches of a table that no gate has accepted, oldest first."""
        return _batches_in(self.root / table / "candidate")

    def footer(self, table: str, batch_id: str) -> Footer | None:
        """The footer of an accepted batch; None where there is no such batch."""
        path = self.accepted_path(table, batch_id)
        if path.exists():
            return parquet.read_footer(path)
        pack = self._pack_of(table, batch_id)
        return pack.footers[batch_id] if pack else None

    def read(self, table: str, batch_id: str) -> pa.Table:
        """The rows of an accepted batch."""
        path = self.accepted_path(table, batch_id)
        pack = None if path.exists() else self._pack_of(table, batch_id)
        return packs.rows(pack.path, batch_id) if pack else parquet.read(path)

    def _pack_of(self, table: str, batch_id: str) -> Pack | None:
        return next((pack for pack in self.packs(table) if batch_id in pack.footers), None)

    def read_candidate(self, table: str, batch_id: str) -> pa.Table:
        """The rows of a batch that waits at its gate."""
        return parquet.read(self.candidate_path(table, batch_id))

    def write_candidate(
        self,
        table: str,
        batch_id: str,
        rows: pa.Table,
        *,
        version: str,
        made_from: str,
        at: datetime,
    ) -> Footer:
        """Put rows before the gate. `made_from` is the fingerprint of the batch's input."""
        footer = self._footer(table, batch_id, rows, version, fingerprint(version, made_from), at)
        parquet.write(rows, footer, self.candidate_path(table, batch_id))
        return footer

    def accept(self, footer: Footer, rows: pa.Table, rejected: pa.Table) -> None:
        """Let the rows of a candidate that passed through, the rejected ones into quarantine first.

        Where all of them passed, the file itself goes, which is then the one that was judged. A
        kill between the two steps leaves the batch a candidate, and its quarantine is written over
        when its stage runs again.
        """
        made = replace(footer, rows=rows.num_rows)
        target = self.rejected_path(footer.table, footer.batch_id)
        if rejected.num_rows:
            parquet.write(rejected, made, target)
        else:
            _remove(target)
        candidate = self.candidate_path(footer.table, footer.batch_id)
        accepted = self.accepted_path(footer.table, footer.batch_id)
        if made == footer:
            parquet.move(candidate, accepted)
        else:
            parquet.write(rows, made, accepted)
        self.drop_candidate(footer.table, footer.batch_id)

    def close(self, table: str, batch_id: str, why: str) -> None:
        """Note beside a candidate why its gate closed."""
        path = self._verdict_path(table, batch_id)
        with parquet.written_aside(path) as aside:
            aside.write_text(json.dumps({"why": why}), encoding="utf-8")

    def closed_gates(self) -> tuple[ClosedGate, ...]:
        """All batches that stand before a closed gate, by table and batch."""
        found = []
        for table in LAKE:
            verdicts = sorted((self.root / table / "candidate").glob("[0-9]*.closed.json"))
            found += [ClosedGate(table, path.name.split(".")[0], _why(path)) for path in verdicts]
        return tuple(found)

    def drop_candidate(self, table: str, batch_id: str) -> None:
        """Forget a candidate and what was said of it."""
        _remove(self._verdict_path(table, batch_id))
        _remove(self.candidate_path(table, batch_id))

    def drop_candidates(self, tables: Iterable[str]) -> None:
        """Forget all candidates of these tables, judged or not.

        For what is made of the sources: they may have changed, and then no batch of the same name
        would ever take a candidate's place.
        """
        for table in tables:
            for batch_id in self.candidates(table):
                self.drop_candidate(table, batch_id)

    def leftovers(self) -> list[Path]:
        """What a dead process left: files half written, and candidates that nobody judged.

        True only while nobody writes.
        """
        return [
            *(path for top in (self.root, self.quarantine) for path in _asides(top)),
            *(path for table in LAKE for path in self._unjudged(table)),
        ]

    def sweep(self) -> None:
        """Remove what a dead process left. Only for whoever holds the lock on the warehouse."""
        for path in self.leftovers():
            _remove(path)

    def _unjudged(self, table: str) -> Iterator[Path]:
        for batch_id in self.candidates(table):
            if not self._verdict_path(table, batch_id).exists():
                yield self.candidate_path(table, batch_id)

    def next_batch_id(self, content: Iterable[str]) -> str:
        """An id that sorts after all others, with a hash of what the batch holds."""
        # By the names of files alone: a repair asks for an id while some cannot be read.
        used = [
            batch_id
            for table in ("raw_documents", "source_files")
            for batch_id in (
                *_batches_in(self.root / table / "accepted"),
                *map(packs.last_batch, self.packed_paths(table)),
            )
        ]
        number = max((int(batch_id.split("-")[0]) for batch_id in used), default=0) + 1
        digest = hashlib.sha256("\n".join(content).encode()).hexdigest()[:8]
        return f"{number:08d}-{digest}"

    def rejected(self, batch_ids: Sequence[str]) -> list[Path]:
        """Quarantine files of the given batches."""
        wanted = set(batch_ids)
        return [
            path for path in sorted(self.quarantine.glob("*/[0-9]*.parquet")) if path.stem in wanted
        ]

    def _verdict_path(self, table: str, batch_id: str) -> Path:
        return self.candidate_path(table, batch_id).with_suffix(".closed.json")

    @staticmethod
    def _footer(
        table: str, batch_id: str, rows: pa.Table, version: str, print_: str, at: datetime
    ) -> Footer:
        return Footer(table, batch_id, version, print_, rows.num_rows, at.isoformat())


def fingerprint(version: str, made_from: str) -> str:
    """Hash of the code's version and of what its input was made from."""
    return hashlib.sha256(f"{version}\n{made_from}".encode()).hexdigest()[:16]


def rows_of(table: str, rows: Sequence[Mapping[str, object]]) -> pa.Table:
    """Plain rows as an Arrow table with the contract's schema."""
    return pa.Table.from_pylist(list(rows), schema=arrow_schema(LAKE[table]))


def quarantine_rows(rows: Sequence[Mapping[str, object]]) -> pa.Table:
    """Plain rows as an Arrow table of the quarantine's schema."""
    return pa.Table.from_pylist(list(rows), schema=arrow_schema(CURATED["quarantine"]))


def _batches_in(folder: Path) -> tuple[str, ...]:
    names = _names_in(folder)
    return tuple(sorted(n[:-8] for n in names if n.endswith(".parquet") and n[0] != "."))


def _asides(top: Path) -> Iterator[Path]:
    for folder in (top, *top.glob("*"), *top.glob("*/*")):
        if folder.is_dir():
            yield from (folder / name for name in _names_in(folder) if name.endswith(ASIDE))


def _names_in(folder: Path) -> list[str]:
    try:
        with os.scandir(folder) as entries:
            return [entry.name for entry in entries]
    except FileNotFoundError:
        return []


def _remove(path: Path) -> None:
    if path.exists():
        faults.point("lake.remove", path)
        path.unlink(missing_ok=True)
        faults.point("lake.removed", path)


def _why(verdict: Path) -> str:
    """Why a gate closed. That it did stands, even where the note of it is damaged."""
    try:
        return str(json.loads(verdict.read_text(encoding="utf-8"))["why"])
    except (OSError, ValueError, KeyError, TypeError):
        return f"its reason was in {verdict}, which is damaged"
