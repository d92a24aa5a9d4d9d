"""A built DuckDB file that passed becomes the published one, and a former one again if wanted.

Knows contracts and settings; does not know how a build is made.
"""
