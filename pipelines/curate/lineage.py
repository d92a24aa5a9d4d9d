"""Which columns a model's columns are made of, from its SQL. The order of models is in models."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sqlglot import exp
from sqlglot.errors import SqlglotError
from sqlglot.lineage import Node, lineage
from sqlglot.schema import MappingSchema

from pipelines.curate.model import LAKE, Model, ModelError
from pipelines.curate.models import parse_select
from pipelines.curate.reference import SEEDS

Sources = tuple[tuple[str, str], ...]
"""(relation, column) pairs, sorted."""


def column_lineage(models: Iterable[Model]) -> Mapping[str, Mapping[str, Sources]]:
    """For each model and column, the columns of the tables it reads that its values come from.

    One step only: main.quotes leads to staging.stg_quotes, and that to lake.quotes. What merely
    joins, filters or groups rows is no source.
    """
    models = tuple(models)
    schema = _schema(models)
    return {model.name: _model_lineage(model, schema) for model in models}


def _model_lineage(model: Model, schema: MappingSchema) -> dict[str, Sources]:
    query = parse_select(model.path, model.sql)
    try:
        roots = lineage(None, query, schema, dialect="duckdb", trim_selects=False, db="main")
        return {column: _sources(roots[column]) for column in model.columns}
    except (SqlglotError, KeyError) as error:
        raise ModelError(f"{model.path}: its columns cannot be traced: {error}") from error


def _sources(root: Node) -> Sources:
    return tuple(
        sorted(
            {
                (f"{node.source.db or 'main'}.{node.source.name}", exp.to_column(node.name).name)
                for node in root.walk()
                if not node.downstream and isinstance(node.source, exp.Table)
            }
        )
    )


def _schema(models: Iterable[Model]) -> MappingSchema:
    columns: dict[str, Iterable[str]] = {
        **{f"lake.{name}": table.column_names for name, table in LAKE.items()},
        **{seed.relation: seed.columns for seed in SEEDS},
        **{model.relation: model.columns for model in models},
    }
    schema = MappingSchema(dialect="duckdb")
    for relation, names in columns.items():
        schema.add_table(relation, dict.fromkeys(names, "unknown"))
    return schema
