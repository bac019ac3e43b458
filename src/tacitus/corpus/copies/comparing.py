"""Whether one text is a copy of another, by the two alone: how much of each lies in sentences that the other has."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain

import msgspec

from tacitus.corpus.copies.reading import Reading
from tacitus.corpus.copies.tables import Copying, Limits, Tables


class Print(msgspec.Struct, frozen=True, array_like=True):
    """What is kept of a text for comparing: its sentences' shingles, figures and number of words."""

    sentences: tuple[tuple[int, ...], ...]
    figures: tuple[str, ...]
    words: int


class Text:
    """A print unpacked."""

    __slots__ = ("figures", "print", "shingles", "total")

    def __init__(self, print: Print) -> None:
        self.print = print
        self.shingles = frozenset(chain.from_iterable(print.sentences))
        self.figures = frozenset(print.figures)
        self.total = sum(len(sentence) for sentence in print.sentences)


class Likeness(msgspec.Struct, frozen=True):
    """Shares, 0 to 1: how much of the first text lies in the second, and of the second in the first."""

    first: float
    second: float


def print_of(reading: Reading) -> Print:
    return Print(tuple(tuple(one.shingles) for one in reading.sentences), reading.figures, reading.words)


def keys_of(text: Text, limits: Limits) -> list[int]:
    """The shingles by which a text is found: a fixed fraction of all hashes, so that a part of a text keeps its part of the keys."""
    shingles = text.shingles
    if len(shingles) < limits.fewest:
        return []
    every = 4 if len(shingles) <= limits.short else 8 if len(shingles) <= limits.medium else 16
    return sorted(one for one in shingles if one % every == 0)


def likeness(a: Text, b: Text, tables: Tables) -> Likeness | None:
    """None: neither is a copy of the other."""
    rules = tables.copies
    common = len(a.shingles & b.shingles)
    least = max(rules.shingles_shared, rules.sentence_shared * rules.part * min(len(a.shingles), len(b.shingles)))
    if common < least or _other_bulletin(a, b, rules):
        return None
    found = Likeness(_covered(a, b, rules), _covered(b, a, rules))
    return found if is_whole(found, rules) or is_part(found, rules) else None


def is_whole(found: Likeness, rules: Copying) -> bool:
    """One text, changed here and there."""
    return min(found.first, found.second) >= rules.whole


def is_part(found: Likeness, rules: Copying) -> bool:
    """The one may be cut from the other, or built upon it."""
    return max(found.first, found.second) >= rules.part and min(found.first, found.second) >= rules.cut


def shared(shingles: Iterable[int], other: frozenset[int]) -> int:
    return sum(map(other.__contains__, shingles))


def _covered(a: Text, b: Text, rules: Copying) -> float:
    inside = 0
    for sentence in a.print.sentences:
        common = shared(sentence, b.shingles)
        if common >= min(2, len(sentence)) and common >= rules.sentence_shared * len(sentence):
            inside += len(sentence)
    return inside / a.total if a.total else 0.0


def _other_bulletin(a: Text, b: Text, rules: Copying) -> bool:
    """Both thick with figures, and hardly one the same."""
    for one in (a, b):
        if len(one.figures) < max(rules.figures_fewest, rules.figures_share_of_words * one.print.words):
            return False
    return len(a.figures & b.figures) < rules.figures_shared * min(len(a.figures), len(b.figures))
