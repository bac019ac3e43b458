"""Tables of incidents: what waits, nodes with their blocks and links, members, ids that live on. All functions take a ``Connection``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

import msgspec
from sqlalchemy import Column, Connection, Row, Select, Table, bindparam, delete, func, insert, or_, select, update

from tacitus.record import schema

AT_ONCE = 500  # values in one IN list
EQUAL = 100.0  # stands for the score of reports that are one before anything is scored
_T = TypeVar("_T")


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


class Node(msgspec.Struct, frozen=True, kw_only=True):
    id: int
    key: str
    features: str
    region: int | None


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


class Pair(msgspec.Struct, frozen=True):
    """A link; ``a`` is the smaller number."""

    a: int
    b: int
    score: float
    key: int
    denial: bool


class Constraint(msgspec.Struct, frozen=True, kw_only=True):
    """What a person said: the events are one occurrence (``same``), or not the occurrence of the others (``different``)."""

    seq: int
    act: str
    events: tuple[str, ...]
    others: tuple[str, ...]
    author: str
    reason: str | None


def chunks(items: Iterable[_T], size: int = AT_ONCE) -> Iterator[list[_T]]:
    """The items in lists of at most ``size``."""
    waiting: list[_T] = []
    for item in items:
        waiting.append(item)
        if len(waiting) == size:
            yield waiting
            waiting = []
    if waiting:
        yield waiting


def rows_in(connection: Connection, query: Select[Any], column: Column[Any], values: Iterable[Any]) -> Iterator[Row[Any]]:
    """The rows whose column is among the values."""
    for some in chunks(values):
        yield from connection.execute(query.where(column.in_(some)))


def delete_in(connection: Connection, table: Table, column: Column[Any], values: Iterable[Any]) -> None:
    for some in chunks(values):
        connection.execute(delete(table).where(column.in_(some)))


def put(connection: Connection, table: Table, rows: Sequence[dict[str, Any]]) -> None:
    """Writes rows; one with the same key is replaced."""
    if rows:
        connection.execute(insert(table).prefix_with("OR REPLACE", dialect="sqlite"), rows)


# Documents


def pending(connection: Connection) -> list[int]:
    """Numbers of documents whose newest coding is not taken in, in order."""
    codings, state = schema.codings, schema.corpus_state
    query = select(codings.c.document).outerjoin(state, state.c.document == codings.c.document)
    query = query.where(codings.c.newest, or_(state.c.coding.is_(None), state.c.coding != codings.c.seq))
    return [row.document for row in connection.execute(query.order_by(codings.c.document))]


def gone(connection: Connection) -> list[int]:
    """Numbers of documents that were taken in and are no more there, or are others now."""
    known, documents = schema.incident_documents, schema.documents
    query = select(known.c.document).outerjoin(documents, (documents.c.seq == known.c.document) & (documents.c.id == known.c.id))
    return [row.document for row in connection.execute(query.where(documents.c.seq.is_(None)).order_by(known.c.document))]


def documents(connection: Connection, numbers: Sequence[int]) -> list[Taken]:
    """The documents with these numbers that have a coding, in order."""
    table, codings, events = schema.documents, schema.codings, schema.events
    fields = (table.c.seq, table.c.id, table.c.outlet, table.c.published_at, table.c.title, table.c.url, table.c.text)
    heads = select(*fields, codings.c.seq.label("coding")).join(codings, codings.c.document == table.c.seq).where(codings.c.newest)
    found = {row.seq: row for row in rows_in(connection, heads, table.c.seq, numbers)}
    told: dict[int, list[str]] = {}
    query = select(events.c.coding, events.c.json).order_by(events.c.coding, events.c.ordinal)
    for row in rows_in(connection, query, events.c.coding, [row.coding for row in found.values()]):
        told.setdefault(row.coding, []).append(row.json)
    return [
        Taken(**dict(zip(row._fields[:-1], row[:-1], strict=True)), coding=row.coding, events=tuple(told.get(row.coding, ())))
        for _, row in sorted(found.items())
    ]


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
    table, codings, of = schema.documents, schema.codings, schema.events
    heads = (table.c.seq.label("document"), table.c.id, table.c.outlet, table.c.published_at, table.c.title, table.c.url)
    query = (
        select(of.c.id.label("event"), *heads, of.c.coding, of.c.json)
        .join(codings, codings.c.document == table.c.seq)
        .join(of, of.c.coding == codings.c.seq)
    )
    return [Told(**row._mapping) for row in rows_in(connection, query.where(codings.c.newest), of.c.id, events)]


def take(connection: Connection, state: Iterable[tuple[int, int]]) -> None:
    """Marks documents as taken in: pairs of document and coding."""
    put(connection, schema.corpus_state, [{"document": document, "coding": coding} for document, coding in state])


def newest(connection: Connection, numbers: Iterable[int]) -> list[tuple[int, int]]:
    """Document and its newest coding, for those documents that are there."""
    codings = schema.codings
    query = select(codings.c.document, codings.c.seq).where(codings.c.newest)
    return [(row.document, row.seq) for row in rows_in(connection, query, codings.c.document, numbers)]


def wait_again(connection: Connection, numbers: Iterable[int]) -> None:
    """The documents are taken up anew by the next run."""
    delete_in(connection, schema.corpus_state, schema.corpus_state.c.document, numbers)


def know(connection: Connection, known: Iterable[tuple[int, str]]) -> None:
    put(connection, schema.incident_documents, [{"document": number, "id": identity} for number, identity in known])


def forget(connection: Connection, numbers: Sequence[int]) -> None:
    delete_in(connection, schema.incident_documents, schema.incident_documents.c.document, numbers)


# Nodes


def members_in(connection: Connection, numbers: Sequence[int]) -> dict[str, tuple[int, int]]:
    """Event → document, node: of all events of these documents that were taken in."""
    table = schema.incident_node_events
    query = select(table.c.event, table.c.document, table.c.node)
    return {row.event: (row.document, row.node) for row in rows_in(connection, query, table.c.document, numbers)}


def members_of(connection: Connection, nodes: Iterable[int]) -> dict[int, list[str]]:
    """Node → its events, sorted."""
    table = schema.incident_node_events
    found: dict[int, list[str]] = {}
    for row in rows_in(connection, select(table.c.node, table.c.event), table.c.node, nodes):
        found.setdefault(row.node, []).append(row.event)
    return {node: sorted(events) for node, events in found.items()}


def nodes_of_events(connection: Connection, events: Iterable[str]) -> dict[str, int]:
    table = schema.incident_node_events
    return {row.event: row.node for row in rows_in(connection, select(table.c.event, table.c.node), table.c.event, events)}


def nodes(connection: Connection, numbers: Iterable[int]) -> dict[int, Node]:
    return {row.id: _node(row) for row in rows_in(connection, _NODES, schema.incident_nodes.c.id, numbers)}


def nodes_by_key(connection: Connection, keys: Iterable[str]) -> dict[str, Node]:
    return {row.key: _node(row) for row in rows_in(connection, _NODES, schema.incident_nodes.c.key, keys)}


def nodes_in_regions(connection: Connection, regions: Iterable[int]) -> set[int]:
    table = schema.incident_nodes
    return {row.id for row in rows_in(connection, select(table.c.id), table.c.region, regions)}


_NODES = select(schema.incident_nodes.c.id, schema.incident_nodes.c.key, schema.incident_nodes.c.features, schema.incident_nodes.c.region)


def _node(row: Row[Any]) -> Node:
    return Node(id=row.id, key=row.key, features=row.features, region=row.region)


def last_node(connection: Connection) -> int:
    return int(connection.scalar(select(func.max(schema.incident_nodes.c.id))) or 0)


def put_nodes(connection: Connection, rows: Sequence[dict[str, Any]]) -> None:
    """``rows``: id, key, features. A node that was there begins anew."""
    put(connection, schema.incident_nodes, [{"region": None, "because": None, **row} for row in rows])


def put_members(connection: Connection, members: Iterable[tuple[str, int, int]]) -> None:
    put(connection, schema.incident_node_events, [{"event": event, "document": number, "node": node} for event, number, node in members])


def drop_members(connection: Connection, events: Iterable[str]) -> None:
    delete_in(connection, schema.incident_node_events, schema.incident_node_events.c.event, events)


def drop_nodes(connection: Connection, numbers: Sequence[int]) -> None:
    delete_in(connection, schema.incident_nodes, schema.incident_nodes.c.id, numbers)


def oldest_member(connection: Connection, node: int) -> tuple[int, str] | None:
    """Document and event of the node's member that stands first; None where it has none."""
    members, table, events, codings = schema.incident_node_events, schema.documents, schema.events, schema.codings
    query = select(members.c.document, members.c.event).join(table, table.c.seq == members.c.document)
    query = query.join(codings, (codings.c.document == table.c.seq) & codings.c.newest)
    query = query.join(events, (events.c.coding == codings.c.seq) & (events.c.id == members.c.event)).where(members.c.node == node)
    order = (table.c.published_at.is_(None), table.c.published_at, table.c.id, events.c.start, events.c.id)
    row = connection.execute(query.order_by(*order).limit(1)).first()
    return (row.document, row.event) if row else None


def settle(connection: Connection, regions: Iterable[tuple[int, int, str | None]]) -> None:
    """Node, region, and why it stands in its incident."""
    rows = [{"of": node, "to": region, "why": because} for node, region, because in regions]
    if rows:
        table = schema.incident_nodes
        query = update(table).where(table.c.id == bindparam("of")).values(region=bindparam("to"), because=bindparam("why"))
        connection.execute(query, rows)


# Blocks and links


def put_keys(connection: Connection, keys: Iterable[tuple[int, str, int]]) -> None:
    put(connection, schema.incident_keys, [{"key": key, "sort": sort, "node": node} for key, sort, node in keys])


def drop_keys(connection: Connection, keys: Iterable[tuple[int, str, int]]) -> None:
    table = schema.incident_keys
    rows = [{"k": key, "s": sort, "n": node} for key, sort, node in keys]
    if rows:
        same = (table.c.key == bindparam("k"), table.c.sort == bindparam("s"), table.c.node == bindparam("n"))
        connection.execute(delete(table).where(*same), rows)


def blocks(connection: Connection, keys: Iterable[int]) -> dict[int, tuple[list[str], list[int]]]:
    """Whole blocks: key → sort values and nodes, in order."""
    table = schema.incident_keys
    found: dict[int, tuple[list[str], list[int]]] = {}
    query = select(table.c.key, table.c.sort, table.c.node).order_by(table.c.key, table.c.sort, table.c.node)
    for row in rows_in(connection, query, table.c.key, keys):
        sorts, members = found.setdefault(row.key, ([], []))
        sorts.append(row.sort)
        members.append(row.node)
    return found


def put_pairs(connection: Connection, pairs: Iterable[Pair]) -> None:
    put(connection, schema.incident_pairs, [msgspec.structs.asdict(pair) for pair in pairs])


def pairs_of(connection: Connection, numbers: Iterable[int]) -> list[Pair]:
    """All links of these nodes; one between two of them may come twice."""
    table = schema.incident_pairs
    query = select(table.c.a, table.c.b, table.c.score, table.c.key, table.c.denial)
    wanted = list(numbers)
    return [
        Pair(row.a, row.b, row.score, row.key, row.denial)
        for column in (table.c.a, table.c.b)
        for row in rows_in(connection, query, column, wanted)
    ]


def drop_pairs(connection: Connection, pairs: Iterable[tuple[int, int]]) -> None:
    table = schema.incident_pairs
    rows = [{"one": a, "two": b} for a, b in pairs]
    if rows:
        connection.execute(delete(table).where(table.c.a == bindparam("one"), table.c.b == bindparam("two")), rows)


# What waits


def wait(connection: Connection, step: str, items: Iterable[object]) -> None:
    """``step``: new, near, cluster (numbers of nodes), incident (ids)."""
    put(connection, schema.incident_waiting, [{"step": step, "item": str(item)} for item in items])


def waiting(connection: Connection, step: str) -> list[str]:
    table = schema.incident_waiting
    return [row.item for row in connection.execute(select(table.c.item).where(table.c.step == step).order_by(table.c.item))]


def done(connection: Connection, steps: Sequence[str], items: Iterable[object]) -> None:
    table = schema.incident_waiting
    for some in chunks(str(item) for item in items):
        connection.execute(delete(table).where(table.c.step.in_(steps), table.c.item.in_(some)))


# Incidents and their ids


def incidents_of(connection: Connection, events: Iterable[str]) -> dict[str, str]:
    """Event → the incident that it stood in last."""
    table = schema.incident_events
    return {row.event: row.incident for row in rows_in(connection, select(table.c.event, table.c.incident), table.c.event, events)}


def events_of(connection: Connection, incidents: Iterable[str]) -> dict[str, list[str]]:
    """Incident → its events, sorted."""
    table = schema.incident_events
    found: dict[str, list[str]] = {}
    for row in rows_in(connection, select(table.c.incident, table.c.event), table.c.incident, incidents):
        found.setdefault(row.incident, []).append(row.event)
    return {incident: sorted(events) for incident, events in found.items()}


def put_events(connection: Connection, rows: Iterable[tuple[str, int, str, str]]) -> None:
    """Event, document, incident, origin."""
    names = ("event", "document", "incident", "origin")
    put(connection, schema.incident_events, [dict(zip(names, row, strict=True)) for row in rows])


def drop_events(connection: Connection, events: Iterable[str]) -> None:
    delete_in(connection, schema.incident_events, schema.incident_events.c.event, events)


def emptied(connection: Connection) -> list[str]:
    """Incidents none of whose reports is there; looks at all of them."""
    table, of = schema.incident_births, schema.incident_events
    query = select(table.c.incident).where(~select(of.c.event).where(of.c.incident == table.c.incident).exists())
    return [row.incident for row in connection.execute(query.order_by(table.c.incident))]


def births(connection: Connection, incidents: Iterable[str]) -> dict[str, Birth]:
    table = schema.incident_births
    query = select(table.c.incident, table.c.event, table.c.published_at, table.c.document, table.c.basis)
    return {row.incident: Birth(**row._mapping) for row in rows_in(connection, query, table.c.incident, incidents)}


def put_births(connection: Connection, born: Iterable[Birth]) -> None:
    put(connection, schema.incident_births, [msgspec.structs.asdict(birth) for birth in born])


def end(connection: Connection, incidents: Sequence[str]) -> None:
    """Their rows go; redirects and log stay."""
    for table, column in (
        (schema.incident_births, schema.incident_births.c.incident),
        (schema.incidents, schema.incidents.c.id),
        (schema.claims, schema.claims.c.incident),
        (schema.incident_denials, schema.incident_denials.c.incident),
    ):
        delete_in(connection, table, column, incidents)


def redirect(connection: Connection, moves: Iterable[tuple[str, str]]) -> None:
    """Old id, new id; redirects to the old one are led on, so that one step always suffices."""
    table = schema.incident_redirects
    for old, new in moves:
        connection.execute(update(table).where(table.c.new == old).values(new=new))
        put(connection, table, [{"old": old, "new": new}])


def revive(connection: Connection, incidents: Iterable[str]) -> None:
    """Ids that live again lead nowhere else."""
    delete_in(connection, schema.incident_redirects, schema.incident_redirects.c.old, incidents)


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


def documents_of_events(connection: Connection, events: Iterable[str]) -> list[int]:
    """Numbers of the documents whose taken-in events these are."""
    table = schema.incident_node_events
    return sorted({row.document for row in rows_in(connection, select(table.c.document), table.c.event, events)})


def numbers_of(connection: Connection, incidents: Sequence[str]) -> dict[str, int]:
    """Each incident's number among the rows: its old one, or the next."""
    of = schema.incidents.c
    found = {row.id: int(row.seq) for row in rows_in(connection, select(of.id, of.seq), of.id, incidents)}
    last = int(connection.scalar(select(func.max(of.seq))) or 0)
    for identity in incidents:
        if identity not in found:
            last += 1
            found[identity] = last
    return found


def statuses(connection: Connection, incidents: Iterable[str]) -> dict[str, str]:
    table = schema.incidents
    return {row.id: row.status for row in rows_in(connection, select(table.c.id, table.c.status), table.c.id, incidents)}


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
    table = schema.incident_denials
    delete_in(connection, table, table.c.incident, denials)
    put(connection, table, [{"incident": incident, "event": event} for incident, events in denials.items() for event in events])


def denials(connection: Connection, incident: str) -> list[str]:
    """The negated events that deny an incident."""
    table = schema.incident_denials
    return [row.event for row in connection.execute(select(table.c.event).where(table.c.incident == incident).order_by(table.c.event))]
