"""Raw document text into an article: clean body, headline, dateline, date with its evidence.

Pure functions over text; no quotes or names are looked for here, and no rows are made.
"""
