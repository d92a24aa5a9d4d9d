"""Importing this warms up: what normalize and extract need is loaded afterwards.

For the process that workers are forked from, which can be told to do something by no other means.
"""

import contextlib

from pipelines.orchestration.work import warm_up
from pipelines.settings import Settings

# What fails here fails again where someone is told of it.
with contextlib.suppress(Exception):
    warm_up(Settings())
