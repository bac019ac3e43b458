"""Reading a record in the browser: lists, facets, timelines, maps, actors, relations, framing, from an index in memory."""

from tacitus.workspace.browsing.browser import Browser
from tacitus.workspace.browsing.filters import BrowseFilters, MissingError, NotReadyError

__all__ = ["BrowseFilters", "Browser", "MissingError", "NotReadyError"]
