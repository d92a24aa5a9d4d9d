"""Errors that a user can do something about, and the exit codes of the command."""

from __future__ import annotations

from pydantic import ValidationError

DONE = 0
FAILED = 1
WRONG_USAGE = 2


def in_words(error: Exception) -> str | None:
    """What to tell a user about an error of the disk; None where the fault is in our own code."""
    import duckdb
    import pyarrow as pa

    from pipelines.curate.build import BuildError
    from pipelines.lake.parquet import LakeFileError

    if isinstance(error, (LakeFileError, BuildError)):
        return str(error)
    if isinstance(error, (pa.ArrowException, duckdb.IOException, duckdb.InvalidInputException)):
        return f"a file of the warehouse cannot be read: {error}. Mend it with: onrecord repair"
    if isinstance(error, OSError) and error.filename:
        return f"{error.filename}: {error.strerror}. Mend the cause and run again."
    return None


def unusable_settings(error: ValidationError) -> str:
    """What is wrong with which setting."""
    lines = []
    for found in error.errors():
        name = str(found["loc"][0]) if found["loc"] else ""
        variable = name if name.isupper() else f"ONRECORD_{name.upper()}"
        said = found["msg"].removeprefix("Value error, ")
        lines.append(said if variable in said else f"{variable}: {said}")
    return "\n".join(lines)


class CommandError(Exception):
    """Shown as it is, without a traceback: what is wrong, with what, and what to do."""

    def __init__(self, message: str, code: int = FAILED) -> None:
        super().__init__(message)
        self.code = code
