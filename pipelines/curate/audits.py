"""What must hold of a built file: queries that return the rows for which it does not.

They come from three places: the contracts (values, keys, references), the headers of the models
(keys), and dbt_like_sql/tests. Running them is for whoever wants a verdict.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow as pa

from pipelines.contracts.model import Column, Reference
from pipelines.curate.model import LAYERS, Model, ModelError, parse_header
from pipelines.curate.models import parse_select, relations


@dataclass(frozen=True, slots=True)
class Audit:
    """A promise about one model; `query` returns the rows that break it."""

    name: str
    subject: str
    reason: str
    query: str


def audits(folder: Path, models: Iterable[Model]) -> tuple[Audit, ...]:
    """Every audit of a built file, by model in the order of `models`."""
    models = tuple(models)
    found: dict[str, list[Audit]] = {model.name: [] for model in models}
    for model in models:
        found[model.name] += _audits_of(model)
    for audit in _data_tests(folder, models):
        found[audit.subject].append(audit)
    return tuple(audit for model in models for audit in found[model.name])


def count_audits(expected: Mapping[str, int]) -> tuple[Audit, ...]:
    """Audits that each table has as many rows as were counted in the lake (see lake_counts)."""
    return tuple(
        Audit(
            name=f"{table}_agree_with_lake",
            subject=table,
            reason=f"the lake holds {rows} living {table}",
            query=f"select {rows} as expected, count(*) as found from main.{table} "
            f"having count(*) <> {rows}",
        )
        for table, rows in expected.items()
    )


def lake_counts(views_sql: str) -> dict[str, int]:
    """Living articles, quotes and mentions, and all batches, counted in the lake itself.

    Counted another way than the staging models do it, so that a mistake there is not repeated here.
    """
    with duckdb.connect() as connection:
        connection.execute(views_sql)
        counts = connection.execute(_LAKE_COUNTS).fetchall()
    return {str(table): int(rows) for table, rows in counts}


def failing_rows(
    where: duckdb.DuckDBPyConnection | Path, audit: Audit, limit: int = 100
) -> pa.Table:
    """The first rows that break the audit, from a connection or from a file opened read-only."""
    if isinstance(where, Path):
        with duckdb.connect(str(where), read_only=True) as connection:
            return failing_rows(connection, audit, limit)
    query = f"SELECT * FROM (\n{audit.query.strip().rstrip(';')}\n) LIMIT {limit:d}"
    return where.execute(query).to_arrow_table()


_LAKE_COUNTS = """
with newest as (
    select document_id, max(batch_id) as batch_id
    from (
        select document_id, batch_id from lake.raw_documents
        union all
        select document_id, batch_id from lake.quarantine where stage = 'ingest'
    )
    group by document_id
),
present as (
    select document_id, batch_id from newest
    intersect
    select document_id, batch_id from lake.raw_documents where operation = 'upsert'
),
living as (
    select article_id, batch_id from lake.articles
    where (article_id, batch_id) in (select (document_id, batch_id) from present)
)
select 'articles', count(*) from living
union all
select 'quotes', count(*) from lake.quotes
where (article_id, batch_id) in (select (article_id, batch_id) from living)
union all
select 'mentions', count(*) from lake.mentions
where (article_id, batch_id) in (select (article_id, batch_id) from living)
union all
select 'batches', count(*) from lake.batches
"""


def _audits_of(model: Model) -> Iterator[Audit]:
    if model.grain:
        yield _key(model)
    if model.layer != "curated" or model.contract is None:
        return
    # Not-null and the closed sets of values are constraints and types of the table already.
    for column in model.contract.columns:
        yield from _values(model, column)
    for reference in model.contract.references:
        yield _reference(model, reference)


def _key(model: Model) -> Audit:
    key = ", ".join(map(_quoted, model.grain))
    return Audit(
        name=f"{model.name}_key_is_unique",
        subject=model.name,
        reason=f"more than one row with the same {', '.join(model.grain)}",
        query=f"select {key}, count(*) as row_count from {model.relation} "
        f"group by {key} having count(*) > 1",
    )


def _values(model: Model, column: Column) -> Iterator[Audit]:
    name = _quoted(column.name)
    rules: list[tuple[str, str, str]] = []
    if column.pattern is not None:
        pattern = column.pattern.replace("'", "''")
        form = f"not regexp_matches({name}, '{pattern}')"
        rules.append(("form", f"not of the form {column.pattern}", form))
    if column.minimum is not None:
        rules.append(("minimum", f"below {column.minimum:g}", f"{name} < {column.minimum:g}"))
    if column.maximum is not None:
        rules.append(("maximum", f"above {column.maximum:g}", f"{name} > {column.maximum:g}"))
    if column.max_length is not None:
        longer = f"length({name}) > {column.max_length}"
        rules.append(("length", f"longer than {column.max_length} characters", longer))
    key = "".join(f"{_quoted(part)}, " for part in model.grain if part != column.name)
    for rule, reason, fails in rules:
        yield Audit(
            name=f"{model.name}_{column.name}_{rule}",
            subject=model.name,
            reason=f"{column.name} is {reason}",
            query=f"select {key}{name} from {model.relation} where {fails}",
        )


def _reference(model: Model, reference: Reference) -> Audit:
    column, key = _quoted(reference.column), _quoted(reference.key)
    own = "".join(f"child.{_quoted(part)}, " for part in model.grain if part != reference.column)
    return Audit(
        name=f"{model.name}_{reference.column}_is_known",
        subject=model.name,
        reason=f"{reference.column} is no {reference.key} of {reference.table}",
        query=f"select {own}child.{column} from {model.relation} as child "
        f"anti join main.{reference.table} as parent on child.{column} = parent.{key} "
        f"where child.{column} is not null",
    )


def _data_tests(folder: Path, models: tuple[Model, ...]) -> Iterator[Audit]:
    subjects = {model.name for model in models}
    known = {model.relation for model in models}
    for path in sorted((folder / "tests").glob("*.sql")):
        sql = path.read_text(encoding="utf-8")
        header = parse_header(path, sql)
        subject = header.require("subject")
        if subject not in subjects:
            raise ModelError(f"{path}: its subject {subject!r} is no model")
        for relation in relations(parse_select(path, sql)):
            if relation not in known:
                raise ModelError(
                    f"{path}: there is no table {relation} in {', '.join(LAYERS)}; "
                    "a test looks at the built file alone"
                )
        yield Audit(path.stem, subject, header.require("description"), sql)


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
