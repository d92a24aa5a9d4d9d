"""The models of a folder of SQL, in the order in which they can be built. Nothing is run here."""

from __future__ import annotations

import difflib
import hashlib
from collections.abc import Iterable, Mapping
from functools import lru_cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

from sqlglot import exp, parse
from sqlglot.errors import ParseError
from sqlglot.optimizer.scope import traverse_scope

from pipelines.curate.model import LAKE, LAYERS, Layer, Model, ModelError, describe, parse_header
from pipelines.curate.row_by_row import row_source

__all__ = ["Model", "ModelError", "load_models", "parse_select", "sql_fingerprint"]


def load_models(folder: Path) -> tuple[Model, ...]:
    """All models under `folder`, each after those it reads."""
    models: dict[str, Model] = {}
    for layer in LAYERS:
        for path in sorted((folder / layer).glob("*.sql")):
            model = _parsed(path, layer, path.read_text(encoding="utf-8"))
            if path.stem in models:
                raise ModelError(f"{path}: {models[path.stem].path} has the same name")
            models[path.stem] = model
    if not models:
        raise ModelError(f"{folder}: no SQL model in {', '.join(LAYERS)}")
    _check_relations(models.values(), _seeds(folder))
    return _ordered(models.values())


def sql_fingerprint(folder: Path) -> str:
    """A hash of everything that decides what a build makes of the same lake."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.suffix in {".sql", ".csv"}:
            digest.update(f"{path.relative_to(folder).as_posix()}\0".encode())
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def parse_select(path: Path, sql: str) -> exp.Query:
    """The one SELECT of a file."""
    try:
        statements = [statement for statement in parse(sql, read="duckdb") if statement]
    except ParseError as error:
        raise ModelError(f"{path}: not valid SQL: {error}") from error
    if len(statements) != 1 or not isinstance(statements[0], exp.Query):
        raise ModelError(f"{path}: a file holds one SELECT and nothing else")
    return statements[0]


def relations(query: exp.Query) -> tuple[str, ...]:
    """The tables a query reads, qualified and sorted; its own CTEs are not among them."""
    found = {
        f"{source.db or 'main'}.{source.name}"
        for scope in traverse_scope(query)
        for source in scope.sources.values()
        if isinstance(source, exp.Table) and isinstance(source.this, exp.Identifier)
    }
    return tuple(sorted(found))


# A run needs the models twice, and parsing them takes longer than most of them take to be built.
@lru_cache(maxsize=256)
def _parsed(path: Path, layer: Layer, sql: str) -> Model:
    header = parse_header(path, sql)
    description, grain, columns, contract = describe(header, layer)
    query = parse_select(path, sql)
    reads = relations(query)
    return Model(
        name=path.stem,
        layer=layer,
        relation=f"{'staging' if layer == 'staging' else 'main'}.{path.stem}",
        path=path,
        sql=sql,
        description=description,
        grain=grain,
        columns=columns,
        contract=contract,
        depends_on=reads,
        row_source=row_source(path, query, grain, reads) if header.is_incremental else None,
    )


def _seeds(folder: Path) -> set[str]:
    return {f"reference.{path.stem}" for path in (folder / "reference").glob("*.csv")}


def _check_relations(models: Iterable[Model], seeds: set[str]) -> None:
    models = tuple(models)
    lake = {f"lake.{name}" for name in LAKE}
    known = {model.relation for model in models} | seeds | lake
    for model in models:
        for relation in model.depends_on:
            if relation not in known:
                near = difflib.get_close_matches(relation, known, n=1)
                hint = f"; is {near[0]} meant?" if near else ""
                raise ModelError(f"{model.path}: there is no table {relation}{hint}")
            if relation in lake and model.layer != "staging":
                raise ModelError(
                    f"{model.path}: reads {relation}, but only staging reads the lake: "
                    "the built file has to make sense without it"
                )


def _ordered(models: Iterable[Model]) -> tuple[Model, ...]:
    by_relation: Mapping[str, Model] = {model.relation: model for model in models}
    sorter = TopologicalSorter(
        {
            relation: [parent for parent in model.depends_on if parent in by_relation]
            for relation, model in by_relation.items()
        }
    )
    try:
        sorter.prepare()
    except CycleError as error:
        circle = " -> ".join(str(by_relation[relation].path) for relation in error.args[1])
        raise ModelError(f"these files read each other in a circle: {circle}") from error
    ordered: list[Model] = []
    while sorter.is_active():
        ready = sorted(sorter.get_ready(), key=lambda relation: _rank(by_relation[relation]))
        ordered += (by_relation[relation] for relation in ready)
        sorter.done(*ready)
    return tuple(ordered)


def _rank(model: Model) -> tuple[int, str]:
    return LAYERS.index(model.layer), model.name
