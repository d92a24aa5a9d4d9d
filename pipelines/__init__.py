"""On the Record: raw news files into a DuckDB warehouse of who said what.

The folders are the stages of the data, in order: ingest, normalize, extract, curate, publish.
Nothing belongs here but what must be settled before any library is loaded.
"""

import os

# Work is spread over processes, and small matrices on many threads wait for each other most of the
# time: on two cores extraction takes four times as long with OpenBLAS's own choice.
for _library in ("OPENBLAS", "OMP", "MKL"):
    os.environ.setdefault(f"{_library}_NUM_THREADS", "1")

# Workers are forked from a process that may have one thread only, and pyarrow would start another,
# for an allocator that it does not use by itself.
os.environ.setdefault("JE_ARROW_MALLOC_CONF", "background_thread:false")
