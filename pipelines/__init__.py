"""On the Record: raw news files into a DuckDB warehouse of who said what.

The folders are the stages of the data, in order: ingest, normalize, extract, curate, publish.
Nothing but this docstring belongs here.
"""
