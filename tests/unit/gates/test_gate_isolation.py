"""What a gate costs and touches: no slow import before it is used, no file, no network."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

LATE = ("great_expectations", "pandas", "scipy", "altair")

IMPORTED = f"""
import sys, json
import pipelines.gates.gate, pipelines.gates.audit
print(json.dumps([name for name in {LATE!r} if name in sys.modules]))
"""

USED = """
import json, sys
from tests.factories import batch
from pipelines.contracts.catalog import LAKE
from tests.unit.gates.judging import judge
assert not judge(LAKE["raw_documents"], batch("raw_documents"), None).closed
print(json.dumps([name for name in ("altair", "boto3", "scipy") if name in sys.modules]))
"""

# Python tries once whether its temporary folder can be written; that is not the gate's doing.
# Neither is binding to the loopback address, by which an import finds out whether there is IPv6.
VALIDATED = """
import json, os, sys, tempfile
tempfile.gettempdir()
seen = []
def watch(event, args):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.sendto", "subprocess.Popen"):
        seen.append([event, str(args)])
    if event == "open" and isinstance(args[0], str) and isinstance(args[2], int):
        written = args[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)
        if written and not args[0].endswith(".pyc") and "__pycache__" not in args[0]:
            seen.append([event, args[0]])
sys.addaudithook(watch)
from tests.factories import batch, parent_batch
from pipelines.contracts.catalog import LAKE
from tests.unit.gates.judging import judge
verdicts = [judge(LAKE[name], batch(name), parent_batch(name)) for name in ("quotes", "articles")]
assert not any(verdict.closed for verdict in verdicts)
print(json.dumps(seen))
"""


def test_importing_a_gate_imports_nothing_slow() -> None:
    assert answer(IMPORTED) == []


def test_validating_loads_nothing_that_no_rule_needs() -> None:
    assert answer(USED) == []


def test_validating_writes_no_file_and_calls_nobody() -> None:
    assert answer(VALIDATED) == []


def answer(program: str) -> Any:
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    return json.loads(done.stdout)
