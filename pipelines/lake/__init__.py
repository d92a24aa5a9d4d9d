"""The lake: immutable Parquet batches, candidate until their gate accepts them.

Knows contracts and settings. What stands in a row is decided elsewhere.
"""
