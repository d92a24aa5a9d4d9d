"""Fuzzes one target with atheris: `python -m tests.fuzz TARGET [FLAGS OF LIBFUZZER] [CORPUS]`.

Only our own modules are instrumented: what libraries do inside is not what we are led by.
"""

from __future__ import annotations

import sys

import atheris

with atheris.instrument_imports(include=["pipelines"]):
    from tests.fuzz.targets import TARGETS


def main() -> None:
    """Run until a flag says to stop or a target raises, which ends the process with an error."""
    if len(sys.argv) < 2 or sys.argv[1] not in TARGETS:
        sys.exit(f"usage: python -m tests.fuzz {{{','.join(TARGETS)}}} [flags] [corpus]")
    name = sys.argv.pop(1)
    atheris.Setup(sys.argv, TARGETS[name].run)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
