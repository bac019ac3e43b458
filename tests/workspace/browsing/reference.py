"""What browsing should answer, worked out slowly from the contract's objects."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import msgspec

from tacitus.model.incidents import Incident
from tacitus.model.records import Coding, Event, Party, Place, Quote
from tacitus.record import Filters, Reader
from tacitus.workspace.browsing import BrowseFilters

LONGEST = 31  # days


class Row(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """One row of a list; its events are those for which an event's filters are asked."""

    of: str
    id: str
    coding: Coding | None
    events: tuple[Event, ...]
    quote: Quote | None = None
    incident: Incident | None = None


class Reference:
    """``private``: whether private persons are hidden from names."""

    def __init__(self, path: Path, *, masked: bool, states: Mapping[str, str] | None = None) -> None:
        self.masked = masked
        self.states = states or {}
        with Reader(path) as reader:
            self.codings = list(reader.codings())
            self.incidents = {one.id: one for one in reader.incidents()}
            members = {one.event: incident for incident in self.incidents for one in reader.members(incident)}
            self._reader_words = {
                word: {row.event.id for row in reader.events(Filters(words=word))} for word in ("the", "police said", '"prime minister"')
            }
            self._quote_words = {word: {row.quote.id for row in reader.quotes(Filters(words=word))} for word in self._reader_words}
        with closing(sqlite3.connect(path)) as connection:
            query = "SELECT d.id, c.seq FROM documents d JOIN codings c ON c.document = d.seq WHERE c.newest"
            self._coding_number: dict[str, int] = dict(connection.execute(query))
        self.coding_of = {event.id: coding for coding in self.codings for event in coding.events}
        self.coding_of |= {quote.id: coding for coding in self.codings for quote in coding.quotes}
        self.event = {event.id: event for coding in self.codings for event in coding.events}
        self.incident_of = members
        self._private = {entity.id for coding in self.codings for entity in coding.entities if entity.private}
        self._private_names = {entity.name.casefold() for coding in self.codings for entity in coding.entities if entity.private}

    def rows(self, of: str) -> Iterator[Row]:
        if of == "incidents":
            for identity, incident in self.incidents.items():
                held = tuple(self.event[event] for event in incident.events)
                yield Row(of=of, id=identity, coding=None, events=held, incident=incident)
        for coding in self.codings:
            if of == "events":
                for event in coding.events:
                    yield Row(of=of, id=event.id, coding=coding, events=(event,))
            elif of == "documents":
                yield Row(of=of, id=coding.document.id, coding=coding, events=coding.events)
            elif of == "quotes":
                for quote in coding.quotes:
                    low, high = quote.content[0].start, quote.content[-1].end
                    told = tuple(event for event in coding.events if low <= event.trigger.start and event.trigger.end <= high)
                    yield Row(of=of, id=quote.id, coding=coding, events=told, quote=quote)

    # Values of one row or one event

    def key(self, party: Party | None) -> str | None:
        """What facets and filters call a party."""
        if party is None or (self.masked and party.entity in self._private):
            return None
        if party.entity is not None and not party.entity.startswith("ent-"):
            return party.entity
        if not party.name or (self.masked and self._holds_private(party.name)):
            return None
        return f"name:{' '.join(party.name.casefold().split())}" + (f"|{party.country}" if party.country else "")

    def _holds_private(self, name: str) -> bool:
        said = " ".join(name.casefold().split())
        of_parties = self._private_parties()
        return said in of_parties or any(" " in private and f" {private} " in f" {said} " for private in of_parties)

    def _private_parties(self) -> set[str]:
        if not hasattr(self, "_found"):
            self._found = {
                " ".join(party.name.casefold().split())
                for coding in self.codings
                for party in _parties(coding)
                if party.name and party.entity in self._private
            }
        return self._found

    def of_event(self, name: str, event: Event) -> set[str]:
        """The values of a facet that an event has."""
        if name in ("type", "quad", "status", "voice"):
            return {getattr(event, name)}
        if name == "country":
            parties = (*event.actors, *event.recipients, *event.targets)
            return {one.country for one in (*parties, *event.places) if one.country}
        if name == "outlet":
            outlet = self.coding_of[event.id].document.outlet
            return {outlet} if outlet else set()
        if name == "reviewed":
            return {self.states.get(event.id, "unreviewed")}
        parties = {"actor": event.actors, "recipient": event.recipients, "speaker": _speaker(event)}[name]
        return {key for key in map(self.key, parties) if key}

    def of_quote(self, name: str, quote: Quote) -> set[str]:
        speaker = quote.speaker
        if name == "country":
            return {speaker.country} if speaker is not None and speaker.country else set()
        if name == "reviewed":
            return {self.states.get(quote.id, "unreviewed")}
        if name == "outlet":
            outlet = self.coding_of[quote.id].document.outlet
            return {outlet} if outlet else set()
        key = self.key(speaker)
        return {key} if key else set()

    def values(self, name: str, row: Row, filters: BrowseFilters) -> set[str]:
        """Of a row that passes all other filters: the facet's values that it has."""
        if row.quote is not None and name in OWN["quotes"]:
            return self.of_quote(name, row.quote)
        if row.of == "documents" and name == "outlet":
            assert row.coding is not None
            return {row.coding.document.outlet} if row.coding.document.outlet else set()
        passing = [event for event in row.events if self.event_passes(event, filters, row.of, name)]
        return {value for event in passing for value in self.of_event(name, event)}

    # Filters

    def passes(self, row: Row, filters: BrowseFilters, without: str | None = None) -> bool:
        own = [name for name in set_in(filters) if name in OWN[row.of] and name != without]
        others = [name for name in set_in(filters) if name not in OWN[row.of] and name != without]
        if not all(self._own(row, name, filters) for name in own):
            return False
        return not others or any(self.event_passes(event, filters, row.of, without) for event in row.events)

    def _stands(self, row: Row, name: str, wanted: Any) -> bool:
        day = self._day(row)
        if name == "dated":
            return ("yes" if day else "no") in wanted
        return day is not None and any(first <= day <= last for first, last in wanted)

    @staticmethod
    def _day(row: Row) -> str | None:
        """Under which it stands in the timeline of its list."""
        if row.incident is not None:
            first = row.incident.earliest or (row.incident.first_report.published_at or "")[:10] or None
            return day_of(first, row.incident.latest or first)
        assert row.coding is not None
        published = row.coding.document.published_at
        return day_of(*days(row.events[0], published)) if row.of == "events" else (published or "")[:10] or None

    def event_passes(self, event: Event, filters: BrowseFilters, of: str, without: str | None) -> bool:
        names = [name for name in set_in(filters) if name != without and (of == "events" or name not in OWN[of])]
        return all(self._event(event, name, getattr(filters, name)) for name in names)

    def _own(self, row: Row, name: str, filters: BrowseFilters) -> bool:
        wanted = getattr(filters, name)
        if name in ("dated", "day"):
            return self._stands(row, name, wanted)
        if name == "off_map":
            return _off_map(row.events, wanted)
        if row.of == "events":
            return self._event(row.events[0], name, wanted)
        assert row.coding is not None
        document = row.coding.document
        if name == "outlet":
            return document.outlet in wanted
        if name == "document":
            return document.id in wanted
        if name in ("outlet_known", "newer"):
            return self._of_document(document.id, document.outlet, name, wanted)
        if name in ("since", "until"):
            day = (document.published_at or "")[:10]
            return bool(day) and (day >= wanted if name == "since" else day <= wanted)
        assert row.quote is not None
        if name == "words":
            return any(row.quote.id in self._quote_words[word] for word in wanted)
        if name in ("actor", "speaker"):
            return self._party([row.quote.speaker], wanted)
        return bool(self.of_quote(name, row.quote) & set(wanted))

    def _event(self, event: Event, name: str, wanted: object) -> bool:
        document = self.coding_of[event.id].document
        if name in ("actor", "recipient", "speaker"):
            parties = {"actor": event.actors, "recipient": event.recipients, "speaker": _speaker(event)}[name]
            return self._party(parties, wanted)  # type: ignore[arg-type]
        if name in ("outlet_known", "newer"):
            return self._of_document(document.id, document.outlet, name, wanted)
        if name == "off_map":
            return _off_map((event,), wanted)
        if name in ("dated", "day"):
            return self._stands(Row(of="events", id=event.id, coding=self.coding_of[event.id], events=(event,)), name, wanted)
        if name in ("since", "until"):
            first, last = days(event, document.published_at)
            return bool(last and last >= wanted) if name == "since" else bool(first and first <= wanted)  # type: ignore[operator]
        if name == "words":
            return any(event.id in self._reader_words[word] for word in wanted)  # type: ignore[attr-defined]
        if name == "origins":
            incident = self.incident_of.get(event.id)
            return incident is not None and self.incidents[incident].origins >= wanted  # type: ignore[operator]
        if name == "incident":
            return self.incident_of.get(event.id) in wanted  # type: ignore[operator]
        if name == "document":
            return document.id in wanted  # type: ignore[operator]
        if name == "place":
            return any(place.geonames_id in wanted for place in event.places)  # type: ignore[operator]
        if name == "box":
            return any(_inside(place, box) for place in event.places for box in wanted)  # type: ignore[attr-defined]
        return bool(self.of_event(name, event) & set(wanted))  # type: ignore[call-overload]

    def _of_document(self, identity: str, outlet: str | None, name: str, wanted: object) -> bool:
        if name == "newer":
            return self._coding_number[identity] > wanted  # type: ignore[operator]
        return ("yes" if outlet else "no") in wanted  # type: ignore[operator]

    def _party(self, parties: Iterable[Party | None], wanted: Iterable[str]) -> bool:
        for party in parties:
            key = self.key(party)
            if party is None or key is None:
                continue
            for value in wanted:
                exact = value == key
                listed = value in self.all_keys()
                if exact or (not listed and all(word in key_words(party, key) for word in value.casefold().split())):
                    return True
        return False

    def all_keys(self) -> set[str]:
        if not hasattr(self, "_keys"):
            self._keys = {key for coding in self.codings for party in _parties(coding) if (key := self.key(party))}
        return self._keys

    # Answers

    def facet(self, of: str, name: str, filters: BrowseFilters) -> Counter[str]:
        found: Counter[str] = Counter()
        for row in self.rows(of):
            if self.passes(row, filters, name):
                found.update(self.values(name, row, filters))
        return found

    def passing(self, of: str, filters: BrowseFilters) -> list[Row]:
        return [row for row in self.rows(of) if self.passes(row, filters)]


OF_DOCUMENTS = frozenset({"outlet", "outlet_known", "document", "newer", "since", "until", "dated", "day"})
OWN = {
    "events": frozenset(BrowseFilters.__struct_fields__),
    "incidents": frozenset({"dated", "day", "off_map"}),
    "quotes": frozenset({"speaker", "actor", "country", "reviewed", "words", "off_map"}) | OF_DOCUMENTS,
    "documents": OF_DOCUMENTS | {"off_map"},
}


def key_words(party: Party, key: str) -> str:
    return " ".join((party.name or "").casefold().split())


def set_in(filters: BrowseFilters) -> list[str]:
    return [name for name in filters.__struct_fields__ if getattr(filters, name) not in ((), None)]


def days(event: Event, published_at: str | None) -> tuple[str | None, str | None]:
    """First and last day of an event; the day of publication where it has none."""
    published = (published_at or "")[:10] or None
    time = event.time
    return (time.earliest if time and time.earliest else published), (time.latest if time and time.latest else published)


def day_of(first: str | None, last: str | None) -> str | None:
    """Its day in a timeline."""
    if first is None:
        return None
    vague = last is not None and (date.fromisoformat(last[:10]) - date.fromisoformat(first[:10])).days >= LONGEST
    return None if vague else first[:10]


def _off_map(events: Iterable[Event], wanted: Any) -> bool:
    places = [place for event in events for place in event.places]
    if any(place.latitude is not None and place.longitude is not None and place.precision != "country" for place in places):
        return False
    countries = {place.country for place in places if place.precision == "country"}
    return bool(countries & set(wanted)) or ("nowhere" in wanted and not countries)


def _inside(place: Place, box: tuple[float, float, float, float]) -> bool:
    if place.latitude is None or place.longitude is None or place.precision == "country":
        return False
    west, south, east, north = box
    wide = west <= place.longitude <= east if west <= east else place.longitude >= west or place.longitude <= east
    return south <= place.latitude <= north and wide


def _speaker(event: Event) -> tuple[Party, ...]:
    attribution = event.attribution
    return (attribution.speaker,) if attribution is not None and attribution.speaker is not None else ()


def _parties(coding: Coding) -> Iterator[Party]:
    for event in coding.events:
        yield from (*event.actors, *event.recipients, *event.targets, *_speaker(event))
    for quote in coding.quotes:
        if quote.speaker is not None:
            yield quote.speaker
