"""Writing: the only writer of a record, in short transactions, so that others can read meanwhile and a kill loses nothing half-way."""

from __future__ import annotations

import time
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any

import msgspec
from sqlalchemy import Connection, Table, bindparam, delete, func, insert, select, update

from tacitus.model.records import Coding, Document
from tacitus.pipeline.fingerprint import Basis
from tacitus.record import schema
from tacitus.record.locking import WriterLock
from tacitus.record.opening import READING, close, explained, open_for_writing
from tacitus.record.rows import CodingRows, Row, coding_id, document_row, rows_of
from tacitus.version import __version__

MAX_ROWS = 800  # of one transaction: about 30 ms on a laptop's disk
MAX_SECONDS = 0.5  # that something waits to be written
_COUNTED: tuple[Table, ...] = (
    schema.documents, schema.codings, schema.events, schema.quotes, schema.parties, schema.event_places, schema.failures,
)  # fmt: skip


class Known(msgspec.Struct, frozen=True):
    """A coding that the record has already."""

    seq: int
    failed: bool
    newest: bool


class InputFailure(msgspec.Struct, frozen=True):
    """Something about an input that gave no document, or about the document that it gave."""

    input: str
    reason: str
    level: str = "failure"
    document: str | None = None  # id of the document that it is about


class _Reaffirmed(msgspec.Struct, frozen=True):
    document: Document
    seq: int


class Store:
    """A record open for writing. Rows keep the order in which they are put; ``seq`` numbers go on from those already there."""

    def __init__(self, path: Path, wait_seconds: float = 10.0) -> None:
        self.path = path
        self._lock = WriterLock(path, wait_seconds)
        try:
            self._engine = open_for_writing(path)
            with explained(path), self._engine.begin() as connection:
                self._last = {table.name: int(connection.scalar(select(func.max(table.c.seq))) or 0) for table in _COUNTED}
        except BaseException:
            self._lock.release()
            raise
        self._pending: list[CodingRows | InputFailure | _Reaffirmed] = []
        self._pending_rows = 0
        self._flushed_at = time.monotonic()

    def __enter__(self) -> Store:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Checkpoints, so that one file is the whole record. What was put and not flushed is dropped: flush first."""
        try:
            with explained(self.path):
                close(self._engine, checkpoint=True)
        finally:
            self._lock.release()

    # Reading what is known

    def known(self, document: Document, fingerprint: str) -> Known | None:
        """The coding of this document under this fingerprint, if it is there."""
        table = schema.codings
        query = select(table.c.seq, table.c.failed, table.c.newest).where(table.c.id == coding_id(document, fingerprint))
        with explained(self.path), self._engine.begin() as connection:
            row = connection.execute(query).first()
        return Known(row.seq, row.failed, row.newest) if row else None

    def json_of(self, seq: int) -> bytes:
        """The coding's JSON."""
        with explained(self.path), self._engine.begin() as connection:
            return zlib.decompress(connection.execute(select(schema.codings.c.json).where(schema.codings.c.seq == seq)).scalar_one())

    def count(self, name: str) -> int:
        """Rows of a table."""
        with explained(self.path), self._engine.begin() as connection:
            return int(connection.scalar(select(func.count()).select_from(schema.metadata.tables[name])) or 0)

    # Writing

    def declare(self, basis: Basis) -> str:
        """Makes the fingerprint known, on which codings are put."""
        fingerprint = basis.fingerprint
        with explained(self.path), self._engine.begin() as connection:
            table = schema.fingerprints
            if connection.execute(select(table.c.id).where(table.c.id == fingerprint)).first() is None:
                connection.execute(insert(table).values(id=fingerprint, basis=msgspec.json.encode(basis).decode()))
        return fingerprint

    def put(self, coding: Coding, json: bytes, fingerprint: str) -> None:
        """The coding becomes the newest of its document; one of the same fingerprint (a failed one, tried again) is replaced."""
        rows = rows_of(coding, json, fingerprint)
        self._add(rows, rows.number)

    def reaffirm(self, document: Document, known: Known) -> None:
        """A coding that is there was asked for again: lists show it from now on."""
        if not known.newest:
            self._add(_Reaffirmed(document, known.seq), 2)

    def refuse(self, failure: InputFailure) -> None:
        """Keeps why an input gave no document, once."""
        self._add(failure, 1)

    def _add(self, item: CodingRows | InputFailure | _Reaffirmed, rows: int) -> None:
        if self._pending and self._pending_rows + rows > MAX_ROWS:
            self.flush()
        self._pending.append(item)
        self._pending_rows += rows
        self.flush_if_due()

    def flush_if_due(self) -> None:
        """Writes what has waited long enough."""
        if self._pending_rows >= MAX_ROWS or time.monotonic() - self._flushed_at > MAX_SECONDS:
            self.flush()

    def flush(self) -> None:
        """Writes what was put, in one transaction."""
        self._flushed_at = time.monotonic()
        if not self._pending:
            return
        pending, self._pending, self._pending_rows = self._pending, [], 0
        with explained(self.path), self._engine.begin() as connection:
            batch = _Batch(connection, self._last)
            for item in pending:
                batch.add(item)
            batch.write()

    def forget_failures(self, kept: Iterable[tuple[str, str]], bases: frozenset[str]) -> None:
        """Drops failures of inputs below ``bases`` (files that a run went through whole) that it did not meet again.

        ``kept``: input and reason of those it did meet.
        """
        keep, table = set(kept), schema.failures
        with explained(self.path), self._engine.begin() as connection:
            rows = connection.execute(select(table.c.seq, table.c.input, table.c.reason).where(table.c.coding.is_(None))).all()
            gone = [row.seq for row in rows if base_of(row.input) in bases and (row.input, row.reason) not in keep]
            if gone:
                connection.execute(delete(table).where(table.c.seq == bindparam("gone")), [{"gone": seq} for seq in gone])

    # Steps over many documents

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """The writer's connection in one transaction, for the steps of `corpus`; what was put is written first. Keep it short."""
        self.flush()
        with explained(self.path), self._engine.begin() as connection:
            yield connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """The same connection, while others may write: for what takes long. Nothing is written with it, and no transaction begun within."""
        self.flush()
        with explained(self.path), self._engine.connect().execution_options(**{READING: True}) as connection, connection.begin():
            yield connection

    # Runs and settings

    def begin_run(self, fingerprint: str, options: dict[str, Any]) -> int:
        """A line in the run log. A run that was killed is told from one that goes on by the lock, which this process holds."""
        table = schema.runs
        with explained(self.path), self._engine.begin() as connection:
            connection.execute(update(table).where(table.c.state == "running").values(state="killed"))
            values = {"started": _now(), "state": "running", "version": __version__, "fingerprint": fingerprint, "options": _json(options)}
            return int(connection.execute(insert(table).values(**values)).inserted_primary_key[0])  # type: ignore[index]

    def end_run(self, seq: int, state: str, counts: dict[str, Any]) -> None:
        table = schema.runs
        with explained(self.path), self._engine.begin() as connection:
            connection.execute(update(table).where(table.c.seq == seq).values(finished=_now(), state=state, counts=_json(counts)))

    def set(self, name: str, value: str) -> None:
        """A setting of the record: ``pseudonyms`` is ``on`` or ``off``."""
        table = schema.settings
        with explained(self.path), self._engine.begin() as connection:
            connection.execute(delete(table).where(table.c.name == name))
            connection.execute(insert(table).values(name=name, value=value))


class _Batch:
    """Gives numbers to the rows of one transaction and writes them table by table."""

    def __init__(self, connection: Connection, last: dict[str, int]) -> None:
        self._connection = connection
        self._last = last
        self._rows: dict[str, list[Row]] = {table.name: [] for table in _COUNTED}

    def add(self, item: CodingRows | InputFailure | _Reaffirmed) -> None:
        if isinstance(item, CodingRows):
            self._coding(item)
        elif isinstance(item, _Reaffirmed):
            seq = self._document(document_row(item.document))
            self._connection.execute(update(schema.codings).where(schema.codings.c.document == seq).values(newest=False))
            self._connection.execute(update(schema.codings).where(schema.codings.c.seq == item.seq).values(newest=True))
        else:
            self._refusal(item)

    def _number(self, table: Table, row: Row) -> int:
        self._last[table.name] += 1
        self._rows[table.name].append({"seq": self._last[table.name], **row})
        return self._last[table.name]

    def _document(self, row: Row) -> int:
        """Number of the document: a new one, or the one it has, with what is now known about it."""
        table = schema.documents
        seq = self._connection.execute(select(table.c.seq).where(table.c.id == row["id"])).scalar()
        if seq is None:
            return self._number(table, row)
        self._connection.execute(update(table).where(table.c.seq == seq).values(**row))
        codings = schema.codings
        self._connection.execute(update(codings).where(codings.c.document == seq, codings.c.newest).values(newest=False))
        return int(seq)

    def _coding(self, rows: CodingRows) -> None:
        document = self._document(rows.document)
        self._connection.execute(delete(schema.codings).where(schema.codings.c.id == rows.coding["id"]))
        coding = self._number(schema.codings, {**rows.coding, "document": document})
        events = [self._number(schema.events, {**row, "coding": coding}) for row in rows.events]
        quotes = [self._number(schema.quotes, {**row, "coding": coding}) for row in rows.quotes]
        for owner, row in rows.event_parties:
            self._number(schema.parties, {**row, "event": events[owner], "quote": None})
        for owner, row in rows.quote_parties:
            self._number(schema.parties, {**row, "event": None, "quote": quotes[owner]})
        for owner, row in rows.event_places:
            self._number(schema.event_places, {**row, "event": events[owner]})
        for row in rows.failures:
            self._number(schema.failures, {**row, "coding": coding, "position": document})

    def _refusal(self, failure: InputFailure) -> None:
        table = schema.failures
        same = (table.c.coding.is_(None), table.c.input == failure.input, table.c.reason == failure.reason)
        waiting = any(
            row["coding"] is None and (row["input"], row["reason"]) == (failure.input, failure.reason) for row in self._rows[table.name]
        )
        if waiting or self._connection.execute(select(table.c.seq).where(*same)).first() is not None:
            return
        position = self._last["documents"] + 1  # before the document that comes next
        if failure.document is not None:
            of_document = select(schema.documents.c.seq).where(schema.documents.c.id == failure.document)
            waiting_seq = next((row["seq"] for row in self._rows["documents"] if row["id"] == failure.document), None)
            position = waiting_seq or self._connection.execute(of_document).scalar() or position
        self._number(table, {"position": position, "level": failure.level, "input": failure.input, "coding": None, "stage": "ingest",
                             "version": 1, "reason": failure.reason})  # fmt: skip

    def write(self) -> None:
        for table in _COUNTED:
            if self._rows[table.name]:
                self._connection.execute(insert(table), self._rows[table.name])


def base_of(shown: str) -> str:
    """The file of an input: ``news.jsonl`` for ``news.jsonl#12``."""
    base, mark, number = shown.rpartition("#")
    return base if mark and number.isdigit() else shown


def _json(value: Any) -> str:
    return msgspec.json.encode(value).decode()


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
