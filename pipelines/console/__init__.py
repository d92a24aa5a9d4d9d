"""What the `onrecord` command says: one module a command, each returning or printing text.

Arguments are declared in `pipelines.cli`; work is done by the rooms.
"""
