"""Searched words in a text, marked with U+2068 and U+2069 (first strong isolate), which also keep right-to-left words in their place."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

OPEN, CLOSE = "\u2068", "\u2069"
AROUND = 160  # characters on either side of the first word, of a long text
_WORD = re.compile(r"\w+")


def phrases_of(values: Sequence[str]) -> list[tuple[str, ...]]:
    """Folded words of each phrase, as record.filtering.search_expression divides what was typed."""
    found = []
    for value in values:
        for n, piece in enumerate(value.split('"')):
            for phrase in [piece] if n % 2 else piece.split():
                words = tuple(_folded(word) for word in _WORD.findall(phrase))
                if words:
                    found.append(words)
    return found


def marked(text: str, phrases: Sequence[tuple[str, ...]]) -> str:
    """The text with every phrase marked; a long one is cut around the first."""
    text = text.replace(OPEN, "").replace(CLOSE, "")
    spans = _spans(text, phrases)
    start, end = _window(text, spans)
    pieces, at = ["… " if start else ""], start
    for first, last in spans:
        if first >= start and last <= end:
            pieces += [text[at:first], OPEN, text[first:last], CLOSE]
            at = last
    return "".join([*pieces, text[at:end], " …" if end < len(text) else ""])


def _spans(text: str, phrases: Sequence[tuple[str, ...]]) -> list[tuple[int, int]]:
    """Where phrases stand; they do not overlap."""
    words = [(_folded(match[0]), match.start(), match.end()) for match in _WORD.finditer(text)]
    found, n = [], 0
    while n < len(words):
        lengths = [len(phrase) for phrase in phrases if tuple(word[0] for word in words[n : n + len(phrase)]) == phrase]
        if lengths:
            found.append((words[n][1], words[n + max(lengths) - 1][2]))
        n += max(lengths, default=1)
    return found


def _window(text: str, spans: Sequence[tuple[int, int]]) -> tuple[int, int]:
    if len(text) <= 3 * AROUND:
        return 0, len(text)
    middle = spans[0][0] if spans else 0
    start, end = max(0, middle - AROUND), min(len(text), middle + 2 * AROUND)
    if start:
        start = text.find(" ", start, middle) + 1 or start
    if end < len(text):
        end = max(text.rfind(" ", middle, end), spans[0][1] if spans else 0)
    return start, end


def _folded(word: str) -> str:
    """Without case and diacritics, as the full-text index folds."""
    plain = "".join(char for char in unicodedata.normalize("NFKD", word) if not unicodedata.combining(char))
    return plain.casefold()
