"""TSV or CSV whose sentences carry the two parties between ``<s>…</s>`` (actor) and ``<t>…</t>`` (recipient), with the event type.

Columns: ``marked_sentence`` and ``event_type`` (or ``type``); optional: ``sentence``, ``status``. Rows of the same sentence are one
document, and a party that is not marked is not asked for. ``YIELD`` stands for CONCEDE or RETREAT.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from tacitus.evaluate.gold import Gold, GoldError, GoldPair, Span, document_for
from tacitus.evaluate.readers.rows import Row, rows_of, status_in, type_in
from tacitus.model.ontology import EventType

NAME = "marked"
DESCRIPTION = "TSV or CSV with a column marked_sentence: <s>actor</s> and <t>recipient</t>, and event_type"
YIELD = {"CONCEDE": "YIELD", "RETREAT": "YIELD"}
_MARK = re.compile(r"</?[st]>")


def recognises(path: Path, head: str) -> bool:
    return path.suffix in (".tsv", ".csv") and "marked_sentence" in head.split("\n", 1)[0]


def read(path: Path) -> Iterator[Gold | GoldError]:
    """One document a sentence."""
    sentences: dict[str, list[tuple[int, GoldPair]]] = {}
    folded = False
    for row in rows_of(path):
        try:
            text, pair = _pair(row)
        except GoldError as error:
            yield error
            continue
        folded = folded or pair.label == "YIELD"
        sentences.setdefault(text, []).append((row.line, pair))
    for text, pairs in sentences.items():
        yield Gold(
            document=document_for(f"{path.name}#{pairs[0][0]}", text),
            file=str(path),
            line=pairs[0][0],
            key=text,
            pairs=tuple(pair for _, pair in pairs),
            folds=YIELD if folded else {},
        )


def _pair(row: Row) -> tuple[str, GoldPair]:
    marked = row.need("marked_sentence")
    text, spans = unmarked(marked)
    if not spans:
        raise row.error("the marked sentence has neither <s>…</s> nor <t>…</t>")
    given = row.get("sentence")
    if given is not None and given != text:
        raise row.error("the sentence is not the marked sentence without its marks")
    label = row.get("event_type") or row.need("type")
    types: tuple[EventType, ...] = ("CONCEDE", "RETREAT") if label == "YIELD" else (type_in(row, label),)
    return text, GoldPair(actor=spans.get("s"), recipient=spans.get("t"), label=label, types=types, status=status_in(row))


def unmarked(marked: str) -> tuple[str, dict[str, Span]]:
    """The sentence without marks, and the span of each of the two parties that is marked."""
    parts: list[str] = []
    length, position = 0, 0
    began: dict[str, int] = {}
    spans: dict[str, Span] = {}
    for match in _MARK.finditer(marked):
        parts.append(marked[position : match.start()])
        length += match.start() - position
        position = match.end()
        name = match[0].strip("</>")
        if match[0][1] != "/":
            began[name] = length
        elif name in began:
            spans[name] = (began[name], length)
    parts.append(marked[position:])
    return "".join(parts), spans
