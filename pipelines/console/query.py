"""`onrecord query`: one SQL statement on the published file, printed as a table or as data."""

from __future__ import annotations

import csv
import json
import sys
from typing import Any, Literal

import duckdb

from pipelines.console.failure import WRONG_USAGE, CommandError
from pipelines.publish.reader import NoWarehouseError, QueryTimeoutError, opened, time_limit
from pipelines.settings import Settings

Format = Literal["table", "csv", "json"]

_SHOWN = 100


def query(settings: Settings, sql: str, form: Format) -> None:
    """Print the rows that `sql` returns. Raises CommandError for what the user can mend."""
    names, rows = fetch(settings, sql)
    if form == "csv":
        writer = csv.writer(sys.stdout)
        writer.writerow(names)
        writer.writerows(rows)
    elif form == "json":
        for row in rows:
            print(json.dumps(dict(zip(names, row, strict=True)), default=str, ensure_ascii=False))
    else:
        _print_table(names, rows)


def fetch(settings: Settings, sql: str) -> tuple[list[str], list[tuple[Any, ...]]]:
    """Column names and rows of a statement, within the limits on memory and time."""
    try:
        with (
            opened(settings.published, settings.query_memory) as connection,
            time_limit(connection, settings.query_seconds),
        ):
            result = connection.execute(sql)
            return [column[0] for column in result.description or []], result.fetchall()
    except (NoWarehouseError, QueryTimeoutError) as error:
        raise CommandError(str(error)) from error
    except (duckdb.ParserException, duckdb.BinderException, duckdb.CatalogException) as error:
        raise CommandError(f"that SQL is wrong: {error}", WRONG_USAGE) from error
    except duckdb.Error as error:
        raise CommandError(f"the query failed: {error}") from error


def _print_table(names: list[str], rows: list[tuple[Any, ...]]) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table(show_lines=False)
    for name in names:
        table.add_column(name, overflow="fold")
    for row in rows[:_SHOWN]:
        table.add_row(*("" if value is None else _plain(value) for value in row))
    console = Console()
    console.print(table)
    more = len(rows) - _SHOWN
    note = f", {more:,} more not shown; --format csv prints all" if more > 0 else ""
    console.print(f"{len(rows):,} row{'' if len(rows) == 1 else 's'}{note}", highlight=False)


def _plain(value: object) -> str:
    from rich.markup import escape

    return escape(str(value))
