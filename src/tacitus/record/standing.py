"""Where documents, events and quotations stand: the newest coding of each, its incident and origin."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec
from sqlalchemy import Connection, select

from tacitus.record import schema

AT_ONCE = 500  # ids in one statement


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """``coding``: number of the newest coding that has it. ``incident`` and ``origin`` of a quotation are None."""

    id: str
    coding: int
    incident: str | None = None
    origin: str | None = None


def newest_coding(connection: Connection, document: str) -> int | None:
    """The number of the newest coding of the document with this whole id."""
    codings, documents = schema.codings, schema.documents
    query = select(codings.c.seq).join(documents, documents.c.seq == codings.c.document)
    found: int | None = connection.execute(query.where(documents.c.id == document, codings.c.newest)).scalar()
    return found


def events_standing(connection: Connection, ids: Sequence[str]) -> Iterator[Standing]:
    """In the order of the ids; what no newest coding has is left out."""
    events, codings, of = schema.events, schema.codings, schema.incident_events
    query = select(events.c.id, events.c.coding, of.c.incident, of.c.origin)
    query = query.select_from(events.join(codings, codings.c.seq == events.c.coding).outerjoin(of, of.c.event == events.c.id))
    for n in range(0, len(ids), AT_ONCE):
        some = ids[n : n + AT_ONCE]
        found = {row.id: row for row in connection.execute(query.where(codings.c.newest, events.c.id.in_(some)))}
        yield from (Standing(**found[identity]._mapping) for identity in some if identity in found)


def quotes_standing(connection: Connection, ids: Sequence[str]) -> Iterator[Standing]:
    """In the order of the ids; what no newest coding has is left out."""
    quotes, codings = schema.quotes, schema.codings
    query = select(quotes.c.id, quotes.c.coding).join(codings, codings.c.seq == quotes.c.coding)
    for n in range(0, len(ids), AT_ONCE):
        some = ids[n : n + AT_ONCE]
        found = {row.id: row for row in connection.execute(query.where(codings.c.newest, quotes.c.id.in_(some)))}
        yield from (Standing(**found[identity]._mapping) for identity in some if identity in found)
