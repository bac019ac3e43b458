"""Which rows of a list pass the filters: one mask for each filter that is set, over the list's own rows or over the events they hold."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, Protocol

import numpy as np

from tacitus.model.answers import Listed
from tacitus.model.ontology import EVENT_TYPES, QUADS, STATUSES, VOICES
from tacitus.workspace.browsing.columns import NO_DAY, NO_OUTLET, Bools, Ints
from tacitus.workspace.browsing.filters import REVIEWED, BrowseFilters
from tacitus.workspace.browsing.places import Places
from tacitus.workspace.browsing.reviewed import Review
from tacitus.workspace.browsing.snapshot import ACTOR, RECIPIENT, SPEAKER, Snapshot

Found = Callable[[str, str], Any]  # index and words → numbers of the rows of its table that hold them
Led = Callable[[tuple[str, ...]], tuple[str, ...]]  # ids of incidents → ids of those that live on
CODED: dict[str, tuple[str, ...]] = {"type": EVENT_TYPES, "quad": QUADS, "status": STATUSES, "voice": VOICES}
# Filters that are about the list's own row; all others are about the events that it holds.
OF_DOCUMENTS = frozenset({"outlet", "outlet_known", "document", "newer", "since", "until", "words", "dated", "day"})
OWN: dict[Listed, frozenset[str]] = {
    "events": frozenset(BrowseFilters.__struct_fields__),
    "incidents": frozenset({"dated", "day", "off_map"}),
    "quotes": frozenset({"speaker", "actor", "country", "reviewed", "off_map"}) | OF_DOCUMENTS,
    "documents": OF_DOCUMENTS | {"off_map"},
}


class Selection:
    """The masks of one list. ``own`` over its rows; ``events`` over events, of which one must pass them all together."""

    def __init__(self, index: Snapshot, of: Listed, own: dict[str, Bools], events: dict[str, Bools]) -> None:
        self._index = index
        self.of = of
        self.own = own
        self.events = events
        self._rows: dict[str | None, Bools] = {}

    @property
    def number(self) -> int:
        """Rows of the list without any filter."""
        return int(getattr(self._index, self.of))

    @property
    def active(self) -> frozenset[str]:
        return frozenset(self.own) | frozenset(self.events)

    def event_mask(self, without: str | None = None) -> Bools | None:
        """Events that pass; None: all."""
        return _all(mask for name, mask in self.events.items() if name != without)

    def own_mask(self, without: str | None = None) -> Bools | None:
        return _all(mask for name, mask in self.own.items() if name != without)

    def rows(self, without: str | None = None) -> Bools:
        """Rows that pass all filters but the one; never changed."""
        name = without if without in self.own or without in self.events else None
        found = self._rows.get(name)
        if found is None:
            found = self._rows[name] = self._passing(name)
        return found

    def _passing(self, without: str | None) -> Bools:
        own, events = self.own_mask(without), self.event_mask(without)
        if events is None:
            return own if own is not None else np.ones(self.number, np.bool_)
        held = self.holding(events)
        return held if own is None else held & own

    def holding(self, events: Bools) -> Bools:
        """Rows that hold one of these events."""
        found = np.zeros(self.number, np.bool_)
        row, event = links(self._index, self.of)
        hit = row[events] if event is None else row[events[event]]
        found[hit[hit >= 0]] = True
        return found


def row_days(index: Snapshot, of: Listed) -> Ints:
    """The day under which each row stands in the timeline of its list."""
    if of == "events":
        return index.event_day
    if of == "incidents":
        return index.incident_day
    return index.quote_published if of == "quotes" else index.document_published


def links(index: Snapshot, of: Listed) -> tuple[Ints, Ints | None]:
    """Which rows hold which events; None for the events: one row for each event, in their order."""
    if of == "incidents":
        return index.event_incident, None
    if of == "documents":
        return index.event_document, None
    if of == "quotes":
        return index.told.row, index.told.value
    return np.arange(index.events, dtype=np.int32), None


def _all(masks: Iterable[Bools]) -> Bools | None:
    found: Bools | None = None
    for mask in masks:
        found = mask if found is None else found & mask
    return found


class Placing(Protocol):
    """Rows of a list by place (``pictures.Placing``)."""

    def off_map(self, values: Iterable[str], number: int) -> Bools: ...


class Selector:
    """Makes masks. ``found`` searches the texts; ``led`` follows ids of incidents that ended; ``placing`` knows where rows are."""

    def __init__(
        self, index: Snapshot, review: Review, places: Places, found: Found, led: Led, placing: Callable[[Listed], Placing]
    ) -> None:
        self._index = index
        self._review = review
        self._places = places
        self._found = found
        self._led = led
        self._placing = placing

    def select(self, of: Listed, filters: BrowseFilters, mask: Callable[[str, str, Any, Callable[[], Bools]], Bools]) -> Selection:
        """``mask(over, name, value, make)`` may keep what ``make`` gives; ``over`` is ``events`` or the list itself."""
        own: dict[str, Bools] = {}
        events: dict[str, Bools] = {}
        for name in BrowseFilters.__struct_fields__:
            value = getattr(filters, name)
            if value is None or value == ():
                continue
            over: Listed = of if name in OWN[of] else "events"
            (own if over == of else events)[name] = mask(over, name, value, self._making(over, name, value))
        return Selection(self._index, of, own, events)

    def _making(self, over: Listed, name: str, value: Any) -> Callable[[], Bools]:
        return lambda: self._make(over, name, value)

    def _make(self, over: Listed, name: str, value: Any) -> Bools:
        if name == "words":
            return self._words(over, value)
        if name == "outlet":
            return self._outlet(over, value)
        if name == "document":
            return self._document(over, value)
        if name in ("since", "until"):
            return self._dates(over, name, date.fromisoformat(value).toordinal())
        if name == "dated":
            return np.isin(row_days(self._index, over) != NO_DAY, [one == "yes" for one in value])
        if name == "day":
            return self._between(row_days(self._index, over), value)
        if name == "outlet_known":
            return np.isin(getattr(self._index, f"{over[:-1]}_outlet") != NO_OUTLET, [one == "yes" for one in value])
        if name == "off_map":
            return self._placing(over).off_map(value, int(getattr(self._index, over)))
        if name == "newer":
            newer: Bools = self._index.document_coding > value
            return newer if over == "documents" else newer[getattr(self._index, f"{over[:-1]}_document")]
        if name == "reviewed":
            states = self._review.quotes if over == "quotes" else self._review.events
            return _among(states, (REVIEWED.index(one) for one in value), len(REVIEWED))
        if name in CODED:
            return _among(getattr(self._index, f"event_{name}"), (CODED[name].index(one) for one in value), len(CODED[name]))
        if over == "quotes":
            return self._of_quote(name, value)
        return self._of_event(name, value)

    def _of_event(self, name: str, value: Any) -> Bools:
        index = self._index
        if name == "origins":
            return _by_incident(index, index.incident_origins >= value)
        if name == "incident":
            numbers = [index.incident_numbers[one] for one in self._led(value) if one in index.incident_numbers]
            return _by_incident(index, _among(np.arange(index.incidents), numbers, index.incidents))
        if name == "country":
            return index.in_country.by_value.holding(self._countries(value), index.events)
        if name == "place":
            return index.placed.by_value.holding(self._places.with_ids(value), index.events)
        if name == "box":
            return index.placed.by_value.holding(self._places.within(value), index.events)
        part = {"actor": ACTOR, "recipient": RECIPIENT, "speaker": SPEAKER}[name]
        return index.by_part[part].by_value.holding(self._actors(value), index.events)

    def _of_quote(self, name: str, value: Any) -> Bools:
        index = self._index
        if name == "country":
            return index.quote_country.by_value.holding(self._countries(value), index.quotes)
        return index.said_by.by_value.holding(self._actors(value), index.quotes)

    def _countries(self, values: Iterable[str]) -> Bools:
        wanted = frozenset(values)
        return np.array([one in wanted for one in self._index.countries], np.bool_)

    def _actors(self, values: Iterable[str]) -> Bools:
        found = np.zeros(len(self._index.actors), np.bool_)
        for value in values:
            found[self._index.actors.named(value)] = True
        return found

    def _outlet(self, over: Listed, values: Iterable[str]) -> Bools:
        wanted = frozenset(values)
        return _among(
            getattr(self._index, f"{over[:-1]}_outlet"),
            (n for n, outlet in enumerate(self._index.outlets) if outlet in wanted),
            len(self._index.outlets),
        )

    def _document(self, over: Listed, values: Iterable[str]) -> Bools:
        index = self._index
        wanted = [index.document_numbers[one] for one in values if one in index.document_numbers]
        rows = np.arange(index.documents) if over == "documents" else getattr(index, f"{over[:-1]}_document")
        return _among(rows, wanted, index.documents)

    def _dates(self, over: Listed, name: str, day: int) -> Bools:
        index = self._index
        if over == "events":
            first, last = index.event_first, index.event_last
        else:
            first = last = getattr(index, f"{over[:-1]}_published")
        found: Bools = (last >= day) & (last != NO_DAY) if name == "since" else (first <= day) & (first != NO_DAY)
        return found

    @staticmethod
    def _between(days: Ints, ranges: Iterable[tuple[str, str]]) -> Bools:
        found = np.zeros(len(days), np.bool_)
        for first, last in ranges:
            found |= (days >= date.fromisoformat(first).toordinal()) & (days <= date.fromisoformat(last).toordinal())
        return found

    def _words(self, over: Listed, values: Iterable[str]) -> Bools:
        """Several values are alternatives."""
        index = self._index
        seqs = {"events": index.event_seq, "quotes": index.quote_seq, "documents": index.document_seq}[over]
        found = np.zeros(len(seqs), np.bool_)
        for value in values:
            numbers = self._found(f"{over}_search", value)
            rows = index.rows_of(over, numbers)
            found[rows[rows >= 0]] = True
        return found


def _among(codes: Any, wanted: Iterable[int], number: int) -> Bools:
    allowed = np.zeros(number + 1, np.bool_)
    for code in wanted:
        allowed[code] = True
    found: Bools = allowed[codes]
    return found


def _by_incident(index: Snapshot, incidents: Bools) -> Bools:
    """Events of these incidents; events without one do not pass."""
    found: Bools = np.append(incidents[: index.incidents], False)[index.event_incident]
    return found
