"""All that the browser asks of a record, but for an article, an incident and judgements."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any

import msgspec
import numpy as np

from tacitus.model.answers import (
    ActorPage,
    ActorView,
    DocumentPage,
    Entity,
    EventPage,
    EventRow,
    Facets,
    FramedSentence,
    Framing,
    IncidentPage,
    Listed,
    Map,
    Overview,
    PlaceChoice,
    QuotePage,
    QuoteRow,
    Relations,
    Runs,
    Timeline,
    Vocabulary,
)
from tacitus.model.errors import UsageError
from tacitus.record import browsing as tables
from tacitus.workspace.browsing import actors as actor_lists
from tacitus.workspace.browsing import choosing, ordering, pictures
from tacitus.workspace.browsing import framing as words_of
from tacitus.workspace.browsing.columns import LOCAL
from tacitus.workspace.browsing.facets import LISTED, NAMES
from tacitus.workspace.browsing.filters import BrowseFilters, MissingError, parse
from tacitus.workspace.browsing.helper import Helper
from tacitus.workspace.browsing.history import runs_of
from tacitus.workspace.browsing.inside import MOST_ROWS, PAGE, Inside, bounds
from tacitus.workspace.browsing.ordering import SORTS
from tacitus.workspace.browsing.overviews import View, overview_of
from tacitus.workspace.browsing.persons import key_of
from tacitus.workspace.browsing.rows import Rows
from tacitus.workspace.browsing.snippets import phrases_of
from tacitus.workspace.browsing.vocabulary import vocabulary

__all__ = ["MOST_ROWS", "PAGE", "SORTS", "Browser"]

_OF_DOCUMENTS = ("outlet", "outlet_known", "document", "since", "until", "day", "newer")


class Browser(Inside):
    """A record open for browsing; may be asked by many threads at once.

    ``pseudonyms`` None: private persons are named. ``states``: the review overlay (``{}`` where there is none).
    Making one is quick: ``start()`` loads the index in a thread of its own and keeps it true while the record grows, ``close()`` ends it.
    What needs the index raises NotReadyError until ``ready``. Wrong filters, sorts, limits: UsageError. Unknown ids: MissingError.
    """

    def start(self) -> None:
        """Loads the index in the background and follows the record from then on."""
        self._follower.start(self._warm)

    def load(self) -> None:
        """Loads, or renews, the index in this thread; for tests and scripts, and where an answer must be of this moment."""
        self._follower.load()
        self._follower.read_frames()

    def close(self) -> None:
        self._follower.close()
        self._reader.close()

    @property
    def ready(self) -> bool:
        """Whether the index stands."""
        return self._follower.loaded is not None

    @property
    def changed(self) -> int:
        """Grows with each renewal of the index."""
        loaded = self._follower.loaded
        return loaded.index.generation if loaded is not None else 0

    def numbers(self) -> tuple[int, int, int]:
        """Documents, events and incidents of the record; before the index stands they are counted in the tables."""
        loaded = self._follower.loaded
        if loaded is not None:
            return loaded.index.documents, loaded.index.events, loaded.index.incidents
        with self._reader.connection() as connection:
            return tables.numbers(connection)

    def filters(self, params: Mapping[str, Sequence[str]]) -> BrowseFilters:
        """Filters from the query's parameters (without offset, limit, sort and the like)."""
        return parse(params)

    # Lists: ``limit`` at most 200; ``sort`` None: the newest first, "-" before the field for descending (see SORTS)

    def incidents(self, filters: BrowseFilters, offset: int = 0, limit: int = PAGE, sort: str | None = None) -> IncidentPage:
        view = self._view(plain=sort is None and filters == BrowseFilters())
        selection = self._select(view, "incidents", filters)
        total, page = self._page(view, selection, offset, limit, sort)
        with self._rows(view) as rows:
            return IncidentPage(total=total, rows=rows.incidents(page, phrases_of(filters.words), selection.event_mask()))

    def events(self, filters: BrowseFilters, offset: int = 0, limit: int = PAGE, sort: str | None = None) -> EventPage:
        view = self._view(plain=sort is None and filters == BrowseFilters())
        total, page = self._page(view, self._select(view, "events", filters), offset, limit, sort)
        with self._rows(view) as rows:
            return EventPage(total=total, rows=rows.events(page, phrases_of(filters.words)))

    def quotes(self, filters: BrowseFilters, offset: int = 0, limit: int = PAGE, sort: str | None = None) -> QuotePage:
        view = self._view(plain=sort is None and filters == BrowseFilters())
        total, page = self._page(view, self._select(view, "quotes", filters), offset, limit, sort)
        with self._rows(view) as rows:
            return QuotePage(total=total, rows=rows.quotes(page, phrases_of(filters.words)))

    def documents(self, filters: BrowseFilters, offset: int = 0, limit: int = PAGE, sort: str | None = None) -> DocumentPage:
        view = self._view(plain=sort is None and filters == BrowseFilters())
        total, page = self._page(view, self._select(view, "documents", filters), offset, limit, sort)
        with self._rows(view) as rows:
            return DocumentPage(total=total, rows=rows.documents(page, phrases_of(filters.words)))

    def event(self, identity: str) -> EventRow:
        """One event of a newest coding."""
        view = self._view()
        found = view.index.events_with(np.array([identity.encode("utf-8", "replace")]))
        if found[0] >= 0:
            with self._rows(view) as rows:
                for row in rows.events([int(found[0])]):
                    return row
        raise MissingError(f"no event has the id {identity[:40]!r}.")

    def rows_with(self, of: Listed, ids: Sequence[str]) -> dict[str, EventRow | QuoteRow]:
        """By id, those of these events (quotations) that the newest codings have; asked for at once."""
        view = self._view()
        with_ids = view.index.events_with if of == "events" else view.index.quotes_with
        found = with_ids(np.array([identity.encode("utf-8", "replace") for identity in ids], np.bytes_))
        wanted = [int(number) for number in found if number >= 0]
        with self._rows(view) as rows:
            if of == "events":
                return {row.event.id: row for row in rows.events(wanted)}
            return {row.quote.id: row for row in rows.quotes(wanted)}

    def event_ids(self, filters: BrowseFilters) -> tuple[str, ...]:
        """Ids of all events that pass, in the order of the record: for judging them all at once."""
        view = self._view()
        return _texts(view.index.event_id[self._select(view, "events", filters).rows()])

    def quote(self, identity: str) -> QuoteRow:
        """One quotation of a newest coding."""
        view = self._view()
        found = view.index.quotes_with(np.array([identity.encode("utf-8", "replace")]))
        if found[0] >= 0:
            with self._rows(view) as rows:
                for row in rows.quotes([int(found[0])]):
                    return row
        raise MissingError(f"no quotation has the id {identity[:40]!r}.")

    def sorted_ids(self, of: Listed, filters: BrowseFilters, sort: str | None = None) -> Iterator[str]:
        """Ids of all that pass, sorted; made as they are asked for."""
        view = self._view()
        selection = self._select(view, of, filters)
        order = self._order(view.index, of, ordering.checked(of, sort))
        if selection.active:
            order = order[selection.rows()[order]]
        ids = getattr(view.index, f"{of[:-1]}_id")
        for n in range(0, len(order), MOST_ROWS):
            yield from _texts(ids[order[n : n + MOST_ROWS]])

    def passing(self, of: Listed, filters: BrowseFilters, ids: Sequence[str]) -> int:
        """How many of these events (quotations) are in the newest codings and pass."""
        view = self._view()
        given = np.array([one.encode("utf-8", "replace") for one in ids], np.bytes_)
        found = view.index.events_with(given) if of == "events" else view.index.quotes_with(given)
        rows = found[found >= 0]
        return int(self._select(view, of, filters).rows()[rows].sum()) if len(rows) else 0

    def quote_ids(self, filters: BrowseFilters) -> tuple[str, ...]:
        view = self._view()
        return _texts(view.index.quote_id[self._select(view, "quotes", filters).rows()])

    def incident_ids(self, filters: BrowseFilters) -> tuple[str, ...]:
        view = self._view()
        return _texts(view.index.incident_id[self._select(view, "incidents", filters).rows()])

    def document_ids(self, filters: BrowseFilters) -> tuple[str, ...]:
        view = self._view()
        rows = np.flatnonzero(self._select(view, "documents", filters).rows())
        return tuple(view.index.document_id[row] for row in rows.tolist())

    # Pictures of a list

    def facets(self, of: Listed, filters: BrowseFilters) -> Facets:
        """``total`` rows pass all filters; each facet counts rows that pass all but its own."""
        view = self._view()
        selection = self._select(view, of, filters)
        others = [name for name in NAMES[of] if name != "reviewed"]
        found = self._answer(view, filters, ("facets", of, filters), lambda: view.facets.facets(selection, view.review, others))
        if "reviewed" not in NAMES[of]:
            return found
        made = partial(view.facets.facet, selection, view.review, "reviewed")
        reviewed = self._answer(view, filters, ("facets", of, filters, "reviewed"), made, judged=True)
        return msgspec.structs.replace(found, facets=(*found.facets, reviewed))

    def timeline(self, of: Listed, filters: BrowseFilters) -> Timeline:
        """Rows by day, days without any left out. What is known by more than a month stands under ``undated``."""
        view = self._view()
        return self._answer(
            view, filters, ("timeline", of, filters), lambda: pictures.timeline(view.index, self._select(view, of, filters))
        )

    def map(self, of: Listed, filters: BrowseFilters) -> Map:
        view = self._view()

        def made() -> Map:
            return pictures.map_of(view.index, view.places, view.loaded.placing(of), self._select(view, of, filters))

        return self._answer(view, filters, ("map", of, filters), made)

    def overview(self, filters: BrowseFilters) -> Overview:
        view = self._view()
        selections = {of: self._select(view, of, filters) for of in SORTS}
        found = self._answer(view, filters, ("overview", filters), lambda: overview_of(view, selections))
        if filters == BrowseFilters():  # what gave no document passes no filter
            with self._reader.connection() as connection:
                found = msgspec.structs.replace(found, failed=tables.failures(connection))
        return msgspec.structs.replace(found, judgements=view.review.number)

    # Actors

    def actors(self, filters: BrowseFilters, words: str = "", offset: int = 0, limit: int = PAGE, sort: str | None = None) -> ActorPage:
        """Actors of the events that pass, the most frequent first (sort: events, name, actor, recipient, quotes)."""
        view = self._view()
        bounds(offset, limit)
        with self._reader.connection() as connection:
            return actor_lists.page(view.index, connection, self._numbers(view, filters), words, offset, limit, sort)

    def _numbers(self, view: View, filters: BrowseFilters) -> actor_lists.Numbers:
        """Of quotations the filters of their documents count: most others are about events."""

        def made() -> actor_lists.Numbers:
            events = self._select(view, "events", filters)
            quotes = self._select(view, "quotes", BrowseFilters(**{name: getattr(filters, name) for name in _OF_DOCUMENTS}))
            return actor_lists.numbers(
                view.index, events.rows() if events.active else None, quotes.rows() if quotes.active else None
            )  # fmt: skip

        return self._answer(view, filters, ("numbers", filters), made)

    def actor(self, entity: str, filters: BrowseFilters | None = None) -> ActorView:
        """One actor, by its key as lists give it, or by the id of a document's own entity."""
        view, filters = self._view(), filters or BrowseFilters()
        return self._answer(view, filters, ("actor", entity, filters), lambda: self._actor(view, entity, filters))

    def _actor(self, view: View, entity: str, filters: BrowseFilters) -> ActorView:
        index, number = view.index, self._actor_number(view, entity)
        key = index.actors.all[number].key
        plain = self._select(view, "events", filters)
        events = plain.rows() if plain.active else None
        sides = {}
        for side, other in (("actor", "recipient"), ("recipient", "actor")):
            selection = self._select(view, "events", msgspec.structs.replace(filters, **{side: (key,)}))
            sides[side] = view.facets.facets(selection, view.review, ("type", "quad", "status", other, "outlet"))
        own = index.either.by_value.rows(number)
        days, _ = pictures.days_of(index.event_day[own if events is None else own[events[own]]])
        with self._reader.connection() as connection:
            row = actor_lists.rows(index, connection, self._numbers(view, filters), [number])[0]
        return ActorView(
            actor=row, names=actor_lists.names(index, number, events), as_actor=sides["actor"], as_recipient=sides["recipient"], by_day=days
        )

    def _actor_number(self, view: View, entity: str) -> int:
        found = view.index.actors.numbers.get(entity)
        if found is None and entity.startswith(LOCAL):
            with self._reader.connection() as connection:
                names = tables.local_names(connection, [entity])
            keys = [key_of((None, name, country, bool(private))) for name, country, private in names]
            found = next((view.index.actors.numbers[key] for key in keys if key in view.index.actors.numbers), None)
        if found is None:
            raise MissingError(f"no actor of this record is {entity[:80]!r}. Private persons stand in no list.")
        return found

    def relations(self, filters: BrowseFilters, limit: int = 200) -> Relations:
        """What passes between the ``limit`` actors with most events (1 to 1000)."""
        if not 1 <= limit <= 1000:
            raise UsageError(f"limit={limit}: give 1 to 1000.")
        view = self._view()

        def made() -> Relations:
            selection = self._select(view, "events", filters)
            return view.loaded.dealings().relations(selection.rows() if selection.active else None, limit)

        return self._answer(view, filters, ("relations", filters, limit), made)

    # Framing

    def framing(self, *, actor: str | None = None, incident: str | None = None, filters: BrowseFilters | None = None) -> Framing:
        """Words by outlet, of one actor or one incident."""
        if (actor is None) == (incident is None):
            raise UsageError("framing is of one actor or of one incident: give one of them.")
        view, filters = self._view(), filters or BrowseFilters()
        read = self._follower.frames.number

        def made() -> Framing:
            uses = self._uses(view, actor, incident, filters)
            with self._reader.connection() as connection:
                return words_of.framing(view.index, uses, connection)

        return self._answer(view, filters, ("framing", actor, incident, filters, read), made)

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
        view = self._view()
        bounds(0, limit)
        uses = self._uses(view, actor, incident, BrowseFilters())
        with self._reader.connection() as connection:
            rows = Rows(connection, view.index, view.review, self._veils)
            return words_of.sentences(
                view.index, uses, connection, rows, self._veils, words=words, category=category, outlet=outlet, limit=limit
            )

    def _uses(self, view: View, actor: str | None, incident: str | None, filters: BrowseFilters) -> words_of.Uses:
        number = self._actor_number(view, actor) if actor is not None else None
        row = self._incident_row(view, incident) if incident is not None else None
        selection = self._select(view, "events", filters)
        return words_of.Uses(view.index, self._follower.frames, number, row, selection.rows() if selection.active else None)

    def _incident_row(self, view: View, incident: str) -> int:
        found = next((view.index.incident_numbers[one] for one in self._led((incident,)) if one in view.index.incident_numbers), None)
        if found is None:
            raise MissingError(f"no incident has the id {incident[:40]!r}.")
        return found

    # The record, and values to choose

    def runs(self, judged: Mapping[str, Any] | None = None) -> Runs:
        """``judged``: ``carried`` and ``unmatched``, numbers of judgements."""
        view = self._view()
        with self._reader.connection() as connection:
            return runs_of(connection, view.index, self._veils, judged or {})

    def entities(self, words: str, limit: int = 20) -> tuple[Entity, ...]:
        """Actors to choose from: those of the lexicon and of the record whose names hold the words, the most frequent first."""
        view = self._view()
        counts = self._numbers(view, BrowseFilters()).either
        return self._chosen().entities(words, view.index.actors, counts, limit)

    def places(self, words: str, limit: int = 20) -> tuple[PlaceChoice, ...]:
        """Places that bear the name or begin with it."""
        return self._chosen().places(words, limit)

    def vocabulary(self) -> Vocabulary:
        return vocabulary()

    def _warm(self, helper: Helper) -> None:
        """What the first visitors would wait for."""
        loaded = self._follower.loaded
        if loaded is not None:
            for of in LISTED:
                self._order(loaded.index, of, ordering.FIRST[of])
            self._order(loaded.index, "events", "-priority")  # the queue of what is to be judged
        if self._choices is None:
            self._choices = helper.do(choosing.choices)


def _texts(ids: Any) -> tuple[str, ...]:
    return tuple(identity.decode() for identity in ids.tolist())
