"""Half-open spans in Unicode code points of ``Document.text``."""

from __future__ import annotations

import msgspec


class Span(msgspec.Struct, frozen=True, kw_only=True):
    """``start`` and ``end`` count code points of the document's text; ``text`` is exactly that slice."""

    start: int
    end: int
    text: str


def span_of(text: str, start: int, end: int) -> Span:
    """The span ``start..end`` of the document's text; it must lie inside and hold at least one code point."""
    if not 0 <= start < end <= len(text):
        raise ValueError(f"span {start}..{end} is outside a text of {len(text)} code points")
    return Span(start=start, end=end, text=text[start:end])


def trimmed(text: str, start: int, end: int) -> Span | None:
    """The span without white space at its ends; None where nothing else is in it."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return span_of(text, start, end) if start < end else None


def covers(outer_start: int, outer_end: int, start: int, end: int) -> bool:
    """Whether the first span holds the second whole."""
    return outer_start <= start and end <= outer_end


def overlaps(start: int, end: int, other_start: int, other_end: int) -> bool:
    """Whether two half-open spans share a code point."""
    return start < other_end and other_start < end
