"""The version of extraction, apart from its code so that asking for it loads no parser."""

from __future__ import annotations

EXTRACTOR_VERSION = "2"
"""Changes whenever the output does, so that what an older version made is made again."""
