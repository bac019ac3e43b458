"""Draws sentences of a record for a person to label."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Callable, Iterator
from heapq import nsmallest
from pathlib import Path

import msgspec

from tacitus.model.records import Document, Sentence
from tacitus.pipeline import running
from tacitus.record import Reader

COLUMNS = ("sentence", "actor", "recipient", "type", "status", "published_at", "document")
LEAST_WORDS = 6  # headings and fragments tell nothing
# A spreadsheet takes what begins so for a formula; and a bullet or an address is no sentence.
_NOT_FIRST = ("=", "+", "-", "@", "\t", "\r", "http")


class Drawn(msgspec.Struct, frozen=True, kw_only=True, order=True):
    """A sentence and where it stands; ``rank`` orders the sentences by chance."""

    rank: str
    document: str
    index: int
    sentence: str
    published_at: str | None


def draw(record: Path, number: int, seed: int, on_document: Callable[[int], None] = lambda _: None) -> list[Drawn]:
    """``number`` sentences of the record, each with the same chance, in a chance order; the same for the same record and seed."""
    with Reader(record) as reader:
        return nsmallest(number, _sentences(reader, seed, on_document))


def _sentences(reader: Reader, seed: int, on_document: Callable[[int], None]) -> Iterator[Drawn]:
    pipeline = running.build(["linguistics"])
    seen: set[str] = set()
    for count, coding in enumerate(reader.codings(), start=1):
        on_document(count)
        document: Document = coding.document
        if running.not_coded(document) is not None:
            continue
        for sentence in pipeline.annotate(document).of(Sentence):
            text = " ".join(sentence.text.split())
            if len(text.split()) < LEAST_WORDS or text.startswith(_NOT_FIRST) or text in seen:
                continue
            seen.add(text)
            rank = hashlib.sha256(f"{seed}:{document.id}:{sentence.index}".encode()).hexdigest()
            published = (document.published_at or "")[:10] or None
            yield Drawn(rank=rank, document=document.source_id, index=sentence.index, sentence=text, published_at=published)


def write_sample(path: Path, sentences: list[Drawn]) -> None:
    """The sentences as a CSV to be filled in: actor, recipient, type and status are blank."""
    with path.open("w", encoding="utf-8", newline="") as out:
        table = csv.writer(out)
        table.writerow(COLUMNS)
        for one in sentences:
            table.writerow([one.sentence, "", "", "", "", one.published_at or "", one.document])
