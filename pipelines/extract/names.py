"""Names as strings: trimming, splitting, keys, and which name is a short form of which.

Works on text alone. What kind of thing a name names, and where it stands, is not decided here.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

Key = tuple[str, ...]

_DETERMINERS = ("the ", "a ", "an ", "this ", "that ", "these ", "those ", "its ", "their ",
                "his ", "her ", "our ", "my ", "some ", "any ", "every ", "all ")  # fmt: skip
WITH_THE = ("The Economist", "The Guardian", "The Independent", "The Atlantic", "The Intercept",
            "The Hague", "The Bronx", "The Gambia", "The Bahamas")  # fmt: skip
"""Names whose article is theirs."""
_POSSESSIVE = re.compile(r"(?:['’`]s|(?<=s)['’])$", re.IGNORECASE)
_GLUE = re.compile(r"(?:(?<!\s)\s+)?(?:,|;|/|\||&|\band\b|\bor\b|\bvs\.?|:|\s[–—-]\s)\s*")
_WORD = re.compile(r"[^\W_]+(?:['’.&-][^\W_]+)*")
_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})
_COMPANY = frozenset(
    {"inc", "corp", "corporation", "co", "ltd", "llc", "plc", "gmbh", "ag", "sa", "nv", "company"}
)
_PARTICLES = frozenset({
    "de", "del", "della", "der", "den", "di", "da", "dos", "du", "la", "le", "van", "von", "bin",
    "bint", "ibn", "al", "el", "ben", "ter", "ten", "zu", "st",
})  # fmt: skip


@lru_cache(maxsize=20_000)
def bounds(text: str) -> tuple[int, int]:
    """Where the name itself lies in printed text: no determiner, quotes, possessive or stops."""
    start, end = 0, len(text)
    while True:
        before = (start, end)
        while start < end and not text[start].isalnum():
            start += 1
        while end > start and not (text[end - 1].isalnum() or text[end - 1] == "."):
            end -= 1
        start += _determiner(text[start:end])
        end -= _tail(text[start:end])
        if (start, end) == before:
            return start, end


def _determiner(text: str) -> int:
    if text.startswith(WITH_THE):
        return 0
    lowered = text[:8].lower()
    return next((len(word) for word in _DETERMINERS if lowered.startswith(word)), 0)


def _tail(text: str) -> int:
    """How many characters of a possessive, or of a full stop that ends no abbreviation."""
    owned = _POSSESSIVE.search(text)
    if owned:
        return len(owned.group())
    if text.endswith(".") and not _ends_abbreviated(text):
        return 1
    return 0


def _ends_abbreviated(text: str) -> bool:
    last = text.split()[-1]
    return "." in last[:-1] or last[:-1].lower() in _SUFFIXES | _COMPANY or len(last) == 2


def pieces(text: str) -> Iterator[tuple[int, int]]:
    """The parts of names that a comma, a slash or an "and" glues together."""
    at = 0
    for glue in _GLUE.finditer(text):
        if glue.start() > at:
            yield at, glue.start()
        at = glue.end()
    if at < len(text):
        yield at, len(text)


@lru_cache(maxsize=20_000)
def key(name: str) -> Key:
    """What two printings of one name have in common: no case, accents, dots or hyphens."""
    plain = unicodedata.normalize("NFKD", name.replace("’", "'"))
    plain = "".join(c for c in plain if not unicodedata.combining(c)).casefold()
    words = tuple(word.replace(".", "").replace("-", "") for word in _WORD.findall(plain))
    if len(words) > 1 and words[-1] in _COMPANY:
        words = words[:-1]
    return words[1:] if len(words) > 1 and words[0] == "the" else words


def is_shouted(name: str) -> bool:
    """Whether a name stands in capitals that are no acronym's, as in a dateline."""
    return name.isupper() and any(len(word) > 4 for word in name.split())


def core(full: Key) -> Key:
    """A person's name without Jr. and the like."""
    return full[:-1] if len(full) > 2 and full[-1] in _SUFFIXES else full


def suffix(full: Key) -> str:
    """The Jr. of a person's name, or nothing."""
    return full[-1] if len(full) > 1 and full[-1] in _SUFFIXES else ""


def same_person(one: Key, other: Key) -> bool:
    """Whether two full names of equal first and last name agree in what is between and after."""
    if suffix(one) != suffix(other):
        return False
    a, b = core(one), core(other)
    if len(a) < 2 or len(b) < 2 or a[-1] != b[-1] or not _agree(a[0], b[0]):
        return False
    # In their order: George W. is not George H. W.
    return all(_agree(one, other) for one, other in zip(a[1:-1], b[1:-1], strict=False))


def _agree(one: str, other: str) -> bool:
    if len(one) == 1 or len(other) == 1:
        return one[:1] == other[:1]
    return one == other


def surnames(full: Key) -> set[Key]:
    """The surnames by which a person of this full name may be called further on."""
    body = core(full)
    if len(body) < 2:
        return set()
    tails = {body[at:] for at in range(1, len(body)) if body[at] not in _PARTICLES}
    tails |= {body[at:] for at in range(1, len(body) - 1) if body[at] in _PARTICLES}
    return tails | {(*tail, suffix(full)) for tail in tails} if suffix(full) else tails


def initials(name: str) -> str:
    """The acronym that the capitals of a name make, small words left out."""
    return "".join(word[0] for word in _WORD.findall(name) if word[0].isupper())
