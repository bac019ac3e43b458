"""Lists of the record, and what stands beside them: facets, timeline, map."""

from __future__ import annotations

from litestar import get
from msgspec.structs import replace

from tacitus.model.answers import DocumentPage, EventPage, Facets, IncidentPage, Map, Overview, QuotePage, Timeline, Vocabulary
from tacitus.server.asking import Limit, Of, Offset, Sort
from tacitus.server.context import Context
from tacitus.server.views import linked_incident
from tacitus.workspace.browsing import BrowseFilters


@get("/vocabulary", sync_to_thread=True)
def vocabulary(context: Context) -> Vocabulary:
    """Every code with its label and what it means."""
    return context.browser.vocabulary()


@get("/overview", sync_to_thread=True)
def overview(context: Context, narrowing: BrowseFilters) -> Overview:
    """What is in the record."""
    return context.browser.overview(narrowing)


@get("/incidents", sync_to_thread=True)
def incidents(context: Context, narrowing: BrowseFilters, offset: Offset = 0, limit: Limit = 50, sort: Sort = None) -> IncidentPage:
    """Incidents of which one report at least passes the narrowing."""
    page = context.browser.incidents(narrowing, offset, limit, sort)
    return replace(page, rows=tuple(replace(row, incident=linked_incident(row.incident)) for row in page.rows))


@get("/events", sync_to_thread=True)
def events(context: Context, narrowing: BrowseFilters, offset: Offset = 0, limit: Limit = 50, sort: Sort = None) -> EventPage:
    """Events that pass the narrowing."""
    return context.browser.events(narrowing, offset, limit, sort)


@get("/quotes", sync_to_thread=True)
def quotes(context: Context, narrowing: BrowseFilters, offset: Offset = 0, limit: Limit = 50, sort: Sort = None) -> QuotePage:
    """Quotations that pass the narrowing."""
    return context.browser.quotes(narrowing, offset, limit, sort)


@get("/documents", sync_to_thread=True)
def documents(context: Context, narrowing: BrowseFilters, offset: Offset = 0, limit: Limit = 50, sort: Sort = None) -> DocumentPage:
    """Documents that pass the narrowing."""
    return context.browser.documents(narrowing, offset, limit, sort)


@get("/facets", sync_to_thread=True)
def facets(context: Context, narrowing: BrowseFilters, of: Of) -> Facets:
    """Values of every filter of a list, with their counts: each facet counts rows that pass all filters but its own."""
    return context.browser.facets(of, narrowing)


@get("/timeline", sync_to_thread=True)
def timeline(context: Context, narrowing: BrowseFilters, of: Of) -> Timeline:
    """Rows of a list by day."""
    return context.browser.timeline(of, narrowing)


@get("/map", sync_to_thread=True)
def map_(context: Context, narrowing: BrowseFilters, of: Of) -> Map:
    """Rows of a list by place."""
    return context.browser.map(of, narrowing)


ROUTES = (vocabulary, overview, incidents, events, quotes, documents, facets, timeline, map_)
