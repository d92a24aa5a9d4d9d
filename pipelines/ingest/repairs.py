"""Mends text that was damaged on its way to us, and only that: good text is left as it is.

Every repair has a name, which the document records. How bytes become text is in encodings.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable

# The low bytes of ‘ ’ “ ” – —: what is left of them where a system cut characters to one byte.
_CUT_PUNCTUATION = {0x13: "–", 0x14: "—", 0x18: "‘", 0x19: "’", 0x1C: "“", 0x1D: "”"}
_CUT = "".join(map(chr, _CUT_PUNCTUATION))
_CONTROLS = "".join(map(chr, (*range(0x09), *range(0x0E, 0x20), 0x7F)))
_CONTROL = re.compile(f"[{_CONTROLS}]")
# Wrong encodings always show in other characters than those that good English is printed with.
# Most texts have no others, and ftfy takes longer over a text than all else.
_FOREIGN = re.compile("[^\x00-\x7f\xa0£©®°½‘’“”–—•…€]")
_ENTITY = re.compile(
    r"&(?:#[0-9]{2,7}|#[xX][0-9a-fA-F]{2,6}|quot|apos|amp|lt|gt|nbsp|shy"
    r"|[lrb][sd]quo|[lr]aquo|[nm]dash|hellip|euro|pound);"
)


def mend(text: str) -> tuple[str, tuple[str, ...]]:
    """The text and the names of the repairs it needed, in the order they were made."""
    made: list[str] = []
    for name, repair in _REPAIRS:
        mended = repair(text)
        if mended != text:
            made.append(name)
            text = mended
    return text, tuple(made)


def _pair_surrogates(text: str) -> str:
    """JSON escapes can hold halves of characters: joined where they fit, else marked as lost."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text


def _newlines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _punctuation(text: str) -> str:
    return text.translate(_CUT_PUNCTUATION) if _has_any(text, _CUT) else text


def _controls(text: str) -> str:
    """A space for each, so that nothing moves and no words grow together."""
    return _CONTROL.sub(" ", text) if _has_any(text, _CONTROLS) else text


def _has_any(text: str, characters: str) -> bool:
    """Looking for one after the other takes a fraction of the time of a regular expression."""
    return any(character in text for character in characters)


def _entities(text: str) -> str:
    """HTML escapes in what is no HTML; once more for those that were escaped twice."""
    for _ in range(2):
        if "&" in text:
            text = _ENTITY.sub(lambda match: html.unescape(match.group()), text)
    return text


def _mojibake(text: str) -> str:
    """Text that was decoded with the wrong encoding, line by line, as one line may differ."""
    if text.isascii() or not _FOREIGN.search(text):
        return text
    return "\n".join(
        _reencoded(line) if _FOREIGN.search(line) else line for line in text.split("\n")
    )


def _reencoded(line: str) -> str:
    from ftfy import TextFixerConfig, fix_encoding
    from ftfy.badness import is_bad

    if not is_bad(line):
        return line

    # Nothing but the encoding: curly quotation marks and ligatures are the author's.
    config = TextFixerConfig(
        unescape_html=False,
        remove_terminal_escapes=False,
        fix_latin_ligatures=False,
        fix_character_width=False,
        uncurl_quotes=False,
        fix_line_breaks=False,
        fix_surrogates=False,
        remove_control_chars=False,
        normalization=None,
    )
    return str(fix_encoding(line, config))


_REPAIRS: tuple[tuple[str, Callable[[str], str]], ...] = (
    ("lone surrogates replaced", _pair_surrogates),
    ("line endings unified", _newlines),
    ("cut punctuation restored", _punctuation),
    ("control characters blanked", _controls),
    ("mojibake re-encoded", _mojibake),
    ("HTML entities unescaped", _entities),
)
