"""Text cut where marks begin and end, so that overlapping spans can be drawn without nesting."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tacitus.exports.layers import Mark


def segments(text: str, marks: Sequence[Mark]) -> Iterator[tuple[int, int, list[int]]]:
    """Every piece of the text, in order and without a gap: start, end (code points) and the indices of the marks that cover it."""
    changes: dict[int, tuple[list[int], list[int]]] = {}
    for n, mark in enumerate(marks):
        changes.setdefault(mark.start, ([], []))[0].append(n)
        changes.setdefault(mark.end, ([], []))[1].append(n)
    active: list[int] = []
    position = 0
    for boundary in sorted(changes):
        if boundary > position:
            yield position, boundary, list(active)
            position = boundary
        begun, ended = changes[boundary]
        active = sorted({*active, *begun}.difference(ended))
    if position < len(text):
        yield position, len(text), []
