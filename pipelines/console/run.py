"""`onrecord run`: the job `refresh` in this process, with progress and a summary.

The run is recorded in the same history as the UI's.
"""

from __future__ import annotations

import gc
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from pipelines.console import home
from pipelines.console.failure import CommandError
from pipelines.garbage import nothing_collected
from pipelines.ingest.discovery import SourceRootError
from pipelines.orchestration.progress import LogProgress, Progress, reporting_to
from pipelines.publish.reader import opened
from pipelines.settings import Settings

if TYPE_CHECKING:
    import dagster as dg

_QUERIES = (
    "select speaker_name, text from quotes order by article_id, ordinal limit 5",
    "select name, quote_count, titles from entities order by quote_count desc limit 5",
)


def run(settings: Settings) -> None:
    """Do all that is new and print what came of it. Raises CommandError when a gate closes."""
    from pipelines.orchestration.locking import writing

    # For the whole run: what another one is at would be begun a second time.
    with writing(settings, _say):
        _run(settings)


def _run(settings: Settings) -> None:
    from pipelines.orchestration.batching import prepare_workers
    from pipelines.orchestration.compacting import compact
    from pipelines.orchestration.work_left import work_left

    began = time.monotonic()
    try:
        left = work_left(settings)
    except SourceRootError as error:
        raise CommandError(str(error)) from error
    if not left.any:
        print(f"Nothing new: {left.sources.changes.unchanged} source files, all known.\n")
        print(summary(settings))
        return
    if left.documents:
        prepare_workers(settings)
    # The run looks for itself, and what it is to do with a million files is not held twice.
    del left
    _refresh(settings)
    compact(settings, _say, only_if_it_pays=True)
    print(f"Done in {time.monotonic() - began:.1f} s.\n")
    print(summary(settings))


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def _refresh(settings: Settings) -> None:
    home.prepare(settings)
    with nothing_collected():
        import dagster as dg

        from pipelines.definitions import defs
        from pipelines.orchestration.dead_runs import fail_dead_runs

        refresh = defs.resolve_job_def("refresh")
    # What is loaded stays to the end: looking through it for garbage takes a tenth of a short run.
    gc.freeze()
    with dg.DagsterInstance.get() as instance, _progress() as progress, reporting_to(progress):
        fail_dead_runs(instance, settings.dagster_home)
        result = refresh.execute_in_process(
            instance=instance,
            raise_on_error=False,
            run_config={"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}},
            tags={"onrecord/started_by": "onrecord run"},
        )
    if not result.success:
        raise CommandError(
            f"{_why(result)}\nThe published file is as it was. "
            "Look at the run with: onrecord ui; at the state with: onrecord status"
        )


def _why(result: dg.ExecuteInProcessResult) -> str:
    reasons = []
    for event in result.get_step_failure_events():
        failure = event.step_failure_data
        said = failure.user_failure_data
        error = failure.error
        cause = error.cause if error and error.cause else error
        words = said.description if said else (cause.message.strip() if cause else "no reason")
        reasons.append(f"{event.step_key} failed: {words}")
    return "\n".join(reasons) or "the run failed before its first step"


def summary(settings: Settings) -> str:
    """What the published file holds, what is in quarantine and why, and where to go on."""
    with opened(settings.published, settings.query_memory) as connection:
        counts = connection.execute(
            "select (select count(*) from articles), (select count(*) from quotes), "
            "(select count(*) from quotes where speaker_name is not null), "
            "(select count(*) from entities), (select count(*) from quarantine), "
            "(select count(*) from staging.stg_documents where state = 'present')"
        ).fetchone()
        reasons = connection.execute(
            "select stage, rule, any_value(reason), count(*), any_value(source_uri) "
            "from quarantine group by all order by count(*) desc, rule limit 5"
        ).fetchall()
    articles, quotes, named, entities, quarantined, documents = counts or (0,) * 6
    lines = [
        f"documents in   {documents:,}",
        f"articles       {articles:,}",
        f"quotes         {quotes:,} ({named:,} with a named speaker)",
        f"entities       {entities:,}",
        f"quarantined    {quarantined:,}",
        *(
            f"    {stage} {rule}: {reason} ({number:,}x, as {uri})"
            for stage, rule, reason, number, uri in reasons
        ),
        f"file           {settings.published}",
        "",
        "Try:",
        *(f'    onrecord query "{query}"' for query in _QUERIES),
    ]
    return "\n".join(lines)


@contextmanager
def _progress() -> Iterator[Progress]:
    from rich.console import Console

    console = Console(stderr=True)
    if not console.is_terminal:
        yield LogProgress(lambda line: print(line, flush=True), interval=5.0)
        return
    from pipelines.console.bar import BarProgress

    with BarProgress(console) as bar:
        yield bar
