"""All that the browser asks of a record, but for an article, an incident and judgements."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from tacitus.exports.pseudonyms import Pseudonyms
from tacitus.model.answers import (
    ActorPage, ActorView, DocumentPage, Entity, EventPage, EventRow, Facets, FramedSentence, Framing, IncidentPage, Listed, Map, Overview,
    PlaceChoice, QuotePage, Relations, Runs, Timeline, Vocabulary,
)  # fmt: skip
from tacitus.model.judgements import ReviewState
from tacitus.workspace.browsing.filters import BrowseFilters, parse

States = Callable[[], Mapping[str, ReviewState]]  # by target; what has none is unreviewed
PAGE = 50
MOST_ROWS = 200
SORTS: dict[Listed, tuple[str, ...]] = {
    "incidents": ("date", "published", "reports", "origins", "outlets", "type", "confidence"),
    "events": ("date", "published", "confidence", "type", "outlet", "origins", "score"),
    "quotes": ("published", "outlet", "speaker"),
    "documents": ("published", "outlet", "events", "quotes"),
}


class Browser:
    """A record open for browsing; may be asked by many threads at once.

    ``pseudonyms`` None: private persons are named. ``states``: the review overlay (``{}`` where there is none).
    Making one is quick: ``start()`` loads the index in a thread of its own and keeps it true while the record grows, ``close()`` ends it.
    What needs the index raises NotReadyError until ``ready``. Wrong filters, sorts, limits: UsageError. Unknown ids: MissingError.
    """

    def __init__(self, path: Path, *, pseudonyms: Pseudonyms | None = None, states: States = dict) -> None:
        raise NotImplementedError

    def start(self) -> None:
        """Loads the index in the background and follows the record from then on."""
        raise NotImplementedError

    def load(self) -> None:
        """Loads, or renews, the index in this thread; for tests and scripts, and where an answer must be of this moment."""
        raise NotImplementedError

    def close(self) -> None:
        raise NotImplementedError

    @property
    def ready(self) -> bool:
        """Whether the index stands."""
        raise NotImplementedError

    @property
    def changed(self) -> int:
        """Grows with each renewal of the index."""
        raise NotImplementedError

    def numbers(self) -> tuple[int, int, int]:
        """Documents, events and incidents of the record; before the index stands they are counted in the tables."""
        raise NotImplementedError

    def filters(self, params: Mapping[str, Sequence[str]]) -> BrowseFilters:
        """Filters from the query's parameters (without offset, limit, sort and the like)."""
        return parse(params)

    # Lists: ``limit`` at most 200; ``sort`` None: the newest first, "-" before the field for descending (see SORTS)

    def incidents(self, filters: BrowseFilters, offset: int = 0, limit: int = PAGE, sort: str | None = None) -> IncidentPage:
        raise NotImplementedError

    def events(self, filters: BrowseFilters, offset: int = 0, limit: int = PAGE, sort: str | None = None) -> EventPage:
        raise NotImplementedError

    def quotes(self, filters: BrowseFilters, offset: int = 0, limit: int = PAGE, sort: str | None = None) -> QuotePage:
        raise NotImplementedError

    def documents(self, filters: BrowseFilters, offset: int = 0, limit: int = PAGE, sort: str | None = None) -> DocumentPage:
        raise NotImplementedError

    def event(self, identity: str) -> EventRow:
        """One event of a newest coding."""
        raise NotImplementedError

    def event_ids(self, filters: BrowseFilters) -> tuple[str, ...]:
        """Ids of all events that pass, in the order of the record: for judging them all at once."""
        raise NotImplementedError

    def quote_ids(self, filters: BrowseFilters) -> tuple[str, ...]:
        raise NotImplementedError

    def incident_ids(self, filters: BrowseFilters) -> tuple[str, ...]:
        raise NotImplementedError

    def document_ids(self, filters: BrowseFilters) -> tuple[str, ...]:
        raise NotImplementedError

    # Pictures of a list

    def facets(self, of: Listed, filters: BrowseFilters) -> Facets:
        """``total`` rows pass all filters; each facet counts rows that pass all but its own."""
        raise NotImplementedError

    def timeline(self, of: Listed, filters: BrowseFilters) -> Timeline:
        """Rows by day, days without any left out. What is known by more than a month stands under ``undated``."""
        raise NotImplementedError

    def map(self, of: Listed, filters: BrowseFilters) -> Map:
        raise NotImplementedError

    def overview(self, filters: BrowseFilters) -> Overview:
        raise NotImplementedError

    # Actors

    def actors(self, filters: BrowseFilters, words: str = "", offset: int = 0, limit: int = PAGE, sort: str | None = None) -> ActorPage:
        """Actors of the events that pass, the most frequent first (sort: events, name, actor, recipient, quotes)."""
        raise NotImplementedError

    def actor(self, entity: str, filters: BrowseFilters | None = None) -> ActorView:
        raise NotImplementedError

    def relations(self, filters: BrowseFilters, limit: int = 200) -> Relations:
        raise NotImplementedError

    # Framing

    def framing(self, *, actor: str | None = None, incident: str | None = None, filters: BrowseFilters | None = None) -> Framing:
        """Words by outlet, of one actor or one incident."""
        raise NotImplementedError

    def framed_sentences(
        self,
        *,
        words: str,
        category: str,
        outlet: str | None = None,
        actor: str | None = None,
        incident: str | None = None,
        limit: int = 50,
    ) -> tuple[FramedSentence, ...]:
        """The sentences behind a cell of ``framing``."""
        raise NotImplementedError

    # The record, and values to choose

    def runs(self, judged: Mapping[str, Any] | None = None) -> Runs:
        """``judged``: ``carried`` and ``unmatched``, numbers of judgements."""
        raise NotImplementedError

    def entities(self, words: str, limit: int = 20) -> tuple[Entity, ...]:
        """Actors to choose from: those of the lexicon and of the record whose names hold the words, the most frequent first."""
        raise NotImplementedError

    def places(self, words: str, limit: int = 20) -> tuple[PlaceChoice, ...]:
        """Places that bear the name, of the gazetteer and of the record."""
        raise NotImplementedError

    def vocabulary(self) -> Vocabulary:
        raise NotImplementedError
