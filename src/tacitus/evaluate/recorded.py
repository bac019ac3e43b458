"""Codings of a record for the texts of a gold set."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from tacitus.evaluate.gold import Gold
from tacitus.model.records import Coding
from tacitus.record import Reader


def recorded(record: Path, golds: Iterable[Gold], missing: list[Gold]) -> Iterator[tuple[Gold, Coding]]:
    """Each gold document with the record's newest coding of the same text; those that it lacks go to ``missing``.

    The text is what counts: a gold document that was named otherwise, or lies elsewhere, is found all the same.
    """
    waiting: dict[str, list[Gold]] = {}
    order: dict[str, int] = {}
    for number, gold in enumerate(golds):
        waiting.setdefault(gold.document.text_sha256, []).append(gold)
        order[gold.document.id] = number
    with Reader(record) as reader:
        for coding in reader.codings():
            for gold in waiting.pop(coding.document.text_sha256, ()):
                yield gold, coding
    missing.extend(sorted((gold for golds in waiting.values() for gold in golds), key=lambda gold: order[gold.document.id]))
