"""Runs the pipeline again and again in forked children, so that imports are paid once.

Started as a program of its own, because only a process with one thread may be forked. It reads a
job a line, as JSON: what to run, the environment to run it in, and the seconds after which to kill
it, if any. It answers each with the child's exit status, which is negative for a signal.
"""

from __future__ import annotations

import ctypes
import json
import os
import resource
import signal
import subprocess
import sys
import time
import traceback
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

OFFLINE = "ONRECORD_TEST_OFFLINE"
"""Set in a job's environment, it cuts the child off from any network."""

FILE_BYTES = "ONRECORD_TEST_FILE_BYTES"
"""Set in a job's environment, the system lets no file of the child grow larger."""

REACHED_OUT = 99
"""Exit status of a child that was cut off and wanted to reach something."""

_NEW_NETWORK = 0x40000000

ROOT = Path(__file__).parents[2]


@dataclass
class Runner:
    """The forking process, seen from a test."""

    process: subprocess.Popen[str]

    def run(
        self,
        environment: Mapping[str, str],
        kill_after: float | None = None,
        what: str = "run",
    ) -> int:
        """Exit status of a command, or of its bare work, in that environment."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        print(
            json.dumps([what, dict(environment), kill_after]), file=self.process.stdin, flush=True
        )
        return int(self.process.stdout.readline())


@contextmanager
def runner(log: Path) -> Iterator[Runner]:
    """A forking process whose children write what they say to `log`."""
    environment = {**os.environ, "OPENBLAS_NUM_THREADS": "1", "ONRECORD_WORKERS": "1"}
    with (
        log.open("w", encoding="utf-8") as said,
        subprocess.Popen(
            [sys.executable, "-m", "tests.pipeline.forking"],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=said,
            text=True,
        ) as process,
    ):
        yield Runner(process)
        assert process.stdin is not None
        process.stdin.close()


def _warm() -> None:
    import great_expectations  # noqa: F401

    import pipelines.definitions  # noqa: F401
    from pipelines.orchestration.work import _extractor
    from pipelines.settings import Settings

    _extractor(Settings().spacy_model)


def _child(what: str, environment: Mapping[str, str]) -> None:
    os.environ.update(environment)
    os.dup2(2, 1)
    if OFFLINE in environment:
        _cut_off()
    code = 1
    try:
        if what in ("stages", "mend", "take out", "compact"):
            with _files_up_to(environment.get(FILE_BYTES)):
                _work(what)
        else:
            _command(what)
        code = 0
    except Exception as error:
        from pipelines.console.failure import in_words

        sys.stderr.write(in_words(error) or traceback.format_exc())
    except SystemExit as ended:
        code = ended.code if isinstance(ended.code, int) else 1 if ended.code else 0
        sys.stderr.write(f"{ended.code}\n")
    finally:
        os._exit(code)


@contextmanager
def _files_up_to(limit: str | None) -> Iterator[None]:
    """Inside, writing past the limit fails as on a disk that is full."""
    if limit is None:
        yield
        return
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(limit), before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def _cut_off() -> None:
    """No network but a loopback that is down, where the system lets us; an end to whoever asks."""
    ctypes.CDLL(None).unshare(_NEW_NETWORK)

    def watch(event: str, arguments: tuple[object, ...]) -> None:
        if event in ("socket.connect", "socket.sendto", "socket.getaddrinfo", "socket.bind"):
            where = arguments[0] if event == "socket.getaddrinfo" else arguments[1]
            host = where[0] if isinstance(where, tuple) else where
            if not (isinstance(where, (str, bytes)) and event != "socket.getaddrinfo"):
                _stop_unless_local(event, host)

    sys.addaudithook(watch)


def _stop_unless_local(event: str, host: object) -> None:
    if str(host) not in ("127.0.0.1", "::1", "localhost", "None", ""):
        sys.stderr.write(f"{event}: {host}\n")
        sys.stderr.flush()
        os._exit(REACHED_OUT)


def _command(name: str) -> None:
    from pipelines.cli import main

    sys.argv = ["onrecord", name]
    main()


def _work(what: str) -> None:
    """What commands and jobs do, without the history that Dagster keeps of them."""
    from pipelines.orchestration.compacting import compact
    from pipelines.orchestration.repairing import repair
    from pipelines.settings import Settings

    if what in ("take out", "mend"):
        repair(Settings(), print)
    if what == "compact":
        compact(Settings(), print)
    if what in ("stages", "mend"):
        _stages()


def _stages() -> None:
    """What the assets of a run do, in their order."""
    from pipelines.lake.store import Lake
    from pipelines.orchestration.batching import EXTRACT, NORMALIZE, run_stage
    from pipelines.orchestration.building import audit_build, make_build
    from pipelines.orchestration.ingesting import ingest
    from pipelines.orchestration.locking import writing
    from pipelines.orchestration.progress import LogProgress
    from pipelines.orchestration.publishing import publish_build
    from pipelines.settings import Settings

    settings, progress = Settings(), LogProgress()
    with writing(settings, print):
        Lake(settings).drop_candidates(("raw_documents", "source_files"))
        made = ingest(settings, progress)
        for stage in (NORMALIZE, EXTRACT):
            made += run_stage(settings, stage, progress)
        built, published = audit_build(make_build(settings)), publish_build(settings)
    if not (all(table.passed for table in made) and built.passed and not published.why_not):
        sys.exit(f"{published.why_not}")


def _wait(child: int, kill_after: float | None) -> int:
    if kill_after is not None:
        time.sleep(kill_after)
        os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status)


def _serve() -> None:
    _warm()
    for line in sys.stdin:
        what, environment, kill_after = json.loads(line)
        child = os.fork()
        if child == 0:
            _child(what, environment)
        sys.stdout.write(f"{_wait(child, kill_after)}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    _serve()
