"""Accepted Parquet into a new DuckDB file, by the plain SQL in dbt_like_sql/.

Knows contracts and settings. Knows neither Dagster nor how the lake is laid out: it is handed a SQL
script that makes the lake's tables visible as views.
"""
