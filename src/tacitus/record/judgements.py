"""Judgements and samples: appended, read, and what they are about. A judge needs no WriterLock: `code` may run meanwhile."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar
from urllib.parse import quote

import msgspec
from sqlalchemy import Connection, Engine, func, insert, select
from sqlalchemy.dialects.sqlite import insert as insert_or

from tacitus.model.judgements import Judgement
from tacitus.model.records import Event, Quote
from tacitus.record import schema
from tacitus.record.opening import LOG_PAGES, open_for_writing

AT_ONCE = 500  # ids in one statement
T = TypeVar("T")
_decoder = msgspec.json.Decoder(Judgement)
_events = msgspec.json.Decoder(Event)
_quotes = msgspec.json.Decoder(Quote)


class Judged(msgspec.Struct, frozen=True, kw_only=True):
    """An event or quotation of a newest coding, with what its judgements have to say of it. ``text_sha256`` is the document's."""

    document: str  # id
    text_sha256: str
    coding: int
    coding_id: str
    one: Event | Quote


class Sample(msgspec.Struct, frozen=True, kw_only=True):
    """What was drawn by chance. ``filters``: as a query string."""

    name: str
    kind: str
    made_at: str
    drawn_from: int
    filters: str
    targets: tuple[str, ...]


class Place(msgspec.Struct, frozen=True):
    """An event or quotation of a newest coding: what a judgement is matched by."""

    id: str
    type: str | None
    start: int
    end: int


def open_for_judging(path: Path) -> Engine:
    """An engine whose transactions are kept when they end, also through a power cut. One thread at a time.

    A run of the coder beside it brings the log into the file; a judge does so only where a lot has come together, for it takes a second.
    """
    engine = open_for_writing(path)
    with engine.connect() as connection:
        connection.connection.driver_connection.execute("PRAGMA synchronous = FULL")  # type: ignore[union-attr]
        connection.connection.driver_connection.execute(f"PRAGMA wal_autocheckpoint = {4 * LOG_PAGES}")  # type: ignore[union-attr]
    return engine


class Changes:
    """Tells at the cost of microseconds whether anybody has written to the record. One thread at a time."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._connection: sqlite3.Connection | None = None
        self._failed = 0

    def mark(self) -> int:
        """Another one whenever another connection has written since; where that cannot be told, each time."""
        try:
            if self._connection is None:
                self._connection = sqlite3.connect(
                    f"file:{quote(self._path.absolute().as_posix())}?mode=ro", uri=True, isolation_level=None, check_same_thread=False
                )
            return int(self._connection.execute("PRAGMA data_version").fetchone()[0])
        except sqlite3.Error:
            self._failed += 1
            return -self._failed

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()


def append(connection: Connection, judgements: Sequence[Judgement]) -> None:
    """Rows that are there (by id) stay as they are."""
    rows = [
        {
            "id": one.id, "document": one.anchor.document if one.anchor else None, "target": one.target, "act": one.act, "field": one.field,
            "author": one.author, "made_at": one.made_at, "sample": one.sample, "batch": one.batch, "undoes": one.undoes,
            "json": msgspec.json.encode(one).decode(),
        }
        for one in judgements
    ]  # fmt: skip
    if rows:
        connection.execute(insert_or(schema.judgements).on_conflict_do_nothing(), rows)


def since(connection: Connection, seq: int) -> list[tuple[int, Judgement]]:
    """Judgements behind this number, with their numbers, in the order in which they were made."""
    table = schema.judgements
    query = select(table.c.seq, table.c.json).where(table.c.seq > seq).order_by(table.c.seq)
    return [(row.seq, _decoder.decode(row.json)) for row in connection.execute(query)]


def last(connection: Connection) -> int:
    return int(connection.scalar(select(func.max(schema.judgements.c.seq))) or 0)


def moment(connection: Connection) -> tuple[int, int, str | None]:
    """What changes when documents are coded anew: the last coding, the last run and its end."""
    codings, runs = schema.codings, schema.runs
    coding = int(connection.scalar(select(func.max(codings.c.seq))) or 0)
    run = connection.execute(select(runs.c.seq, runs.c.finished).order_by(runs.c.seq.desc()).limit(1)).first()
    return (coding, run.seq if run else 0, run.finished if run else None)


def coded_after(connection: Connection, coding: int) -> set[str]:
    """Ids of the documents coded after that coding."""
    codings, documents = schema.codings, schema.documents
    of = codings.join(documents, documents.c.seq == codings.c.document)
    return set(connection.scalars(select(documents.c.id).select_from(of).where(codings.c.seq > coding)))


def judged(connection: Connection, ids: Sequence[str]) -> dict[str, Judged]:
    """Those of these events and quotations that a newest coding has."""
    documents, codings = schema.documents, schema.codings
    found: dict[str, Judged] = {}
    for table, decoder in ((schema.events, _events), (schema.quotes, _quotes)):
        prefix = "evt-" if table is schema.events else "quo-"
        wanted = [one for one in ids if one.startswith(prefix)]
        of = table.join(codings, codings.c.seq == table.c.coding).join(documents, documents.c.seq == codings.c.document)
        head = (documents.c.id.label("document"), documents.c.text_sha256, codings.c.seq, codings.c.id.label("coding_id"))
        query = select(table.c.id, table.c.json, *head).select_from(of).where(codings.c.newest)
        for some in _batches(wanted):
            for row in connection.execute(query.where(table.c.id.in_(some))):
                found[row.id] = Judged(
                    document=row.document,
                    text_sha256=row.text_sha256,
                    coding=row.seq,
                    coding_id=row.coding_id,
                    one=decoder.decode(row.json),
                )
    return found


def newest_of(connection: Connection, documents: Iterable[str]) -> dict[str, int]:
    """Document id → number of its newest coding."""
    codings, table = schema.codings, schema.documents
    query = select(table.c.id, codings.c.seq).join(codings, codings.c.document == table.c.seq).where(codings.c.newest)
    found: dict[str, int] = {}
    for some in _batches(sorted(documents)):
        found |= {row.id: row.seq for row in connection.execute(query.where(table.c.id.in_(some)))}
    return found


def with_text(connection: Connection, hashes: Iterable[str]) -> dict[str, str]:
    """Hash of a text → the first document that has it."""
    table = schema.documents
    found: dict[str, str] = {}
    for some in _batches(sorted(hashes)):
        query = select(table.c.text_sha256, table.c.id).where(table.c.text_sha256.in_(some)).order_by(table.c.seq)
        for row in connection.execute(query):
            found.setdefault(row.text_sha256, row.id)
    return found


def places_of(connection: Connection, codings: Iterable[int]) -> dict[int, tuple[list[Place], list[Place]]]:
    """Number of a coding → its events and its quotations, in text order."""
    found: dict[int, tuple[list[Place], list[Place]]] = {}
    events, quotes = schema.events, schema.quotes
    for some in _batches(sorted(codings)):
        found |= {coding: ([], []) for coding in some}
        query = select(events.c.coding, events.c.id, events.c.type, events.c.start, events.c.end).where(events.c.coding.in_(some))
        for row in connection.execute(query.order_by(events.c.coding, events.c.ordinal)):
            found[row.coding][0].append(Place(row.id, row.type, row.start, row.end))
        spoken = select(quotes.c.coding, quotes.c.id, quotes.c.start, quotes.c.end).where(quotes.c.coding.in_(some))
        for said in connection.execute(spoken.order_by(quotes.c.coding, quotes.c.ordinal)):
            found[said.coding][1].append(Place(said.id, None, said.start, said.end))
    return found


def keep_sample(connection: Connection, sample: Sample) -> None:
    connection.execute(
        insert(schema.review_samples).values(
            name=sample.name, kind=sample.kind, made_at=sample.made_at, drawn_from=sample.drawn_from, filters=sample.filters,
            targets=msgspec.json.encode(sample.targets).decode(),
        )
    )  # fmt: skip


def samples(connection: Connection) -> dict[str, Sample]:
    """By name."""
    found: dict[str, Sample] = {}
    for row in connection.execute(select(schema.review_samples)):
        found[row.name] = Sample(
            name=row.name, kind=row.kind, made_at=row.made_at, drawn_from=row.drawn_from, filters=row.filters,
            targets=tuple(msgspec.json.decode(row.targets)),
        )  # fmt: skip
    return found


def _batches(items: Sequence[T]) -> Iterator[Sequence[T]]:
    for n in range(0, len(items), AT_ONCE):
        yield items[n : n + AT_ONCE]
