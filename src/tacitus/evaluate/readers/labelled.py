"""The simple CSV that a person fills in by hand: ``sentence, actor, recipient, type, status``, and ``published_at`` if known.

Several events of a sentence are several rows. A row with an empty type says that the sentence tells no event. Parties are given in the
sentence's own words; an empty cell says that there is none. See docs/measuring.md.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec

from tacitus.evaluate.gold import Gold, GoldError, GoldPair, Span, document_for
from tacitus.evaluate.readers.rows import Row, rows_of, status_in, type_in

NAME = "labelled"
DESCRIPTION = "CSV or TSV filled in by hand: sentence, actor, recipient, type, status (published_at)"
_COLUMNS = {"sentence", "actor", "recipient", "type"}


class _Sentence(msgspec.Struct):
    line: int
    published_at: str | None
    pairs: list[GoldPair]


def recognises(path: Path, head: str) -> bool:
    header = head.split("\n", 1)[0].strip()
    return path.suffix in (".csv", ".tsv") and {name.strip().strip('"') for name in header.replace("\t", ",").split(",")} >= _COLUMNS


def read(path: Path) -> Iterator[Gold | GoldError]:
    """One document a sentence."""
    sentences: dict[str, _Sentence] = {}
    refused: set[str] = set()  # a sentence with one bad row is not measured: what it tells is not known
    errors: list[GoldError] = []
    for row in rows_of(path):
        try:
            text = row.need("sentence")
            try:
                pairs = _pairs(row, text)
            except GoldError:
                refused.add(text)
                raise
        except GoldError as error:
            errors.append(error)
            continue
        sentences.setdefault(text, _Sentence(row.line, row.get("published_at"), [])).pairs.extend(pairs)
    yield from errors
    for text, found in sentences.items():
        if text not in refused:
            yield Gold(
                document=document_for(f"{path.name}#{found.line}", text, published_at=found.published_at),
                file=str(path),
                line=found.line,
                key=text,
                pairs=tuple(found.pairs),
            )


def _pairs(row: Row, text: str) -> list[GoldPair]:
    label = row.get("type")
    if label is None:
        return []
    found = type_in(row, label)
    actor, recipient = _span(row, "actor", text), _span(row, "recipient", text)
    return [GoldPair(actor=actor, recipient=recipient, label=found, types=(found,), status=status_in(row))]


def _span(row: Row, column: str, text: str) -> Span | None:
    words = (row.get(column) or "").strip()
    if not words:
        return None
    start = text.find(words)
    if start == -1:
        raise row.error(f"the {column} {words!r} does not stand in the sentence; give its words as they stand there")
    return start, start + len(words)
