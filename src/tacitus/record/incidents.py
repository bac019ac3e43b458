"""Tables of incidents: documents taken in, members, ids that live on, what people said. All functions take a ``Connection``."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Connection, func, insert, literal_column, or_, select, update

from tacitus.record import schema
from tacitus.record.statements import Among, Deletion, put, put_rows

EQUAL = 100.0  # stands for the score of reports that are one before anything is scored


class Taken(msgspec.Struct, frozen=True, kw_only=True):
    """A document to take in: its head, its text, its newest coding and that coding's events as JSON."""

    seq: int
    id: str
    outlet: str | None
    published_at: str | None
    title: str | None
    url: str | None
    text: str
    coding: int
    events: tuple[str, ...]


class Birth(msgspec.Struct, frozen=True, kw_only=True):
    """The oldest report of an incident when it began, and what its JSON was last made from."""

    incident: str
    event: str
    published_at: str | None
    document: str
    basis: str | None = None

    @property
    def order(self) -> tuple[bool, str, str]:
        return self.published_at is None, self.published_at or "", self.document


class Constraint(msgspec.Struct, frozen=True, kw_only=True):
    """What a person said: the events are one occurrence (``same``), or not the occurrence of the others (``different``)."""

    seq: int
    act: str
    events: tuple[str, ...]
    others: tuple[str, ...]
    author: str
    reason: str | None


# Documents

_documents, _codings, _events = schema.documents, schema.codings, schema.events
_HEAD = (
    _documents.c.seq, _documents.c.id, _documents.c.outlet, _documents.c.published_at, _documents.c.title, _documents.c.url,
)  # fmt: skip
_newest_coding: ColumnElement[bool] = literal_column("codings.newest")  # in these words SQLite finds the index of newest codings
_coded = select(*_HEAD, _documents.c.text, _codings.c.seq).join(_codings, _codings.c.document == _documents.c.seq).where(_newest_coding)
_heads = Among(_coded, _documents.c.seq)
_events_of = Among(select(_events.c.coding, _events.c.json).order_by(_events.c.coding, _events.c.ordinal), _events.c.coding)
_told = Among(
    select(_events.c.id, *_HEAD, _events.c.coding, _events.c.json)
    .join(_codings, _events.c.coding == _codings.c.seq)
    .join(_documents, _codings.c.document == _documents.c.seq)
    .where(_newest_coding),
    _events.c.id,
)
_newest = Among(select(_codings.c.document, _codings.c.seq).where(_newest_coding), _codings.c.document)
_known = Among(select(schema.incident_documents.c.document, schema.incident_documents.c.id), schema.incident_documents.c.document)
_identities = Among(select(_documents.c.seq, _documents.c.id), _documents.c.seq)
_wait_again = Deletion(schema.corpus_state, schema.corpus_state.c.document)
_forget = Deletion(schema.incident_documents, schema.incident_documents.c.document)


def pending(connection: Connection) -> dict[int, int]:
    """Documents whose newest coding is not taken in, in order, and that coding."""
    codings, state = schema.codings, schema.corpus_state
    query = select(codings.c.document, codings.c.seq).outerjoin(state, state.c.document == codings.c.document)
    query = query.where(_newest_coding, or_(state.c.coding.is_(None), state.c.coding != codings.c.seq))
    return {row.document: row.seq for row in connection.execute(query.order_by(codings.c.document))}


def coded_since(connection: Connection, coding: int) -> tuple[dict[int, int], int]:
    """Documents with a newest coding of a higher number that is not taken in, and that coding; the highest number of all."""
    codings, state = schema.codings, schema.corpus_state
    query = select(codings.c.document, codings.c.seq).outerjoin(state, state.c.document == codings.c.document)
    query = query.where(_newest_coding, codings.c.seq > coding, or_(state.c.coding.is_(None), state.c.coding != codings.c.seq))
    found = {row.document: row.seq for row in connection.execute(query.order_by(codings.c.document))}
    return found, int(connection.scalar(select(func.max(codings.c.seq))) or 0)


def gone(connection: Connection, pending: Collection[int]) -> list[int]:
    """Numbers of documents that were taken in and are no more there, or are others now, which then are ``pending``."""
    known, documents = schema.incident_documents, schema.documents
    before = dict(_known(connection, pending))
    others = sorted(number for number, identity in _identities(connection, pending) if before.get(number, identity) != identity)
    here, coded, taken = (
        connection.scalar(select(func.count()).select_from(table).where(*where))
        for table, where in ((documents, ()), (schema.codings, (_newest_coding,)), (known, ()))
    )
    if here == coded and taken == (coded or 0) - (len(pending) - len(before)):
        return others  # all that were taken in are there, by their number
    query = select(known.c.document).outerjoin(documents, (documents.c.seq == known.c.document) & (documents.c.id == known.c.id))
    return [row.document for row in connection.execute(query.where(documents.c.seq.is_(None)).order_by(known.c.document))]


def documents(connection: Connection, numbers: Sequence[int]) -> list[Taken]:
    """The documents with these numbers that have a coding, in order."""
    found = sorted(_heads(connection, numbers))
    told: dict[int, list[str]] = {}
    for coding, json in _events_of(connection, [row[-1] for row in found]):
        told.setdefault(coding, []).append(json)
    return [
        Taken(
            seq=seq, id=identity, outlet=outlet, published_at=published_at, title=title, url=url, text=text, coding=coding,
            events=tuple(told.get(coding, ())),
        )
        for seq, identity, outlet, published_at, title, url, text, coding in found
    ]  # fmt: skip


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """An event of a newest coding with the head of its document."""

    event: str
    document: int
    coding: int
    id: str
    outlet: str | None
    published_at: str | None
    title: str | None
    url: str | None
    json: str


def told(connection: Connection, events: Iterable[str]) -> list[Told]:
    """The events with these ids."""
    return [
        Told(
            event=event, document=document, id=identity, outlet=outlet, published_at=published_at, title=title, url=url, coding=coding,
            json=json,
        )
        for event, document, identity, outlet, published_at, title, url, coding, json in _told(connection, events)
    ]  # fmt: skip


def take(connection: Connection, state: Iterable[tuple[int, int]]) -> None:
    """Marks documents as taken in: pairs of document and coding."""
    put_rows(connection, schema.corpus_state, list(state))


def newest(connection: Connection, numbers: Iterable[int]) -> list[tuple[int, int]]:
    """Document and its newest coding, for those documents that are there."""
    return list(_newest(connection, numbers))


def wait_again(connection: Connection, numbers: Iterable[int]) -> None:
    """The documents are taken up anew by the next run."""
    _wait_again(connection, numbers)


def know(connection: Connection, known: Iterable[tuple[int, str]]) -> None:
    put_rows(connection, schema.incident_documents, list(known))


def forget(connection: Connection, numbers: Sequence[int]) -> None:
    _forget(connection, numbers)


# Incidents and their ids

_of, _births, _redirects, _denials, _incidents = (
    schema.incident_events, schema.incident_births, schema.incident_redirects, schema.incident_denials, schema.incidents,
)  # fmt: skip
Member = tuple[str, int, str, str]  # event, document, incident, origin
_member_rows = Among(select(_of.c.event, _of.c.document, _of.c.incident, _of.c.origin), _of.c.event)
_incidents_of = Among(select(_of.c.event, _of.c.incident), _of.c.event)
_events_in = Among(select(_of.c.incident, _of.c.event), _of.c.incident)
_drop_events = Deletion(_of, _of.c.event)
_born = Among(select(_births.c.incident, _births.c.event, _births.c.published_at, _births.c.document, _births.c.basis), _births.c.incident)
_ends = (
    Deletion(_births, _births.c.incident), Deletion(_incidents, _incidents.c.id),
    Deletion(schema.claims, schema.claims.c.incident), Deletion(_denials, _denials.c.incident),
)  # fmt: skip
_revive = Deletion(_redirects, _redirects.c.old)
_numbers_of = Among(select(_incidents.c.id, _incidents.c.seq), _incidents.c.id)
_statuses = Among(select(_incidents.c.id, _incidents.c.status), _incidents.c.id)
_drop_denials = Deletion(_denials, _denials.c.incident)


def members(connection: Connection, events: Iterable[str]) -> dict[str, Member]:
    """The rows of these events."""
    return {row[0]: row for row in _member_rows(connection, events)}


def incidents_of(connection: Connection, events: Iterable[str]) -> dict[str, str]:
    """Event → the incident that it stood in last."""
    return dict(_incidents_of(connection, events))


def events_of(connection: Connection, incidents: Iterable[str]) -> dict[str, list[str]]:
    """Incident → its events, sorted."""
    found: dict[str, list[str]] = {}
    for incident, event in _events_in(connection, incidents):
        found.setdefault(incident, []).append(event)
    return {incident: sorted(events) for incident, events in found.items()}


def put_events(connection: Connection, rows: Iterable[Member]) -> None:
    put_rows(connection, _of, list(rows))


def drop_events(connection: Connection, events: Iterable[str]) -> None:
    _drop_events(connection, events)


def emptied(connection: Connection) -> list[str]:
    """Incidents none of whose reports is there; looks at all of them."""
    table, of = schema.incident_births, schema.incident_events
    query = select(table.c.incident).where(~select(of.c.event).where(of.c.incident == table.c.incident).exists())
    return [row.incident for row in connection.execute(query.order_by(table.c.incident))]


def births(connection: Connection, incidents: Iterable[str]) -> dict[str, Birth]:
    return {
        incident: Birth(incident=incident, event=event, published_at=published_at, document=document, basis=basis)
        for incident, event, published_at, document, basis in _born(connection, incidents)
    }


def put_births(connection: Connection, born: Iterable[Birth]) -> None:
    put_rows(connection, _births, [msgspec.structs.astuple(birth) for birth in born])


def end(connection: Connection, incidents: Sequence[str]) -> None:
    """Their rows go; redirects and log stay."""
    for deletion in _ends:
        deletion(connection, incidents)


def redirect(connection: Connection, moves: Iterable[tuple[str, str]]) -> None:
    """Old id, new id; redirects to the old one are led on, so that one step always suffices."""
    table = schema.incident_redirects
    for old, new in moves:
        connection.execute(update(table).where(table.c.new == old).values(new=new))
        put(connection, table, [{"old": old, "new": new}])


def revive(connection: Connection, incidents: Iterable[str]) -> None:
    """Ids that live again lead nowhere else."""
    _revive(connection, incidents)


def resolve(connection: Connection, identity: str) -> str | None:
    """The id of a living incident that this id leads to; None where it never was one or its reports are gone."""
    table = schema.incident_redirects
    live = schema.incidents.c.id
    for _ in range(2):
        if connection.execute(select(live).where(live == identity)).first() is not None:
            return identity
        moved = connection.execute(select(table.c.new).where(table.c.old == identity)).scalar()
        if moved is None:
            return None
        identity = moved
    return None


def log(connection: Connection, lines: Iterable[dict[str, Any]]) -> None:
    """``act`` (merged, split, ended), ``incident``, ``others`` (list), author and reason where a person did it."""
    rows = [{"author": None, "reason": None, **line, "others": msgspec.json.encode(line["others"]).decode()} for line in lines]
    if rows:
        connection.execute(insert(schema.incident_log), rows)


# What people said


def constraints(connection: Connection) -> list[Constraint]:
    """Those in force, the earliest first."""
    table = schema.incident_constraints
    fields = (table.c.seq, table.c.act, table.c.events, table.c.others, table.c.author, table.c.reason)
    rows = connection.execute(select(*fields).where(table.c.undone_at.is_(None)).order_by(table.c.seq))
    return [
        Constraint(
            seq=row.seq, act=row.act, events=tuple(msgspec.json.decode(row.events)), others=tuple(msgspec.json.decode(row.others)),
            author=row.author, reason=row.reason,
        )
        for row in rows
    ]  # fmt: skip


def constrain(
    connection: Connection, act: str, events: Sequence[str], others: Sequence[str], author: str, reason: str | None, made_at: str
) -> int:
    """Appends a constraint and gives its number."""
    values = {"act": act, "events": msgspec.json.encode(events).decode(), "others": msgspec.json.encode(others).decode()}
    query = insert(schema.incident_constraints).values(**values, author=author, reason=reason, made_at=made_at, undone_at=None)
    return int(connection.execute(query).inserted_primary_key[0])  # type: ignore[index]


def undo(connection: Connection, seq: int, undone_at: str) -> Constraint | None:
    """Takes a constraint out of force; None where there is no such one in force."""
    found = next((one for one in constraints(connection) if one.seq == seq), None)
    if found is not None:
        table = schema.incident_constraints
        connection.execute(update(table).where(table.c.seq == seq).values(undone_at=undone_at))
    return found


def numbers_of(connection: Connection, incidents: Sequence[str]) -> dict[str, int]:
    """Each incident's number among the rows: its old one, or the next."""
    found: dict[str, int] = dict(_numbers_of(connection, incidents))
    last = int(connection.scalar(select(func.max(_incidents.c.seq))) or 0)
    for identity in incidents:
        if identity not in found:
            last += 1
            found[identity] = last
    return found


def statuses(connection: Connection, incidents: Iterable[str]) -> dict[str, str]:
    return dict(_statuses(connection, incidents))


class Reason(msgspec.Struct, frozen=True, kw_only=True):
    """Why an event stands in its incident: the event most like it there, and the named parts of their score."""

    event: str
    other: str
    score: float
    parts: tuple[tuple[str, float], ...]


def reasons(connection: Connection, incident: str) -> list[Reason]:
    """One for each event of an incident of several, by event id.

    Events that are one report (printings of a text, the same words) are put beside their first, with what they have in common as the part.
    """
    members, table, of = schema.incident_node_events, schema.incident_nodes, schema.incident_events
    query = select(members.c.event, table.c.because).join(table, table.c.id == members.c.node)
    query = query.join(of, of.c.event == members.c.event).where(of.c.incident == incident, table.c.because.is_not(None))
    found = []
    for row in connection.execute(query.order_by(members.c.event)):
        why = msgspec.json.decode(row.because, type=dict[str, Any])
        if row.event != why["first"]:
            found.append(Reason(event=row.event, other=why["first"], score=EQUAL, parts=((why["sameness"], EQUAL),)))
        elif "event" in why:
            parts = tuple((said, weight) for said, weight in why["parts"])
            found.append(Reason(event=row.event, other=why["event"], score=why["score"], parts=parts))
    return found


def put_denials(connection: Connection, denials: Mapping[str, Sequence[str]]) -> None:
    """Incident → the negated events that deny it; those of before go."""
    _drop_denials(connection, denials)
    put_rows(connection, _denials, [(incident, event) for incident, events in denials.items() for event in events])


def denials(connection: Connection, incident: str) -> list[str]:
    """The negated events that deny an incident."""
    table = schema.incident_denials
    return [row.event for row in connection.execute(select(table.c.event).where(table.c.incident == incident).order_by(table.c.event))]
