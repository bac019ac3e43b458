"""Bytes to text, code point for code point.

Only a BOM is dropped. NUL, undecodable bytes and lone surrogates become U+FFFD one for one, so that every offset of the text can be
counted in the file. Which encoding: a BOM decides; else a pattern of NULs that only UTF-16 has; else UTF-8. A file that is not UTF-8 is
read as windows-1252 (which holds Latin-1's letters at the same places) where every byte above ASCII is one that western prose uses
(accented letters, curly quotation marks, dashes), and none forms a valid UTF-8 sequence; else as UTF-8 with replacements.
"""

from __future__ import annotations

import codecs
import re

import msgspec

REPLACEMENT = "\ufffd"
HEAD = 65536  # bytes looked at where a guess is made
_SURROGATE_OR_NUL = re.compile("[\x00\ud800-\udfff]")
_HIGH = re.compile(rb"[\x80-\xff]")
_SEQUENCE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f-\x9f\ufffd]")
# windows-1252 bytes that prose in western languages uses: … ‘ ’ “ ” • – — no-break space £ § « ° · » ¿ ¡ and letters without Ð Þ × ÷ ð þ ÿ.
_PROSE_1252 = frozenset(b"\x85\x91\x92\x93\x94\x95\x96\x97\xa0\xa1\xa3\xa7\xab\xb0\xb7\xbb\xbf") | (
    frozenset(range(0xC0, 0xFF)) - frozenset(b"\xc1\xd0\xd7\xde\xf0\xf7\xfe")
)


class Decoded(msgspec.Struct, frozen=True, kw_only=True):
    """``text`` without BOM; ``encoding`` as read; ``replaced`` counts the U+FFFD put for bytes or code points that have no place."""

    text: str
    encoding: str
    replaced: int


def clean(text: str) -> str:
    """NUL and lone surrogates replaced one for one."""
    return _SURROGATE_OR_NUL.sub(REPLACEMENT, text)


def decode(data: bytes, *, beginning: bool = True) -> Decoded:
    """The text of a whole file or record. Not at the ``beginning`` of a file U+FEFF is no mark of order, and stays."""
    encoding, skip = encoding_of(data)
    if not beginning and encoding == "utf-8":
        skip = 0
    body = data[skip:] if skip else data
    try:
        raw = body.decode(encoding)
        replaced = 0
    except UnicodeDecodeError:
        raw = body.decode(encoding, "tacitus-replace")
        replaced = raw.count(REPLACEMENT)
    text = clean(raw)
    return Decoded(text=text, encoding=encoding, replaced=replaced + _nuls(raw, text))


def _nuls(raw: str, text: str) -> int:
    return 0 if raw is text or raw == text else len(_SURROGATE_OR_NUL.findall(raw))


def encoding_of(data: bytes) -> tuple[str, int]:
    """The encoding, and the length of the BOM to skip."""
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ):
        if data.startswith(mark):
            return encoding, len(mark)
    by_nuls = _utf16_by_nuls(data[:HEAD])
    if by_nuls is not None:
        return by_nuls, 0
    try:
        data.decode("utf-8")
        return "utf-8", 0
    except UnicodeDecodeError:
        return ("cp1252", 0) if _is_western(data) else ("utf-8", 0)


def _utf16_by_nuls(head: bytes) -> str | None:
    """In UTF-16 of a western language every second byte is NUL: nearly all on one side, nearly none on the other."""
    half = len(head) // 2
    if half < 2:
        return None
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if odd >= 0.6 * half and even <= 0.05 * half:
        return "utf-16-le"
    if even >= 0.6 * half and odd <= 0.05 * half:
        return "utf-16-be"
    return None


def _is_western(data: bytes) -> bool:
    high = _HIGH.findall(data)
    if len(high) > 0.25 * len(data) or _SEQUENCE.search(data):
        return False
    return all(byte[0] in _PROSE_1252 for byte in set(high))


def looks_binary(text: str) -> bool:
    """More than three in ten code points of the head are control characters or could not be decoded: no prose."""
    head = text[:HEAD]
    return len(_CONTROL.findall(head)) > 0.3 * len(head)


def _replace(error: UnicodeError) -> tuple[str, int]:
    """One U+FFFD for every undecodable byte (UTF-16 and UTF-32: for every unit); a surrogate that was encoded as UTF-8 counts as one."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    data, start, end = error.object, error.start, error.end
    if error.encoding.lower().replace("_", "-") in ("utf-8", "utf8"):
        if data[start] == 0xED and 0xA0 <= data[start + 1 : start + 2][0:1].ljust(1, b"\0")[0] <= 0xBF and _continues(data, start + 2):
            return REPLACEMENT, start + 3
        return REPLACEMENT * (end - start), end
    if error.encoding.startswith("utf-"):
        return REPLACEMENT, end
    return REPLACEMENT * (end - start), end


def _continues(data: bytes, at: int) -> bool:
    return at < len(data) and 0x80 <= data[at] <= 0xBF


codecs.register_error("tacitus-replace", _replace)
