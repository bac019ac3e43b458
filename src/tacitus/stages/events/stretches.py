"""Two times that bound one stretch: "from Monday to Wednesday" is two expressions, and the time of one event."""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from tacitus.model.ids import digest
from tacitus.model.records import TimeExpression
from tacitus.syntax.tree import Tree

_TO = re.compile(r"\s*(?:[-–—]|to|through|thru|until|till)\s*", re.IGNORECASE)
_AND = re.compile(r"\s+and\s+", re.IGNORECASE)
_BETWEEN = re.compile(r"\bbetween\s+$", re.IGNORECASE)
_COARSER = ("day", "week", "month", "season", "year", "decade", "unknown")


def with_stretches(times: Sequence[TimeExpression], tree: Tree) -> list[TimeExpression]:
    """The times in text order, those that bound a stretch as one time that covers both."""
    found: list[TimeExpression] = []
    for time in times:
        joined = _joined(found[-1], time, tree) if found else None
        if joined is None:
            found.append(time)
        else:
            found[-1] = joined
    return found


def _joined(first: TimeExpression, last: TimeExpression, tree: Tree) -> TimeExpression | None:
    """The stretch from the first to the last, None where the words between are no "to" or the days are not known."""
    i = tree.at(first.start)
    if i is None or first.earliest is None or last.latest is None or last.earliest is None or first.earliest > last.earliest:
        return None
    sentence = tree.sentence(i)
    if not first.end <= last.start <= last.end <= sentence.end:
        return None
    between = sentence.text[first.end - sentence.start : last.start - sentence.start]
    paired = _AND.fullmatch(between) is not None and _BETWEEN.search(sentence.text[: first.start - sentence.start]) is not None
    if not paired and _TO.fullmatch(between) is None:
        return None
    precision = max(first.precision, last.precision, key=_COARSER.index)
    start, end = first.start, last.end
    return msgspec.structs.replace(
        first, id=f"tim-{digest('stretch', first.id, last.id)[:20]}", end=end,
        text=sentence.text[start - sentence.start : end - sentence.start],
        latest=last.latest, precision=precision, anchor=first.anchor or last.anchor,
    )  # fmt: skip
