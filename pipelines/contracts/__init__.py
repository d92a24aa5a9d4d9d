"""What a row is: one contract per table, from which every other description is rendered.

Knows no other room. `model` says what a contract consists of, the modules named after tables hold
the contracts, `catalog` lists them, the `render` modules turn them into schemas and pages.
"""
