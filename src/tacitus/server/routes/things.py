"""One incident, one document, one event."""

from __future__ import annotations

from litestar import get

from tacitus.model.answers import Article, EventRow, IncidentView
from tacitus.server.asking import Identity
from tacitus.server.context import Context
from tacitus.server.problems import RefusedError
from tacitus.server.views import article_of, incident_of, living


@get("/incidents/{identity:str}", sync_to_thread=True)
def incident(context: Context, identity: Identity) -> IncidentView:
    """One incident opened: reports by origin, claims, contradictions. An id that ended leads to the living incident (308)."""
    whole = living(context, identity)
    if whole != identity:
        raise RefusedError(308, f"this incident goes on as {whole}", "Follow it there.", f"/api/incidents/{whole}")
    return incident_of(context, whole)


@get("/documents/{identity:str}", sync_to_thread=True)
def document(context: Context, identity: Identity) -> Article:
    """One article with its newest coding."""
    return article_of(context, identity)


@get("/events/{identity:str}", sync_to_thread=True)
def event(context: Context, identity: Identity) -> EventRow:
    """One event."""
    return context.browser.event(identity)


ROUTES = (incident, document, event)
