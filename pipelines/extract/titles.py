"""The role that is printed beside a person's name: "Kremlin spokesman Dmitry Peskov".

Reads the words right before a name and the apposition right after it. Which spans are names is
decided elsewhere; descriptions that stand without a name are resolved elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from pipelines.extract import roles
from pipelines.extract.lines import Line

Covered = Callable[[int], str | None]

_OPENING = "\"“‘'(["
_STOPS = (",", ";", ":", ")", '"', "”", "’", "?", "!", "—", "–")
_APPOSITION = re.compile(
    r"(?:,\s+\d{1,3})?\s*(?:,|\s[—–-]+)\s+(?P<role>(?:[^,;:()\"“”—–.]|(?<=[A-Z])\.|(?<=\bMr|\bMs|\bDr)\.|(?<=\bMrs)\.){3,110})(?=[,;:()\"“”—–.]|$)"
)
_AGE = re.compile(r",\s+(?:who is\s+)?(?:aged\s+)?\d{1,3}\s*(?:,|$)|,\s+of\s+[A-Z]|\s+\(\d{1,3}\)")
_LEADING = re.compile(
    r"^(?:(?:who\s+(?:is|was)|himself|herself|also|now|then|currently)\s+)*"
    r"(?:(?:a|an|the|one\s+of|another|its|their|his|her|our|my|new|current|longtime|then)\s+)*",
    re.IGNORECASE,
)
_OWNER = re.compile(r"^.*['’]s?\s+(?=\S)")
_TAIL = re.compile(
    r"\s+(?:who|whose|which|that|and|but|said|says|told|in|on|with|since|from|when|where|as|by|to"
    r"|is|was|has|had|will|would)\b.*$"
)
_DOING = re.compile(r"\s+[a-z]+ing\b.*$")
_LINK = re.compile(r"\s+(?:of|for|at|to|in|with|from|on|under)\s+")
_CLAUSE = roles.words(
    """
    to if you he she it we they is are was be being not no or when where while as than by in on his
    her its their this that these those who which what how why because since until with without from
    all each every some any two three many several
    """
)
_LONGEST = 9
_LINKS = frozenset({"of", "for"})
_LINKED = frozenset({"and", "the", "&"})


def before(line: Line, start: int, covered: Covered) -> tuple[int, str] | None:
    """Where the role right before a name begins, and its words; None where there is none.

    `covered` tells the type of the name, if any, that stands at an offset.
    """
    words = line.before(start)[: _LONGEST + 1]
    if words and words[0].group().endswith(",") and not _set_off(line, start):
        return None
    size = _head(words)
    if not size:
        return None
    while size < len(words) and _extends(line, words, size, covered):
        size += 1
    while size and roles.bare(words[size - 1].group()) in roles.TEMPORAL | {"the", "of", "for"}:
        size -= 1
    return _printed(line, words[:size])


def _set_off(line: Line, start: int) -> bool:
    """Whether a comma before a name may part it from its role: another must follow the name."""
    return bool(re.match(r"[^,.;:\n]{2,40},", line.after(start)))


def _printed(line: Line, words: list[re.Match[str]]) -> tuple[int, str] | None:
    if not words:
        return None
    first, last = words[-1].start(), words[0].end()
    text = line.text[first:last].rstrip(",").lstrip(_OPENING)
    return (
        (last - len(text), text)
        if not roles.is_honorific(text) or roles.bare(text) == "dr"
        else None
    )


def _head(words: list[re.Match[str]]) -> int:
    """How many words, counted from the name leftwards, the role's head takes; 0 for no role."""
    texts = [word.group() for word in words]
    if not texts or texts[0].endswith((*_STOPS[1:], "'s", "’s")) or _stops(texts[0]):
        return 0
    if roles.is_role(texts[0]) or roles.bare(texts[0]) in roles.AFTER:
        return 1
    if not texts[0][0].isupper():
        return 0
    for at in range(1, min(5, len(texts) - 1)):
        if not _names(texts[at - 1]):
            return 0
        if texts[at].lower() in _LINKS:
            return at + 2 if roles.is_role(texts[at + 1]) else 0
    return 0


def _names(word: str) -> bool:
    """Whether a word may be part of what an office is the office of."""
    return (word[0].isupper() or word in _LINKED) and not word.endswith(_STOPS)


def _extends(line: Line, words: list[re.Match[str]], at: int, covered: Covered) -> bool:
    word, following = words[at], words[at - 1].group()
    text = word.group()
    if following.startswith(tuple(_OPENING)):
        return False
    if text.endswith((*_STOPS, "'s", "’s", "s'", "s’")):
        return False
    if _stops(text):
        return False
    if text.lower() in _LINKS:
        linked = at + 1 < len(words) and roles.is_role(words[at + 1].group())
        return linked and following[0].isupper()
    if roles.goes_before(text) or covered(word.start()):
        return True
    return text[0].isupper() and _fits(line, word)


def _stops(word: str) -> bool:
    """Whether a full stop after a word ends the sentence and no abbreviation."""
    return word.endswith(".") and "." not in word[:-1] and roles.bare(word) not in roles.OFFICES


def _fits(line: Line, word: re.Match[str]) -> bool:
    """Whether a capital that no name covers may belong to a role: not where all is in capitals."""
    return not line.titled and not line.opens(word.start())


def after(line: Line, end: int) -> str | None:
    """The role in the apposition right after a name: "John Smith, a former miner, said"."""
    match = _APPOSITION.match(line.after(end))
    if match is None:
        return None
    role = _OWNER.sub("", _LEADING.sub("", match["role"], count=1))
    head, link, rest = _split(role)
    words = head.split()
    if not 0 < len(words) <= _LONGEST or not _is_noun_phrase(words):
        return None
    return (head + link + rest).rstrip(" .")


def _is_noun_phrase(words: list[str]) -> bool:
    """Whether the words before an "of" are a role and no clause."""
    if words[-1].endswith(("'s", "’s")) or not roles.looks_like_role(words[-1]):
        return False
    return not any(word.lower() in _CLAUSE for word in words)


def _split(role: str) -> tuple[str, str, str]:
    """A role's noun phrase, the link after it, and what it is of: the verb after it left out."""
    link = _LINK.search(role)
    head = role[: link.start()] if link else role
    cut = _without_participle(_TAIL.sub("", head))
    if link is None or cut != head or link.group().strip() not in {"of", "for", "at", "to"}:
        return cut, "", ""
    rest = _TAIL.sub("", role[link.end() :])
    return head, link.group(), rest


def _without_participle(head: str) -> str:
    """A role without what its bearer is doing: "a tourist visiting Nice"."""
    doing = _DOING.search(head)
    is_after_role = doing and roles.looks_like_role(head[: doing.start()].split()[-1])
    return head[: doing.start()] if doing and is_after_role else head


def is_aged(line: Line, end: int) -> bool:
    """Whether an age or a home town follows a name, as only a person's does."""
    return bool(_AGE.match(line.after(end)))
