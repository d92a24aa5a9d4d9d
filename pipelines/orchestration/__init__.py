"""Puts the stages together and shows them to Dagster.

The modules that run a stage (`ingesting`, `batching`, `building`, `publishing`) do not import
Dagster, so that worker processes and tests do not pay for it; the others are its thin wiring.
"""
