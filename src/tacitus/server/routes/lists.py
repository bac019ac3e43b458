"""Lists of the record, and what stands beside them: facets, timeline, map."""

from __future__ import annotations

from litestar import get

from tacitus.model.answers import (
    DocumentPage,
    EventPage,
    Facets,
    IncidentPage,
    Listed,
    Map,
    Overview,
    QuotePage,
    Timeline,
    Vocabulary,
)
from tacitus.server import stopgap
from tacitus.server.asking import Given, Limit, Of, Offset, Sort
from tacitus.server.context import Context


@get("/vocabulary", sync_to_thread=True)
def vocabulary() -> Vocabulary:
    """Every code with its label and what it means."""
    return stopgap.vocabulary()


@get("/overview", sync_to_thread=True)
def overview(context: Context) -> Overview:
    """What is in the record."""
    return stopgap.overview(context)


def _page(context: Context, of: Listed, given: Given, offset: int, limit: int):  # type: ignore[no-untyped-def]
    rows = stopgap.ROWS[of](context, given)
    return len(rows), tuple(rows[offset : offset + limit])


@get("/incidents", sync_to_thread=True)
def incidents(context: Context, filters: Given, offset: Offset = 0, limit: Limit = 50, sort: Sort = None) -> IncidentPage:
    """Incidents of which one report at least passes the filters."""
    total, rows = _page(context, "incidents", filters, offset, limit)
    return IncidentPage(total=total, rows=rows)


@get("/events", sync_to_thread=True)
def events(context: Context, filters: Given, offset: Offset = 0, limit: Limit = 50, sort: Sort = None) -> EventPage:
    """Events that pass the filters."""
    total, rows = _page(context, "events", filters, offset, limit)
    return EventPage(total=total, rows=rows)


@get("/quotes", sync_to_thread=True)
def quotes(context: Context, filters: Given, offset: Offset = 0, limit: Limit = 50, sort: Sort = None) -> QuotePage:
    """Quotations that pass the filters."""
    total, rows = _page(context, "quotes", filters, offset, limit)
    return QuotePage(total=total, rows=rows)


@get("/documents", sync_to_thread=True)
def documents(context: Context, filters: Given, offset: Offset = 0, limit: Limit = 50, sort: Sort = None) -> DocumentPage:
    """Documents that pass the filters."""
    total, rows = _page(context, "documents", filters, offset, limit)
    return DocumentPage(total=total, rows=rows)


@get("/facets", sync_to_thread=True)
def facets(context: Context, filters: Given, of: Of) -> Facets:
    """Values of every filter of a list, with their counts."""
    return stopgap.facets(context, filters)


@get("/timeline", sync_to_thread=True)
def timeline(context: Context, filters: Given, of: Of) -> Timeline:
    """Rows of a list by day."""
    return stopgap.timeline(context, filters)


@get("/map", sync_to_thread=True)
def map_(context: Context, filters: Given, of: Of) -> Map:
    """Rows of a list by place."""
    return stopgap.map_of(context, filters)


ROUTES = (vocabulary, overview, incidents, events, quotes, documents, facets, timeline, map_)
