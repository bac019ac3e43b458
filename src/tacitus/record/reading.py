"""Queries: contract objects with the head of their document, in document order, then text order, streamed."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Connection, Row, Select, func, select

from tacitus.model.errors import RecordError, UsageError
from tacitus.model.incidents import Claim, Incident
from tacitus.model.records import Coding, Event, Quote, from_json
from tacitus.record import incidents as incident_tables
from tacitus.record import schema
from tacitus.record.filtering import Filters, event_conditions, quote_conditions
from tacitus.record.opening import close, explained, open_for_reading

_event_decoder = msgspec.json.Decoder(Event)
_quote_decoder = msgspec.json.Decoder(Quote)
_incident_decoder = msgspec.json.Decoder(Incident)
_claim_decoder = msgspec.json.Decoder(Claim)
AT_ONCE = 200  # rows fetched at a time


class DocumentHead(msgspec.Struct, frozen=True, kw_only=True):
    """What stands beside every row under ``document``."""

    id: str
    source_id: str
    input: str
    title: str | None
    url: str | None
    outlet: str | None
    published_at: str | None


class EventRow(msgspec.Struct, frozen=True, kw_only=True):
    """An event with the head of its document; ``coding`` is the number of its coding (``Reader.coding_at``).

    ``incident`` and ``origin``: ids; None until the record's incidents take the document in.
    """

    document: DocumentHead
    coding: int
    json: str
    incident: str | None = None
    origin: str | None = None

    @property
    def event(self) -> Event:
        return _event_decoder.decode(self.json)

    def line(self) -> bytes:
        """The contract's object plus ``document``, ``incident`` and ``origin``, one JSON object without a newline."""
        return with_more(self.json, document=self.document, incident=self.incident, origin=self.origin)


class QuoteRow(msgspec.Struct, frozen=True, kw_only=True):
    """A quotation with the head of its document."""

    document: DocumentHead
    coding: int
    json: str

    @property
    def quote(self) -> Quote:
        return _quote_decoder.decode(self.json)

    def line(self) -> bytes:
        return with_more(self.json, document=self.document)


class FailureRow(msgspec.Struct, frozen=True, kw_only=True):
    """Why an input gave no document, or a document no coding or no event. ``document`` is None where there is none."""

    level: str
    input: str
    document: DocumentHead | None
    stage: str | None
    version: int | None
    reason: str


class DocumentRow(msgspec.Struct, frozen=True, kw_only=True):
    """A document without its text, and how much was found in it."""

    document: DocumentHead
    coding: int
    author: str | None
    language: str | None
    extent: str
    characters: int
    events: int
    quotes: int
    failed: bool


class CodingInfo(msgspec.Struct, frozen=True, kw_only=True):
    """One coding of a document, among several."""

    seq: int
    id: str
    fingerprint: str
    newest: bool
    failed: bool


class Member(msgspec.Struct, frozen=True, kw_only=True):
    """An event in its incident: where it stands and the origin of its report."""

    event: str
    document: str  # id
    coding: int
    origin: str


class Reader:
    """A record open for reading, also while another process writes. ``pooled``: for many short reads by many threads."""

    def __init__(self, path: Path, *, pooled: bool = False) -> None:
        self.path = path
        self._engine = open_for_reading(path, pooled=pooled)

    def __enter__(self) -> Reader:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        close(self._engine)

    @contextmanager
    def connection(self) -> Iterator[Connection]:
        """A connection in one read transaction: all that is read in it is of one moment."""
        with explained(self.path), self._engine.begin() as connection:
            yield connection

    def _stream(self, query: Select[Any]) -> Iterator[Row[Any]]:
        with self.connection() as connection:
            yield from connection.execution_options(yield_per=AT_ONCE).execute(query)

    # Lists, newest codings alone

    def events(self, filters: Filters | None = None) -> Iterator[EventRow]:
        """In document order, then text order."""
        table, of = schema.events, schema.incident_events
        query = _of_newest(select(*_HEAD, table.c.coding, table.c.json, of.c.incident, of.c.origin), table, of, of.c.event == table.c.id)
        for row in self._stream(query.where(*event_conditions(filters or Filters())).order_by(schema.documents.c.seq, table.c.ordinal)):
            yield EventRow(document=_head(row), coding=row.coding, json=row.json, incident=row.incident, origin=row.origin)

    def quotes(self, filters: Filters | None = None) -> Iterator[QuoteRow]:
        """In document order, then text order."""
        table = schema.quotes
        query = _of_newest(select(*_HEAD, table.c.coding, table.c.json), table).where(*quote_conditions(filters or Filters()))
        for row in self._stream(query.order_by(schema.documents.c.seq, table.c.ordinal)):
            yield QuoteRow(document=_head(row), coding=row.coding, json=row.json)

    def failures(self) -> Iterator[FailureRow]:
        """Inputs and documents that failed or gave no event, in input order."""
        table, codings, documents = schema.failures, schema.codings, schema.documents
        fields = (table.c.level, table.c.input.label("failed_input"), table.c.stage, table.c.version, table.c.reason)
        joined = table.outerjoin(codings, table.c.coding == codings.c.seq).outerjoin(documents, codings.c.document == documents.c.seq)
        query = select(*fields, *_HEAD).select_from(joined).where(table.c.coding.is_(None) | codings.c.newest)
        for row in self._stream(query.order_by(table.c.position, table.c.coding.is_not(None), table.c.seq)):
            head = _head(row) if row.id is not None else None
            yield FailureRow(
                level=row.level, input=row.failed_input, document=head, stage=row.stage, version=row.version, reason=row.reason
            )

    def documents(self) -> Iterator[DocumentRow]:
        """In input order."""
        documents, codings = schema.documents, schema.codings
        counted = [
            select(func.count()).where(table.c.coding == codings.c.seq).scalar_subquery().label(table.name)
            for table in (schema.events, schema.quotes)
        ]
        more = (documents.c.author, documents.c.language, documents.c.extent, func.length(documents.c.text).label("characters"))
        query = select(*_HEAD, *more, codings.c.seq.label("coding"), codings.c.failed, *counted)
        query = query.join(codings, codings.c.document == documents.c.seq).where(codings.c.newest)
        for row in self._stream(query.order_by(documents.c.seq)):
            yield DocumentRow(
                document=_head(row), coding=row.coding, author=row.author, language=row.language, extent=row.extent,
                characters=row.characters, events=row.events, quotes=row.quotes, failed=row.failed,
            )  # fmt: skip

    def codings(self) -> Iterator[Coding]:
        """The newest coding of every document, in input order."""
        documents, codings = schema.documents, schema.codings
        query = select(codings.c.json).join(documents, codings.c.document == documents.c.seq).where(codings.c.newest)
        for row in self._stream(query.order_by(documents.c.seq)):
            yield from_json(zlib.decompress(row.json))

    # Incidents

    def incidents(self, filters: Filters | None = None) -> Iterator[Incident]:
        """Those of which one event at least passes the filters, by first report, undated ones last, then by id."""
        table, of = schema.incidents, schema.incident_events
        query = select(table.c.json)
        if filters is not None and filters != Filters():
            passing = _of_newest(select(of.c.incident), schema.events, of, of.c.event == schema.events.c.id)
            query = query.where(table.c.id.in_(passing.where(*event_conditions(filters))))
        for row in self._stream(query.order_by(table.c.first_published.is_(None), table.c.first_published, table.c.id)):
            yield _incident_decoder.decode(row.json)

    def incident(self, identity: str) -> Incident:
        """The incident with this id (or its beginning), or the one that took it in."""
        _, whole, _ = self.find(identity)
        with self.connection() as connection:
            return _incident_decoder.decode(
                connection.execute(select(schema.incidents.c.json).where(schema.incidents.c.id == whole)).scalar_one()
            )

    def claims(self, filters: Filters | None = None, incident: str | None = None) -> Iterator[Claim]:
        """The claims of one incident (whole id), or of those that ``incidents`` gives, in the same order, then as the ledger has them."""
        table = schema.claims
        wanted = [incident] if incident is not None else (one.id for one in self.incidents(filters))
        for identity in wanted:
            with self.connection() as connection:
                rows = connection.execute(select(table.c.json).where(table.c.incident == identity).order_by(table.c.ordinal)).all()
            yield from (_claim_decoder.decode(row.json) for row in rows)

    def members(self, incident: str) -> list[Member]:
        """The events of an incident (whole id), in document order, then text order."""
        of = schema.incident_events
        return self._members(select(of.c.event, of.c.origin).where(of.c.incident == incident).subquery())

    def denials(self, incident: str) -> list[Member]:
        """The events that deny an incident (whole id); their origin is that in their own incident."""
        of, denying = schema.incident_events, schema.incident_denials
        query = select(of.c.event, of.c.origin).join(denying, denying.c.event == of.c.event)
        return self._members(query.where(denying.c.incident == incident).subquery())

    def _members(self, of: Any) -> list[Member]:
        events, codings, documents = schema.events, schema.codings, schema.documents
        query = select(of.c.event, documents.c.id.label("document"), events.c.coding, of.c.origin)
        query = query.join(events, events.c.id == of.c.event).join(codings, codings.c.seq == events.c.coding)
        query = query.join(documents, documents.c.seq == codings.c.document).where(codings.c.newest)
        with self.connection() as connection:
            return [Member(**row._mapping) for row in connection.execute(query.order_by(documents.c.seq, events.c.ordinal))]

    def reasons(self, incident: str) -> list[incident_tables.Reason]:
        """Why the reports of an incident (whole id) were taken for one occurrence."""
        with self.connection() as connection:
            return incident_tables.reasons(connection, incident)

    # One thing

    def find(self, identity: str) -> tuple[str, str, str]:
        """Kind (document, event, quote, incident), whole id and its document's id, for an id or the beginning of one that is unambiguous.

        An incident's document is that of its first report; an id that ended leads to the incident that took it in.
        """
        kinds = {"doc-": schema.documents, "evt-": schema.events, "quo-": schema.quotes, "inc-": schema.incidents}
        table = kinds.get(identity[:4])
        if table is None:
            raise UsageError(f"no id: {identity!r}. An id begins with {', '.join(kinds)}; `tacitus events RECORD --json` shows them.")
        ids = select(table.c.id).where(table.c.id >= identity, table.c.id < identity + "\U0010ffff").distinct().limit(3)
        with self.connection() as connection:
            found = [row.id for row in connection.execute(ids)]
            if not found and table is schema.incidents:
                found = self._led_to(connection, identity)
            if not found:
                raise UsageError(f"{self.path}: holds nothing with the id {identity}.")
            if len(found) > 1 and identity not in found:
                raise UsageError(f"{identity} is the beginning of several ids ({', '.join(found[:2])} …). Give more of it.")
            whole = identity if identity in found else found[0]
            if table is schema.documents:
                return "document", whole, whole
            if table is schema.incidents:
                json = connection.execute(select(table.c.json).where(table.c.id == whole)).scalar_one()
                return "incident", whole, _incident_decoder.decode(json).first_report.document
            kind = "event" if table is schema.events else "quote"
            return kind, whole, self._document_of(connection, table, whole)

    def _led_to(self, connection: Connection, identity: str) -> list[str]:
        """Incidents that took in those whose ids begin so."""
        table = schema.incident_redirects
        query = select(table.c.new).where(table.c.old >= identity, table.c.old < identity + "\U0010ffff").distinct()
        ids = [row.new for row in connection.execute(query.limit(3))]
        living = select(schema.incidents.c.id).where(schema.incidents.c.id.in_(ids)).order_by(schema.incidents.c.id)
        return [row.id for row in connection.execute(living)]

    def _document_of(self, connection: Connection, table: Any, identity: str) -> str:
        query = select(schema.documents.c.id).join(schema.codings, schema.codings.c.document == schema.documents.c.seq)
        query = query.join(table, table.c.coding == schema.codings.c.seq).where(table.c.id == identity)
        return str(connection.execute(query.limit(1)).scalar_one())

    def coding(self, document: str, fingerprint: str | None = None) -> Coding:
        """The newest coding of the document with this id (or the beginning of one), or the one made under ``fingerprint``."""
        _, whole, _ = self.find(document)
        codings, documents = schema.codings, schema.documents
        query = select(codings.c.json).join(documents, codings.c.document == documents.c.seq).where(documents.c.id == whole)
        query = query.where(codings.c.newest if fingerprint is None else codings.c.fingerprint == fingerprint)
        with self.connection() as connection:
            data = connection.execute(query.order_by(codings.c.seq.desc()).limit(1)).scalar()
        if data is None:
            raise RecordError(f"{self.path}: {whole} has no such coding.")
        return from_json(zlib.decompress(data))

    def coding_at(self, seq: int) -> Coding:
        """The coding of this number, as rows name it."""
        with self.connection() as connection:
            return from_json(
                zlib.decompress(connection.execute(select(schema.codings.c.json).where(schema.codings.c.seq == seq)).scalar_one())
            )

    def codings_of(self, document: str) -> list[CodingInfo]:
        """All codings of a document, the earliest first."""
        _, whole, _ = self.find(document)
        codings, documents = schema.codings, schema.documents
        fields = (codings.c.seq, codings.c.id, codings.c.fingerprint, codings.c.newest, codings.c.failed)
        query = select(*fields).join(documents, codings.c.document == documents.c.seq).where(documents.c.id == whole)
        with self.connection() as connection:
            return [CodingInfo(**row._mapping) for row in connection.execute(query.order_by(codings.c.seq))]

    def counts(self) -> dict[str, int]:
        """Documents, newest codings' events and quotations, failures and notes."""
        found: dict[str, int] = {}
        with self.connection() as connection:
            for table in (schema.events, schema.quotes):
                query = _of_newest(select(func.count()), table)
                found[table.name] = int(connection.scalar(query) or 0)
            for table in (schema.documents, schema.incidents):
                found[table.name] = int(connection.scalar(select(func.count()).select_from(table)) or 0)
        levels = [row.level for row in self.failures()]
        return {**found, "failures": levels.count("failure"), "notes": levels.count("note")}

    def settings(self) -> dict[str, str]:
        """The record's settings; ``pseudonyms`` is on unless it was turned off."""
        with self.connection() as connection:
            rows = connection.execute(select(schema.settings.c.name, schema.settings.c.value)).all()
        return {"pseudonyms": "on", **{row.name: row.value for row in rows}}

    def fingerprints(self) -> dict[str, dict[str, Any]]:
        """What each fingerprint stands for."""
        with self.connection() as connection:
            rows = connection.execute(select(schema.fingerprints.c.id, schema.fingerprints.c.basis).order_by(schema.fingerprints.c.id))
            return {row.id: msgspec.json.decode(row.basis) for row in rows}

    def runs(self) -> list[dict[str, Any]]:
        """The run log, the earliest first."""
        with self.connection() as connection:
            return [dict(row._mapping) for row in connection.execute(select(schema.runs).order_by(schema.runs.c.seq))]


_HEAD = [schema.documents.c[name] for name in DocumentHead.__struct_fields__]


def _head(row: Row[Any]) -> DocumentHead:
    return DocumentHead(**{name: getattr(row, name) for name in DocumentHead.__struct_fields__})


def _of_newest(query: Select[Any], table: Any, beside: Any = None, condition: Any = None) -> Select[Any]:
    """Joined from the table to its coding, which must be the newest, and its document; where it has one, to a row ``beside``."""
    newest: ColumnElement[bool] = schema.codings.c.newest
    joined = table.join(schema.codings, table.c.coding == schema.codings.c.seq)
    joined = joined.join(schema.documents, schema.codings.c.document == schema.documents.c.seq)
    return query.select_from(joined if beside is None else joined.outerjoin(beside, condition)).where(newest)


def with_more(json: str, **more: Any) -> bytes:
    """A JSON object with further members."""
    added = b"".join(b"," + msgspec.json.encode(name) + b":" + msgspec.json.encode(value) for name, value in more.items())
    return json[:-1].encode() + added + b"}"
