"""Gates: one candidate batch of one table in, a verdict out; Arrow in, Arrow out, no files.

Knows contracts. Great Expectations is imported in `expectations` alone, and only when something is
validated: it takes seconds to import.
"""
