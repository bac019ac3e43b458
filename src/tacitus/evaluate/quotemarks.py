"""Which characters of a text stand between double quotation marks."""

from __future__ import annotations

_OPEN, _CLOSE, _STRAIGHT = "“„«", "”»", '"'


def quoted_mask(text: str) -> list[bool]:
    """One truth value a code point. An open mark holds to its closing one or to the end of the paragraph."""
    inside, found = False, []
    for char in text:
        if char == "\n":
            inside = False
        elif char in _OPEN or (char == _STRAIGHT and not inside):
            inside = True
            found.append(False)
            continue
        elif char in _CLOSE or char == _STRAIGHT:
            inside = False
        found.append(inside)
    return found
