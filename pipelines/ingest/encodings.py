"""Bytes to text: finds out the encoding. What is wrong with the text itself is mended in repairs.

The order is: byte order mark, UTF-8, what the source declares, UTF-8 with a few bad bytes,
Windows-1252 where its quotation marks show it, and detection by charset-normalizer.
"""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from pipelines.ingest.drafts import Refused, sample_of

# Detection is quadratic at worst; this much of a document is ample evidence.
_EVIDENCE_BYTES = 64 * 1024

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# What browsers do: the label names the smaller set, the pages are written in the larger.
_WIDER = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
}
# Bytes of text in these look like ASCII, so they must be tried before UTF-8.
_SEVEN_BIT = ("iso2022_jp", "iso2022_kr", "hz")
_CONTROLS = bytes([*range(0x09), *range(0x0E, 0x1B), 0x7F])
_MULTIBYTE = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
)
_HIGH = re.compile(rb"[\x80-\xff]")
# Curly quotation marks, dashes and the ellipsis of Windows-1252, standing where they belong.
_WINDOWS_PUNCTUATION = re.compile(
    rb"(?:^|[\s(\[])[\x91\x93][A-Za-z]|[A-Za-z.,!?][\x92\x94](?:[\s.,;:!?)]|$)"
    rb"|[a-z]\x92[a-z]|\s[\x96\x97]\s|[a-z]\x85"
)
_MAX_CONTROL_SHARE = 0.01
# English has accents in borrowed words only; in other languages they are several times as many.
_ENGLISH_HIGH_SHARE = 0.02
# Those that texts are still found in. Left to itself, detection names rare relatives of them.
_ENCODINGS = (
    "cp1252", "cp1250", "iso8859_2", "cp1251", "koi8_r", "koi8_u", "iso8859_5", "cp866",
    "mac_cyrillic", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp874", "mac_roman",
    "iso8859_15", "gb18030", "big5", "cp932", "euc_jp", "cp949",
)  # fmt: skip
# Languages whose text in cp1250 would pass for cp1252.
_CENTRAL_EUROPE = frozenset(
    {"Czech", "Hungarian", "Polish", "Slovak", "Croatian", "Slovene", "Romanian", "Turkish"}
)


class Decoded(NamedTuple):
    """Text, the encoding it was in, and what had to be overlooked to read it so."""

    text: str
    encoding: str
    repairs: tuple[str, ...]


def decode(data: bytes, declared: str | None = None) -> Decoded:
    """The text in the bytes. Raises Refused with rule `not_text` where there is none."""
    marked = _by_mark(data)
    if marked is not None:
        return marked
    label = _codec(declared)
    for encoding in _candidates(data, label):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        overruled = label not in (None, "utf-8", encoding) and not data.isascii()
        repairs = (f"declared as {label}",) if overruled else ()
        return Decoded(text, encoding, repairs)
    return _nearly_utf8(data) or _detected(data)


class LineDecoder:
    """Decodes the records of a file too large to hold, by the evidence of its first bytes.

    `was` is the encoding of a file whose bytes have become UTF-8 on the way.
    """

    def __init__(self, head: bytes, was: str | None = None) -> None:
        _require_text(head)
        self._was = was
        # The head may end inside a character.
        whole = head[: head.rfind(b"\n") + 1] or head
        self._encoding = "utf-8" if whole.isascii() else decode(whole).encoding

    def decode(self, line: bytes) -> Decoded:
        """The text of one record. UTF-8 comes first, for files that grew by many hands."""
        decoded = self._decoded(line)
        return decoded._replace(encoding=self._was) if self._was else decoded

    def _decoded(self, line: bytes) -> Decoded:
        try:
            return Decoded(line.decode(), "utf-8", ())
        except UnicodeDecodeError:
            pass
        if self._encoding == "utf-8":
            return _nearly_utf8(line) or _detected(line)
        text = line.decode(self._encoding, "replace")
        return Decoded(text, self._encoding, ("encoding detected",))


def wide_encoding(head: bytes) -> str | None:
    """The encoding of the bytes where it is UTF-16 or UTF-32, in which no byte is ASCII's."""
    for mark, encoding in _MARKS[1:]:
        if head.startswith(mark):
            return encoding
    return _wide(head)


def _by_mark(data: bytes) -> Decoded | None:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                return Decoded(data.decode(encoding), encoding, ())
            except UnicodeDecodeError:
                text = data.decode(encoding, "replace")
                return Decoded(text, encoding, ("invalid bytes replaced",))
    return None


def _candidates(data: bytes, declared: str | None) -> list[str]:
    wide = _wide(data)
    if wide is not None:
        return [wide]
    _require_text(data)
    if declared in _SEVEN_BIT:
        return [declared, "utf-8"]
    # Text of another encoding is next to never valid UTF-8, so validity outweighs a declaration.
    return ["utf-8"] if declared in (None, "utf-8") else ["utf-8", declared]


def _require_text(data: bytes) -> None:
    evidence = data[:_EVIDENCE_BYTES]
    controls = len(evidence) - len(evidence.translate(None, _CONTROLS))
    if controls > max(1, _MAX_CONTROL_SHARE * len(evidence)):
        reason = "not text: it is full of control characters"
        raise Refused("not_text", reason, sample_of(data))


def _wide(data: bytes) -> str | None:
    """UTF-16 or UTF-32 without a mark: mostly Latin text shows as zeros in every other byte."""
    evidence = data[:4096]
    even, odd = evidence[0::2], evidence[1::2]
    if len(odd) < 8 or b"\x00" not in evidence:
        return None
    zeros_even, zeros_odd = even.count(0) / len(even), odd.count(0) / len(odd)
    if zeros_even > 0.9 and 0.4 < zeros_odd < 0.6:
        return "utf-32-be"
    if zeros_odd > 0.9 and 0.4 < zeros_even < 0.6:
        return "utf-32-le"
    if zeros_odd > 0.4 and zeros_even < 0.05:
        return "utf-16-le"
    if zeros_even > 0.4 and zeros_odd < 0.05:
        return "utf-16-be"
    return None


def _codec(label: str | None) -> str | None:
    """Python's name of a declared encoding, as wide as browsers take it; None where unknown."""
    if not label:
        return None
    try:
        name = codecs.lookup(label.strip().strip("\"'")).name
    except (LookupError, ValueError):
        return None
    name = _WIDER.get(name, name)
    # A page that declares UTF-16 in its own ASCII bytes is lying, and UTF-7 hides markup.
    return None if name.startswith(("utf-16", "utf-32", "utf-7")) or _no_text(name) else name


def _no_text(name: str) -> bool:
    """Whether the codec is one of Python's that are no character encodings (rot13, zlib)."""
    try:
        return not isinstance(b"".decode(name), str)
    except (LookupError, UnicodeError, ValueError):
        return True


def _nearly_utf8(data: bytes) -> Decoded | None:
    """UTF-8 with a few foreign bytes, which are read as Windows-1252 as browsers' users would."""
    good = _MULTIBYTE.findall(data)
    bad = len(_HIGH.findall(data)) - sum(map(len, good))
    if not good or bad > len(good) / 4:
        return None
    text = data.decode("utf-8", "onrecord_windows")
    return Decoded(text, "utf-8", ("invalid UTF-8 bytes read as cp1252",))


def _as_windows(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    bad = error.object[error.start : error.end]
    return bad.decode("cp1252", "replace"), error.end


codecs.register_error("onrecord_windows", _as_windows)


def _detected(data: bytes) -> Decoded:
    evidence = data[:_EVIDENCE_BYTES]
    high = len(_HIGH.findall(evidence))
    punctuation = len(_WINDOWS_PUNCTUATION.findall(evidence))
    if punctuation * 4 >= high or high < _ENGLISH_HIGH_SHARE * len(evidence):
        encoding = "cp1252"
    else:
        encoding = _best_guess(evidence)
    return Decoded(data.decode(encoding, "replace"), encoding, ("encoding detected",))


def _best_guess(evidence: bytes) -> str:
    from charset_normalizer import from_bytes

    matches = from_bytes(evidence, cp_isolation=list(_ENCODINGS))
    best = matches.best()
    if best is None:
        raise Refused("not_text", "not text in any known encoding", sample_of(evidence))
    for match in matches:
        as_likely = match.encoding == "cp1252" and match.chaos <= best.chaos + 0.005
        if as_likely and best.language not in _CENTRAL_EUROPE:
            return "cp1252"
    return str(best.encoding)
