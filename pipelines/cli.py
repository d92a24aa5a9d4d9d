"""The `onrecord` command: its arguments and exit codes. What it does is in `pipelines.console`.

Imports are late throughout, so that a command does not wait for what it does not need.
"""

from __future__ import annotations

import sys
from enum import StrEnum
from typing import Annotated

import typer
from pydantic import ValidationError

from pipelines.console.failure import (
    FAILED,
    WRONG_USAGE,
    CommandError,
    in_words,
    unusable_settings,
)
from pipelines.settings import Settings

app = typer.Typer(
    help="On the Record: who said what, when, in which words, printed where.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


class TableFormat(StrEnum):
    """How rows are printed."""

    table = "table"
    csv = "csv"
    json = "json"


class ExtractFormat(StrEnum):
    """One JSON object a document with all that was found, or one line a given line."""

    json = "json"
    jsonl = "jsonl"


@app.command()
def run() -> None:
    """Bring in all that is new, changed or gone, and publish the warehouse."""
    from pipelines.console.run import run

    run(Settings())


@app.command()
def status() -> None:
    """Show the state of each stage, what waits and why, and what to do."""
    from pipelines.console.status import status

    print(status(Settings()))


@app.command()
def query(
    sql: Annotated[str, typer.Argument(help="One SQL statement; reads only.")],
    form: Annotated[
        TableFormat, typer.Option("--format", help="How to print the rows.")
    ] = TableFormat.table,
) -> None:
    """Ask the published warehouse something in SQL."""
    from pipelines.console.query import query

    query(Settings(), sql, form.value)


@app.command()
def search(
    words: Annotated[str, typer.Argument(help="Words to look for; one of them is enough.")],
    limit: Annotated[int, typer.Option(min=1, help="How many quotes to show.")] = 10,
) -> None:
    """Find the quotes that hold the words, best first."""
    from pipelines.console.search import search

    print(search(Settings(), words, limit))


@app.command()
def explain(
    row_id: Annotated[
        str,
        typer.Argument(help="Id of a quote, mention, article, entity or utterance, or its start."),
    ],
) -> None:
    """Show a row where it stands in its article and raw file, and how it came here."""
    from pipelines.console.explain import explain

    print(explain(Settings(), row_id))


@app.command()
def extract(
    file: Annotated[str, typer.Argument(help="A file of any known format; - for standard input.")],
    form: Annotated[
        ExtractFormat,
        typer.Option("--format", help="json: a document in full; jsonl: documents, one a line."),
    ] = ExtractFormat.json,
) -> None:
    """Print the quotes of one file as JSON; needs no warehouse."""
    from pipelines.console.extract import extract_file, extract_jsonl

    (extract_jsonl if form is ExtractFormat.jsonl else extract_file)(Settings(), file)


@app.command()
def evaluate(
    gold: Annotated[str, typer.Argument(help="Annotated documents, JSON lines.")],
    errors: Annotated[
        bool, typer.Option("--errors", help="List what was missed, invented or misattributed.")
    ] = False,
    attitudes: Annotated[
        bool, typer.Option("--attitudes", help="The annotations hold beliefs and plans as well.")
    ] = False,
) -> None:
    """Measure extraction against annotated documents."""
    from pipelines.console.evaluate import evaluate

    print(evaluate(Settings(), gold, attitudes=attitudes, errors=errors))


@app.command()
def ui(port: Annotated[int, typer.Option(help="Port on this machine.")] = 3000) -> None:
    """Open Dagster, with the sensor and the schedule, on this machine only."""
    from pipelines.console.ui import ui

    ui(Settings(), port)


@app.command()
def rollback(
    build: Annotated[
        str | None, typer.Argument(help="Build to go back to; the one before, if left out.")
    ] = None,
) -> None:
    """Publish an earlier build again."""
    from pipelines.console.rollback import rollback

    print(rollback(Settings(), build))


@app.command()
def repair() -> None:
    """Take damaged files out of the warehouse, and make them again from what is whole."""
    from pipelines.console.repair import repair

    repair(Settings())


@app.command(hidden=True)
def dictionary() -> None:
    """Print the data dictionary page."""
    from pipelines.contracts.dictionary import dictionary
    from pipelines.curate.dictionary import sections
    from pipelines.curate.models import load_models
    from pipelines.settings import SQL_FOLDER

    print(dictionary(sections(load_models(SQL_FOLDER))), end="")


def main() -> None:
    """Entry point; turns errors that a user can mend into one message and an exit code."""
    try:
        app()
    except CommandError as error:
        print(f"onrecord: {error}", file=sys.stderr)
        sys.exit(error.code)
    except ValidationError as error:
        if error.title != Settings.__name__:
            raise
        print(f"onrecord: {unusable_settings(error)}", file=sys.stderr)
        sys.exit(WRONG_USAGE)
    except BrokenPipeError:
        sys.exit(FAILED)
    except Exception as error:
        words = in_words(error)
        if words is None:
            raise
        print(f"onrecord: {words}", file=sys.stderr)
        sys.exit(FAILED)


if __name__ == "__main__":
    main()
