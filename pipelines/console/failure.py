"""Errors that a user can do something about, and the exit codes of the command."""

from __future__ import annotations

DONE = 0
FAILED = 1
WRONG_USAGE = 2


class CommandError(Exception):
    """Shown as it is, without a traceback: what is wrong, with what, and what to do."""

    def __init__(self, message: str, code: int = FAILED) -> None:
        super().__init__(message)
        self.code = code
