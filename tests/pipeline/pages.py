"""A page of a newspaper's site, as it is saved or crawled. What is done with it is for tests."""

from __future__ import annotations

PAGE = (
    "<html><head><title>Story {0}</title></head><body><nav>Front page</nav><article>"
    "<h1>Story {0}</h1><p>The minister spoke on Monday about bridge number {0}, and said that it "
    "would open in May after all.</p></article></body></html>"
)
