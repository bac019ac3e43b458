"""One incident, one document, one event."""

from __future__ import annotations

from litestar import get

from tacitus.model.answers import Article, EventRow, IncidentView
from tacitus.server import stopgap
from tacitus.server.asking import Given, Identity
from tacitus.server.context import Context
from tacitus.server.problems import missing


@get("/incidents/{identity:str}", sync_to_thread=True)
def incident(context: Context, identity: Identity) -> IncidentView:
    """One incident opened: reports by origin, claims, contradictions. An id that ended leads to the living incident."""
    return stopgap.incident(context, identity)


@get("/documents/{identity:str}", sync_to_thread=True)
def document(context: Context, identity: Identity) -> Article:
    """One article with its newest coding."""
    return stopgap.article(context, identity)


@get("/events/{identity:str}", sync_to_thread=True)
def event(context: Context, identity: Identity) -> EventRow:
    """One event."""
    for row in stopgap.event_rows(context, Given(values={})):
        if row.event.id == identity:
            return row
    raise missing("such event")


ROUTES = (incident, document, event)
